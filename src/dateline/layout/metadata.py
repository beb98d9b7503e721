"""What an HTML page says of itself outside its visible text: title, authors, outlet, publication day, canonical address.

Sources, in order of trust: JSON-LD records of articles (schema.org), meta elements (OpenGraph, Dublin Core, Parse.ly,
Sailthru and the like), microdata and `time` elements, headings.
"""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser

from dateline.intake.address import absolute, canonical_url, host_of, same_site
from dateline.intake.days import day_of
from dateline.model import Day

_SPACE = re.compile(r"\s+")
_META_TITLES = ("og:title", "twitter:title", "headline", "dc.title", "parsely-title", "sailthru.title", "title")
_META_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "article:published", "parsely-pub-date", "sailthru.date",
    "dcsext.articlefirstpublished", "dc.date.issued", "dc.date", "dcterms.created", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "article.published", "cxenseparse:recs:publishtime", "bt:pubdate", "og:published_time", "date", "datecreated", "article_date_original",
    "displaydate", "originalpublicationdate", "rnews:datepublished", "citation_publication_date", "citation_date",
)  # fmt: skip
_META_AUTHORS = (
    "author", "authors", "byl", "byline", "article:author_name", "parsely-author", "cxenseparse:author", "dcsext.author", "dc.creator",
    "dcterms.creator", "sailthru.author", "displayauthors", "sailthru.byline_name", "article:author", "article_author", "citation_author",
    "twitter:creator:name",
)  # fmt: skip
_META_OUTLETS = ("og:site_name", "application-name", "publisher", "dc.publisher", "apple-mobile-web-app-title", "cre", "twitter:app:name:iphone")
_ARTICLE = re.compile(r"article|newsarticle|reportage|blogposting|posting|report|review|webpage|opinion|analysis|liveblog", re.I)
_LINK_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-]?(\d\d)(?=[/_-]|\b)", re.I)
_MONTHS = {name: number for number, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)}
_LOW_DATE = re.compile(r"published|issued|created|pubdate|publish|date", re.I)


class PageMetadata(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of itself; every field may be unknown."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    day: Day | None = None
    day_source: str = ""
    canonical: str | None = None


def page_metadata(tree: LexborHTMLParser, url: str | None) -> PageMetadata:
    """The metadata of a parsed page fetched from `url`."""
    meta = _meta(tree)
    articles = _articles(tree)
    outlet = _outlet(meta, articles)
    day, source = _day(tree, meta, articles, url)
    return PageMetadata(
        title=_title(tree, meta, articles, outlet),
        byline=_byline(tree, meta, articles, outlet, url),
        outlet=outlet,
        day=day,
        day_source=source,
        canonical=_canonical(tree, meta, url),
    )


def _squeeze(value: object) -> str:
    return _SPACE.sub(" ", entities.unescape(value)).strip() if isinstance(value, str) else ""


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """Named meta elements, the first of each name."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        value = _squeeze(attributes.get("content"))
        if name and value:
            found.setdefault(name.lower().strip(), value)
    return found


def _articles(tree: LexborHTMLParser) -> list[dict[str, Any]]:
    """JSON-LD records that describe an article, the likeliest first."""
    found: list[dict[str, Any]] = []
    for node in tree.css('script[type="application/ld+json"]'):
        text = node.text(strip=True)
        if text and len(text) < 2_000_000:
            found.extend(record for record in _records(_json(text)) if _is_article(record))
    return sorted(found, key=lambda record: -sum(key in record for key in ("headline", "datePublished", "author", "articleBody")))


def _json(text: str) -> Any:
    text = re.sub(r"^\s*(?://\s*)?<!(?:--|\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$", "", text)
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _records(value: Any) -> Iterator[dict[str, Any]]:
    """All objects inside a JSON value, outer ones first."""
    queue = [value]
    for _ in range(2000):
        if not queue:
            return
        item = queue.pop(0)
        if isinstance(item, dict):
            yield item
            queue.extend(item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "liveBlogUpdate") if key in item)
        elif isinstance(item, list):
            queue.extend(item[:200])


def _is_article(record: dict[str, Any]) -> bool:
    kind = record.get("@type")
    kinds = " ".join(map(str, kind)) if isinstance(kind, list) else str(kind or "")
    return _ARTICLE.search(kinds) is not None and ("headline" in record or "datePublished" in record)


# ------------------------------------------------------------------ title


def _title(tree: LexborHTMLParser, meta: dict[str, str], articles: list[dict[str, Any]], outlet: str | None) -> str | None:
    """The heading that best agrees with the titles given in the head; else such a title without the outlet's name."""
    node = tree.css_first("head title") or tree.css_first("title")
    given = [_squeeze(record.get("headline")) for record in articles[:2]] + [meta.get(name, "") for name in _META_TITLES]
    given.append(_squeeze(node.text()) if node is not None else "")
    given = [text for text in given if text]
    headings = [text for text in (_heading(node) for node in tree.css("h1")[:12]) if len(text) > 3]
    headings += [text for text in (_squeeze(node.text()) for node in tree.css('[itemprop="headline"]')[:3]) if len(text) > 3]
    best = max(((agreement(heading, text), -place) for place, heading in enumerate(headings) for text in given), default=None)
    if best is not None and best[0] >= 0.6:
        return _without_kicker(headings[-best[1]], given)
    if given:
        return _without_outlet(given[0], outlet)
    return headings[0] if headings else None


def _heading(node: Any) -> str:
    return _squeeze(node.text())


def agreement(one: str, other: str) -> float:
    """Share of the words of the shorter text that stand in the other, times how much of the longer they make up (root)."""
    first, second = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", other.lower()))
    if not first or not second:
        return 0.0
    common = len(first & second)
    return float(common / min(len(first), len(second)) * (common / max(len(first), len(second))) ** 0.5)


def _without_kicker(heading: str, given: list[str]) -> str:
    """The heading without a section name in front or behind that the given titles do not have."""
    for text in given:
        core = text.strip()
        if len(core) > 15 and core != heading and (heading.endswith(core) or heading.startswith(core + " |")) and len(core) > len(heading) * 0.6:
            return core
    parts = re.split(r"\s+[|]\s+", heading)
    return max(parts, key=len) if len(parts) > 1 and len(max(parts, key=len)) > 20 else heading


def _without_outlet(title: str, outlet: str | None) -> str:
    parts = re.split(r"\s+(?:[|–—·»]|-|::)\s+", title)
    if len(parts) < 2:
        return title
    name = (outlet or "").lower()
    kept = [part for part in parts if not (name and (part.lower() == name or agreement(part, name) > 0.9))]
    if len(kept) == len(parts):
        kept = parts[:-1] if (len(parts[-1]) < 30 and "|" in title) or len(parts[-1].split()) <= 4 else parts
    if len(kept) == 1 or not kept:
        return kept[0] if kept else title
    start, end = title.find(kept[0]), title.rfind(kept[-1]) + len(kept[-1])
    return title[start:end]


# ------------------------------------------------------------------ outlet, address


def _outlet(meta: dict[str, str], articles: list[dict[str, Any]]) -> str | None:
    for record in articles[:3]:
        publisher = record.get("publisher")
        name = _squeeze(publisher.get("name")) if isinstance(publisher, dict) else ""
        if 1 < len(name) < 60:
            site = meta.get("og:site_name", "")
            return site if 1 < len(site) < 60 else name
    for key in _META_OUTLETS:
        name = meta.get(key, "")
        if 1 < len(name) < 60 and not name.startswith(("http", "@")):
            return name
    return None


def _canonical(tree: LexborHTMLParser, meta: dict[str, str], url: str | None) -> str | None:
    """The address the page gives for itself, where it is of the same site as the one it came from (or none is known)."""
    node = tree.css_first('link[rel="canonical"]')
    for found in (node.attributes.get("href") if node is not None else None, meta.get("og:url")):
        if not found:
            continue
        address = canonical_url(absolute(url, found.strip()))
        path = (address or "").partition("://")[2].partition("/")[2]
        if address and path and (url is None or same_site(address, url)):
            return address
    return None


# ------------------------------------------------------------------ publication day


def _day(
    tree: LexborHTMLParser, meta: dict[str, str], articles: list[dict[str, Any]], url: str | None
) -> tuple[Day | None, str]:
    for record in articles:
        day = day_of(str(record.get("datePublished") or ""))
        if day:
            return day, f"JSON-LD datePublished {str(record.get('datePublished'))[:40]}"
    for name in _META_DATES:
        value = meta.get(name)
        day = day_of(value)
        if day:
            return day, f"meta {name} {str(value)[:40]}"
    for selector in ('[itemprop="datePublished"]', "time[pubdate]", "article time[datetime]", "main time[datetime]", "time[datetime]"):
        for node in tree.css(selector)[:4]:
            value = node.attributes.get("datetime") or node.attributes.get("content") or ""
            day = day_of(value)
            if day and not _in_aside(node):
                return day, f"time element {value[:40]}"
    for key in ("dateCreated", "dateModified"):
        for record in articles:
            day = day_of(str(record.get(key) or ""))
            if day:
                return day, f"JSON-LD {key} {str(record.get(key))[:40]}"
    return address_day(url)


def address_day(url: str | None) -> tuple[Day | None, str]:
    """The day that stands in an address (".../2023/06/12/..."), if one does."""
    found = _LINK_DATE.search(url or "")
    if not found:
        return None, ""
    year, month, day = found.groups()
    number = _MONTHS.get(month.lower()) or int(month)
    return day_of(f"{year}-{number:02d}-{day}"), f"address {found.group()}"


def _in_aside(node: Any) -> bool:
    above = node.parent
    for _ in range(12):
        if above is None:
            return False
        if above.tag in ("aside", "nav", "footer", "li"):
            return True
        above = above.parent
    return False


# ------------------------------------------------------------------ authors

_BY = re.compile(r"^\s*(?:(?:written|reported|posted|story|words|text|analysis|opinion|review|reporting)\s+)?by:?\s+", re.I)
_SPLIT = re.compile(r"\s*(?:,|;|\||/|\band\b|&|\bwith\b)\s*", re.I)
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|phd|ph\.d|md|m\.d|esq|mba|rn|dds|jd|j\.d|dvm|cfp|cfa|cpa)\.?$", re.I)
_NOT_AUTHOR = re.compile(
    r"https?:|www\.|@|\b(?:staff|newsroom|editor(?:s|ial)?|admin|administrator|team|desk|correspondent|agency|agencies|press release|"
    r"news service|newswires?|contributor|brandroom|guest|web ?master|sponsored|published|updated|min read|photographer|reporter|"
    r"officer|director|professor|columnist|bureau|chief|head of|president|media|magazine|online|report|read|share)\b|\.(?:com|net|org|in|co)\b|\d{2,}",
    re.I,
)
_ROLE = re.compile(r"\s*[,|(–—•-]\s*(?:the\b|[\w' .&-]*\b(?:editor|reporter|writer|correspondent|staff|news|times|post|contributor|columnist|journalist|producer|press|tribune|herald|today|telegram|journal|network|gazette|sponsored)\b).*$", re.I)


def _byline(
    tree: LexborHTMLParser, meta: dict[str, str], articles: list[dict[str, Any]], outlet: str | None, url: str | None
) -> str | None:
    """Names of the authors, joined by commas."""
    for names in _author_sources(tree, meta, articles):
        people = author_names(names, outlet, url)
        if people:
            return ", ".join(people)
    return None


def _author_sources(tree: LexborHTMLParser, meta: dict[str, str], articles: list[dict[str, Any]]) -> Iterator[list[str]]:
    for record in articles[:3]:
        yield list(_persons(record.get("author") or record.get("creator")))
    for name in _META_AUTHORS:
        value = meta.get(name, "")
        if value and len(value) < 200:
            yield [value]
    for selector in ('[itemprop="author"] [itemprop="name"]', '[itemprop="author"]', 'a[rel~="author"]', '[class*="author-name"]', '[class*="author_name"]',
                     '[class*="byline"] a', 'a[href*="/author/"]', 'a[href*="/authors/"]', '[class*="byline"]', '[class*="Byline"]', '[class*="author"]'):  # fmt: skip
        found = [_squeeze(node.attributes.get("content") or node.text(separator=" ")) for node in tree.css(selector)[:6] if not _in_aside(node)]
        yield [text for text in found if 3 < len(text) < 120][:4 if " a" in selector or "name" in selector else 1]


def _persons(value: Any) -> Iterator[str]:
    queue = [value]
    for _ in range(40):
        if not queue:
            return
        item = queue.pop(0)
        if isinstance(item, list):
            queue = [*item, *queue]
        elif isinstance(item, dict):
            if str(item.get("@type", "")).lower() != "organization":
                queue.insert(0, item.get("name"))
        elif isinstance(item, str):
            yield _squeeze(item)


def author_names(texts: list[str], outlet: str | None, url: str | None = None) -> list[str]:
    """People named in byline strings ("By Ann Lee and Bo Kim, Staff Writers"), each once, as printed."""
    out: list[str] = []
    house = re.sub(r"\W+|^the", "", (outlet or "").lower())
    site = re.sub(r"\W+", "", host_of(url).rpartition(".")[0])
    for text in texts:
        for piece in _pieces(text):
            key = re.sub(r"\W+", "", piece.lower())
            plain = key.removeprefix("the")
            if not 3 <= len(key) <= 50 or _NOT_AUTHOR.search(piece) or (house and plain == house) or (site and plain == site):
                continue
            if not any(re.sub(r"\W+", "", known.lower()) == key for known in out):
                out.append(piece)
    return out


def _pieces(text: str) -> Iterator[str]:
    text = _BY.sub("", _ROLE.sub("", text)).strip(" ,|:·•-")
    pieces = [piece.strip(" .") if not re.search(r"\b(?:Jr|Sr)\.$", piece) else piece.strip() for piece in _SPLIT.split(text)]
    joined: list[str] = []
    for piece in pieces:
        if joined and _SUFFIX.match(piece):
            joined[-1] = f"{joined[-1]}, {piece}"
        elif piece and len(piece.split()) <= 5 and piece[:1].isalpha():
            joined.append(_BY.sub("", piece))
    yield from joined


def parse_title(title: str) -> tuple[str, str | None]:
    """A page title as (headline, outlet) by its last separator ("Bridge falls | Nile Courier")."""
    found = re.match(r"^(.{15,}?)\s+[|–—»]\s+([^|–—»]{2,40})$", title) or re.match(r"^(.{15,}?)\s+-\s+([A-Z][^-|]{2,40})$", title)
    return (found.group(1), found.group(2).strip()) if found else (title, None)
