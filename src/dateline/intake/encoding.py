"""Bytes to text: byte-order mark, declared charset, UTF-8, then detection; and what is no text at all."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:\-]{2,40})""", re.I)
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x9d", "a compressed file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"RIFF", "a media file"),
    (b"OggS", "a media file"),
    (b"ID3", "a media file"),
)
_BAD = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f�]")
_SHARE_BAD = 0.02
_WINDOWS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
            "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "shift_jis": "cp932",
            "x-sjis": "cp932", "tis-620": "cp874"}  # fmt: skip


class NotTextError(ValueError):
    """The bytes are no text; `code` is "binary" or "encoding"."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of a page as read, byte-order mark and line ends kept. Raises `NotTextError`.

    Order of trust: byte-order mark, the charset declared outside, UTF-8 when it fits, the charset declared inside,
    detection, Windows-1252.
    """
    for mark, family in _BOMS:
        if data.startswith(mark):
            return _checked("\ufeff" + data[len(mark) :].decode(_wide(family, mark), "replace"))
    refuse_binary(data)
    wide = _wide_shape(data[:8192])
    if wide:
        return _checked(data.decode(wide, "replace"))
    inside = _META.search(data[:4096])
    for name in (declared, "utf-8", inside.group(1).decode("ascii") if inside else None):
        text = _strictly(data, name)
        if text is not None:
            return _checked(text)
    nearly = data.decode("utf-8", "replace")
    if nearly.count("\ufffd") * 50 <= sum(byte > 127 for byte in data[:1_000_000]):
        return _checked(nearly)
    return _checked(_strictly(data, _detected(data)) or data.decode("cp1252", "replace"))


def refuse_binary(data: bytes) -> None:
    """Raise `NotTextError` when the bytes start like a known binary form or hold control bytes as no text does."""
    head = data[:8192]
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise NotTextError("binary", f"looks like {what}; save the page as text or HTML")
    if head.count(0) and _wide_shape(head) is None:
        raise NotTextError("binary", "binary data, no page of text")


def _checked(text: str) -> str:
    sample = text if len(text) < 200_000 else text[:100_000] + text[-100_000:]
    if sample and len(_BAD.findall(sample)) > max(2, len(sample) * _SHARE_BAD):
        raise NotTextError("encoding", "the characters cannot be read in any encoding tried; save the page as UTF-8")
    return text


def _strictly(data: bytes, name: str | None) -> str | None:
    if not name:
        return None
    name = _WINDOWS.get(name.strip().lower(), name.strip().lower())
    if name.replace("_", "-").startswith(("utf-16", "utf-32", "utf-7")) and not data[:2].count(0):
        return None
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _wide(name: str, mark: bytes) -> str:
    if name == "utf-16":
        return "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    if name == "utf-32":
        return "utf-32-le" if mark == codecs.BOM_UTF32_LE else "utf-32-be"
    return name


def _wide_shape(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of mostly Latin text is zero."""
    half = max(1, len(head) // 2)
    odd, even = head[1::2].count(0) / half, head[0::2].count(0) / half
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    if even > 0.4 and odd < 0.05:
        return "utf-16-be"
    return None


def _detected(data: bytes) -> str | None:
    from resiliparse.parse.encoding import detect_encoding

    name: str | None = detect_encoding(data[:200_000], from_html_meta=False)
    return name
