"""Every form of input is known by its content, and each bad piece costs itself only."""

from __future__ import annotations

import gzip
import json
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Problem, Report
from dateline.readers import find_inputs, open_input, report_of
from dateline.tools import Settings

PAGE = """<!doctype html><html><head><title>Bridge falls | Nile Courier</title>
<link rel="canonical" href="https://Nile.example/a/1?utm_source=x&id=2#top"><meta property="og:site_name" content="Nile Courier">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge falls in Wad Hamid",
"datePublished": "2023-06-12T23:30:00-02:00", "author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "By Bo Kim"}]}</script></head>
<body><nav><a href="/">Home</a></nav><h1>Bridge falls in Wad Hamid</h1><p>The bridge fell on Monday&nbsp;night.</p>
<p hidden>never shown</p><script>var x = 1;</script><p>Two people were hurt, <b>police</b> said.</p></body></html>"""


def reports(data: bytes, name: str = "input", **kw: object) -> list[Report | Problem]:
    return [report_of(record, Settings(**kw)) for record in open_input(data, name, settings=Settings(**kw))]  # type: ignore[arg-type]


def only(data: bytes, **kw: object) -> Report | Problem:
    found = reports(data, **kw)
    assert len(found) == 1
    return found[0]


def text(data: bytes) -> str:
    found = only(data)
    assert isinstance(found, Report), found
    return found.text


def code(data: bytes, **kw: object) -> str:
    found = only(data, **kw)
    assert isinstance(found, Problem), found
    return found.code


def warc(*records: tuple[str, bytes], lie: int | None = None) -> bytes:
    out = b""
    for number, (kind, body) in enumerate(records):
        size = len(body) + (500 if number == lie else 0)
        head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example/{number}\r\nWARC-Date: 2023-06-13T08:00:00Z\r\n"
        out += f"{head}Content-Type: application/http; msgtype=response\r\nContent-Length: {size}\r\n\r\n".encode() + body + b"\r\n\r\n"
    return out


def answer(html: str, head: str = "Content-Type: text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{head}\r\n\r\n{html}".encode()


# ------------------------------------------------------------------ text


def test_a_dump_is_read_as_it_came_with_line_ends_and_mark() -> None:
    data = "\ufeffOne line\r\nand another\rand a third\n".encode()
    assert text(data) == "\ufeffOne line\r\nand another\rand a third\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_is_decoded_whatever_its_encoding(encoding: str) -> None:
    words = "Soldiers crossed the river near Kreminna – “at dawn”, a résumé of the day said. " * 4
    assert text(words.encode(encoding)).lstrip("\ufeff") == words


def test_a_declared_charset_is_used() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Военные заняли посёлок утром.</p></body></html>'
    assert "Военные заняли посёлок" in text(page.encode("cp1251"))


def test_one_bad_byte_does_not_make_utf8_something_else() -> None:
    assert "Müller, Zürich" in text("Müller, Zürich, Köln, Łódź — ".encode() * 20 + b"\xff end")


# ------------------------------------------------------------------ HTML


def test_html_gives_all_visible_text_in_order_and_what_the_page_says_of_itself() -> None:
    found = only(PAGE.encode())
    assert isinstance(found, Report)
    assert found.text == "Home\nBridge falls in Wad Hamid\nThe bridge fell on Monday\u00a0night.\nTwo people were hurt, police said."
    assert (found.title, found.outlet, found.byline) == ("Bridge falls in Wad Hamid", "Nile Courier", "Ann Lee, Bo Kim")
    assert (found.published.earliest, found.published.basis) == ("2023-06-13", "metadata")
    assert found.url == "https://nile.example/a/1?id=2"


def test_blocks_are_where_they_say() -> None:
    found = only(PAGE.encode())
    assert isinstance(found, Report)
    assert [found.text[block.start : block.end] for block in found.blocks] == found.text.split("\n")
    assert found.blocks[0].links == 1.0 and found.blocks[1].tag == "h1"


def test_a_given_day_and_outlet_win() -> None:
    (record,) = open_input(PAGE.encode(), "a.html")
    found = report_of(record, published="2020-01-02", outlet="Echo")
    assert isinstance(found, Report)
    assert (found.published.earliest, found.published.basis, found.outlet) == ("2020-01-02", "given", "Echo")


def test_the_address_a_page_gives_of_another_site_is_not_believed() -> None:
    row = json.dumps({"html": PAGE, "url": "https://mirror.example/copy"}).encode()
    found = only(row)
    assert isinstance(found, Report) and found.url == "https://mirror.example/copy"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + "<p>The deepest line of the page.</p>",
        "<p " + " ".join(f'a{number}="1"' for number in range(300_000)) + ">The deepest line of the page.</p>",
        "<html><body>" + "<b><p>" * 6000 + "The deepest line of the page.",
        "<p>The deepest line of the page.<!-- never closed",
        "<html><body><p>The deepest line of the page.</p><script>if (a < b && c > d) {",
    ],
)
def test_hostile_markup_loses_no_text(html: str) -> None:
    assert "The deepest line of the page." in text(html.encode())


# ------------------------------------------------------------------ containers


def test_json_lines_keep_their_ids_and_extra_keys() -> None:
    rows = [{"id": 7, "text": "One.", "dct": "2023-01-02", "desk": "east"}, {"id": "b", "text": "Two.", "retrieved_at": "2023-01-03T01:00:00+02:00"}]
    one, two = reports("\n".join(map(json.dumps, rows)).encode())
    assert isinstance(one, Report) and isinstance(two, Report)
    assert (one.source_id, one.published.earliest, one.published.basis, one.extra) == ("7", "2023-01-02", "given", {"desk": "east"})
    assert two.retrieved_at == "2023-01-02T23:00:00Z"


def test_a_broken_line_is_named_and_costs_no_other() -> None:
    data = b'{"id": "a", "text": "One."}\n{"id": "b", "text": \n\n[1]\n{"id": "d"}\n{"id": "e", "text": "Five."}\n'
    found = reports(data, "rows.jsonl")
    assert [type(item).__name__ for item in found] == ["Report", "Problem", "Problem", "Problem", "Report"]
    assert isinstance(found[1], Problem)
    assert (found[1].place, found[1].code) == ("rows.jsonl#2", "bad row") and found[1].message.startswith("line 2:")


def test_a_first_line_that_is_broken_costs_no_other() -> None:
    assert [type(item).__name__ for item in reports(b'{"id": \n{"text": "One."}\n{"text": "Two."}\n')] == ["Problem", "Report", "Report"]


def test_an_array_and_a_pretty_object_are_rows_too() -> None:
    assert len(reports(json.dumps([{"text": "One."}, {"text": "Two."}], indent=1).encode())) == 2
    assert text(json.dumps({"text": "One."}, indent=2).encode()) == "One."


def test_a_line_over_the_limit_is_one_problem() -> None:
    data = b'{"text": "One."}\n' + b'{"text": "' + b"x" * 5000 + b'"}\n' + b'{"text": "Three."}\n'
    found = reports(data, page_bytes=1000)
    assert [getattr(item, "code", "read") for item in found] == ["read", "too large", "read"]


def test_a_json_feed_is_read() -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Echo", "items": [{"id": "1", "content_html": "<p>One.</p>", "date_published": "2023-06-01T10:00:00Z"}, {"id": "2"}]}
    one, two = reports(json.dumps(feed).encode())
    assert isinstance(one, Report) and (one.text, one.outlet, one.published.earliest) == ("One.", "Echo", "2023-06-01")
    assert isinstance(two, Problem)


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Echo</title>
<item><title>First</title><link>https://e.example/1</link><pubDate>Mon, 12 Jun 2023 22:00:00 -0500</pubDate><content:encoded><![CDATA[<p>One.</p><p>More.</p>]]></content:encoded></item>
<item><title>Second</title><description>Two.</description></item></channel></rss>"""


def test_a_feed_gives_its_entries() -> None:
    one, two = reports(RSS.encode(), "news")
    assert isinstance(one, Report) and isinstance(two, Report)
    assert one.text.endswith("One.\nMore.") and one.title == "First" and one.outlet == "Echo"
    assert (one.published.earliest, one.url, two.source_id) == ("2023-06-13", "https://e.example/1", "news#2")


def test_a_feed_that_breaks_off_gives_what_it_has_and_one_problem() -> None:
    found = reports(RSS[: RSS.index("Second") + 30].encode())
    assert isinstance(found[0], Report)
    assert [item.code for item in found if isinstance(item, Problem)] == ["broken feed"]


def test_a_broken_archive_record_costs_no_other() -> None:
    pages = [answer(f"<html><body><p>Page number {number} of the archive.</p></body></html>") for number in range(4)]
    data = warc(*(("response", page) for page in pages), lie=1)
    found = reports(data)
    assert [getattr(item, "code", "read") for item in found] == ["read", "broken record", "read", "read"]
    assert isinstance(found[2], Report) and found[2].url == "https://a.example/2" and found[2].retrieved_at == "2023-06-13T08:00:00Z"


def test_a_gzipped_archive_goes_on_after_a_broken_member() -> None:
    members = [bytearray(gzip.compress(warc(("response", answer(f"<p>Page {number} has some words.</p>"))))) for number in range(3)]
    members[1][30:60] = b"\x00" * 30
    found = reports(b"".join(members))
    assert sum(isinstance(item, Report) for item in found) == 2
    assert any(isinstance(item, Problem) for item in found)


def test_chunked_and_compressed_answers_are_unpacked() -> None:
    packed = gzip.compress(b"<html><body><p>Packed words.</p></body></html>")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    assert text(warc(("response", head + chunked))) == "Packed words."


def test_requests_redirects_and_pictures_are_passed_over() -> None:
    data = warc(("request", b"GET / HTTP/1.1\r\n\r\n"), ("response", answer("", status="301 Moved")),
                ("response", answer("x", head="Content-Type: image/png")), ("response", answer("<p>Words of the page.</p>")))  # fmt: skip
    assert text(data) == "Words of the page."


def test_gzip_of_anything_is_opened() -> None:
    assert text(gzip.compress(b"Plain words.")) == "Plain words."
    assert len(reports(gzip.compress(b'{"text": "One."}\n{"text": "Two."}\n'))) == 2


# ------------------------------------------------------------------ what cannot be read


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b"  \r\n\t \n", "empty"),
        (b"%PDF-1.7 \x00\x01 rest", "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (gzip.compress(b"some words " * 2000)[:40], "truncated"),
        (b"<html><head><script>run()</script></head><body></body></html>", "no text"),
        (b"\xef\xbb\xbf \xc2\xa0 \n", "no text"),
    ],
)
def test_each_bad_input_is_one_problem(data: bytes, expected: str) -> None:
    assert code(data) == expected


def test_a_page_over_the_limit_is_refused() -> None:
    assert code(b"word " * 1000, page_bytes=100) == "too large"
    assert code(gzip.compress(b"word " * 100_000), page_bytes=1000) == "too large"


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    (record,) = open_input(tmp_path / "none.txt")
    assert record.problem is not None and record.problem.code == "unreadable"


def test_names_are_relative_to_the_root_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/one.txt", "a.txt", ".hidden"):
        (tmp_path / name).write_text("Some words.")
    assert [record.source_id for path in find_inputs(tmp_path) for record in open_input(path, root=tmp_path)] == ["a.txt", "b/one.txt"]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=300).map(lambda value: value.encode("utf-8", "surrogatepass"))))
def test_no_bytes_raise(data: bytes) -> None:
    for head in (b"", b"WARC/1.0\r\n", b"{", b"<rss>", b"<html><p>", gzip.compress(data)[:-4]):
        for record in open_input(head + data):
            report_of(record)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=30))
def test_a_damaged_archive_never_raises(at: int, damage: bytes) -> None:
    data = bytearray(warc(*(("response", answer(f"<p>Page {number} has some words.</p>")) for number in range(8))))
    data[at : at + len(damage)] = damage
    assert sum(record.problem is None for record in open_input(bytes(data))) >= 6


def test_records_travel_between_processes() -> None:
    import pickle

    records = list(open_input(BytesIO(PAGE.encode()).read(), "x"))
    assert pickle.loads(pickle.dumps(records)) == records
