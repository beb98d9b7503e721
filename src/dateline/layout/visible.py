"""The visible text of an HTML page, in document order, with what the mark-up tells of each block.

Walks the tree without recursion. A page that would make tree building slow (thousands of open elements or attributes) is
read by a plain scan of its tags instead, so that no text is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dateline.model import Block

UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "embed", "canvas", "audio", "video",
     "datalist", "select", "option", "title", "map", "noframes", "-comment", "!doctype", "#comment"}
)  # fmt: skip
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog", "dir",
     "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6",
     "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "p", "pre", "section", "summary",
     "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NOT_NAME = re.compile(r"[^\w.#@=\- ]+")
MOST_OPEN, MOST_ATTRIBUTES, LONG_TAG = 4000, 2000, 20_000
PATH_PARTS, PART_LENGTH = 12, 90
HIDDEN_STORY = 1000
"""Hidden paragraphs with more characters than this are a folded story, not furniture."""


@dataclass(slots=True)
class VisibleText:
    """The text and its blocks; `tree` is None when the page was read by the plain scan."""

    text: str
    blocks: tuple[Block, ...]
    tree: LexborHTMLParser | None


@dataclass(slots=True)
class _Open:
    """An element that is open while walking."""

    node: LexborNode
    tag: str
    number: int
    hidden: bool
    link: bool
    pre: bool
    attributes: dict[str, str | None]
    part: str = ""
    """Its step of a path, made when first needed."""


@dataclass(slots=True)
class _Line:
    """One finished block of visible text."""

    text: str
    tag: str
    path: str
    links: float
    hidden: bool


@dataclass(slots=True)
class _Walk:
    """Collects text between block boundaries."""

    stack: list[_Open] = field(default_factory=list)
    lines: list[_Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    path: str = ""
    tag: str = ""
    hidden: bool = False

    def text(self, data: str) -> None:
        """Add the characters of a text node."""
        if self.stack and self.stack[-1].pre:
            first, *rest = data.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            self._add(first)
            for line in rest:
                self.flush()
                self._add(line)
        else:
            self._add(_SPACE.sub(" ", data))

    def _add(self, data: str) -> None:
        if not data:
            return
        if data != " " and not data.isspace():
            if not self.path:
                self._start()
            if self.stack and self.stack[-1].link:
                self.linked += len(data.strip())
        self.pieces.append(data)

    def _start(self) -> None:
        self.path = ">".join(_part(element) for element in self.stack[-PATH_PARTS:])
        self.tag = next((element.tag for element in reversed(self.stack) if element.tag in BLOCKS), "")
        self.hidden = bool(self.stack) and self.stack[-1].hidden

    def flush(self) -> None:
        """End the current block."""
        if self.path:
            text = _SPACE.sub(" ", "".join(self.pieces)).strip(" ")
            if text.strip():
                share = min(1.0, self.linked / max(1, len(text)))
                self.lines.append(_Line(text, self.tag, self.path, round(share, 3), self.hidden))
        self.pieces.clear()
        self.linked, self.path = 0, ""


def visible_text(html: str) -> VisibleText:
    """All visible text of a page, one line a block, with its blocks."""
    if too_tangled(html):
        return _assemble(list(_scan(html)), None)
    tree = LexborHTMLParser(html)
    root = tree.root
    lines = [] if root is None else _walk(root)
    return _assemble(lines, tree)


def too_tangled(html: str) -> bool:
    """Whether a tree builder could take very long: too many open elements, or too many attributes on one."""
    deep = high = 0
    for match in _NESTING.finditer(html):
        deep = deep - 1 if match.group(1) else deep + 1
        high = max(high, deep)
        if high > MOST_OPEN:
            return True
        deep = max(deep, 0)
    return any(tag.count("=") + tag.count(" ") > MOST_ATTRIBUTES for tag in _long_tags(html))


_NESTING = re.compile(r"<(/?)(?:div|span|b|i|u|a|em|strong|font|section|article|table|ul|ol|blockquote|main|center|small|big)\b", re.I)
_TAG_START = re.compile(r"<[a-zA-Z]")
_QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')
_SCRIPT_END = re.compile(r"</(?:script|style)", re.I)


def _long_tags(html: str) -> Iterator[str]:
    """Tags that are longer than usual, with their quoted values taken out."""
    if max(map(len, html.split(">"))) <= LONG_TAG:
        return
    at = 0
    while True:
        end = html.find(">", at)
        if end < 0:
            end = len(html)
        if end - at > LONG_TAG:
            start = _TAG_START.search(html, at, end)
            if start:
                yield _QUOTED.sub("", html[start.start() : end])
        if end >= len(html):
            return
        at = end + 1
        if html[max(0, at - 8) : at].lower() == "<script>" or html.rfind("<script", max(0, at - 2000), at) > html.rfind("<", 0, at - 1) - 1:
            closing = _SCRIPT_END.search(html, at)
            if closing is None:
                return
            at = closing.end()


def _walk(root: LexborNode) -> list[_Line]:
    walk = _Walk()
    number = 0
    node: LexborNode | None = root
    while node is not None:
        tag = node.tag or ""
        child = None
        if tag == "-text":
            walk.text(node.text_content or "")
        elif tag == "br":
            walk.flush()
        elif tag not in UNSEEN:
            number += 1
            if tag in BLOCKS:
                walk.flush()
            child = node.first_child
            if child is not None:
                walk.stack.append(_opened(node, tag, number, walk.stack))
                node = child
                continue
        node = _next(node, walk)
    walk.flush()
    return walk.lines


def _next(node: LexborNode, walk: _Walk) -> LexborNode | None:
    """The node after this one and its children, closing the elements that end in between."""
    following = node.next
    while following is None:
        if not walk.stack:
            return None
        closed = walk.stack.pop()
        if closed.tag in BLOCKS:
            walk.flush()
        following = closed.node.next if walk.stack else None
        if not walk.stack:
            return None
    return following


def _opened(node: LexborNode, tag: str, number: int, stack: list[_Open]) -> _Open:
    attributes = node.attributes
    above = stack[-1] if stack else None
    hidden = (above is not None and above.hidden) or _is_hidden(attributes)
    link = (above is not None and above.link) or (tag == "a" and "href" in attributes)
    pre = (above is not None and above.pre) or tag in ("pre", "textarea")
    return _Open(node, tag, number, hidden, link, pre, attributes)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style = attributes.get("style")
    return "hidden" in attributes or (bool(style) and _HIDDEN.search(style or "") is not None)


def _part(element: _Open) -> str:
    """One step of a path: ``tag~number.class.class#id@role``."""
    if element.part:
        return element.part
    out = f"{element.tag}~{element.number}"
    attributes = element.attributes
    for name, mark in (("class", "."), ("id", "#"), ("itemprop", "@"), ("role", "@"), ("rel", "@"), ("data-testid", "@"),
                       ("data-component", "@")):  # fmt: skip
        value = attributes.get(name) if attributes else None
        if value:
            out += mark + _NOT_NAME.sub("", value).strip().replace(" ", mark)
    element.part = out[:PART_LENGTH]
    return element.part


def _assemble(lines: list[_Line], tree: LexborHTMLParser | None) -> VisibleText:
    if sum(len(line.text) for line in lines if line.hidden and line.tag == "p") <= HIDDEN_STORY:
        lines = [line for line in lines if not line.hidden] or lines
    blocks: list[Block] = []
    at = 0
    for line in lines:
        blocks.append(Block(start=at, end=at + len(line.text), tag=line.tag, path=line.path, links=line.links))
        at += len(line.text) + 1
    return VisibleText("\n".join(line.text for line in lines), tuple(blocks), tree)


# ------------------------------------------------------------------ without a tree

_TOKEN = re.compile(r"<!--.*?-->|<!\[CDATA\[|<[!?][^>]*>|<(/?)([a-zA-Z][a-zA-Z0-9:-]*)|([^<]+)|<", re.S)


def _scan(html: str) -> Iterator[_Line]:
    """Blocks of a page by a plain scan of its tags; nothing is known of them but the last block tag."""
    from html import unescape

    at, tag = 0, ""
    pieces: list[str] = []
    while at < len(html):
        found = _TOKEN.match(html, at)
        if found is None:
            break
        at = found.end()
        name = (found.group(2) or "").lower()
        if name:
            at = html.find(">", at) + 1 or len(html)
            if name in UNSEEN and not found.group(1) and name not in ("head", "embed"):
                closing = html.lower().find(f"</{name}", at) if html.find("</", at) >= 0 else -1
                at = closing if closing >= 0 else at
            if name in BLOCKS or name == "br":
                yield from _scanned(pieces, tag)
                pieces, tag = [], name
        elif not found.group().startswith(("<!", "<?")):
            pieces.append(unescape(found.group()))
    yield from _scanned(pieces, tag)


def _scanned(pieces: list[str], tag: str) -> Iterator[_Line]:
    text = _SPACE.sub(" ", "".join(pieces)).strip(" ")
    if text.strip():
        yield _Line(text, tag, tag, 0.0, False)
