"""Addresses: what makes two of them the same page, and the site that one belongs to."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref_src|cmpid|ocid|yclid|_ga)$", re.I)
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gob", "gov", "mil", "net", "nom", "or", "org", "ne", "go"})


def canonical_url(url: str | None) -> str | None:
    """The address by which a page is known: scheme and host in lower case, no fragment, no tracking parameters, no
    default port; None when it is no web address."""
    parts = _split(url)
    if parts is None:
        return None
    query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])])
    return urlunsplit((parts.scheme.lower(), _host(parts), parts.path or "/", query, ""))


def host_of(url: str | None) -> str:
    """Host of an address without "www.", in lower case; empty when there is none."""
    parts = _split(url)
    return "" if parts is None else _host(parts).removeprefix("www.").partition(":")[0]


def same_site(one: str | None, other: str | None) -> bool:
    """Whether two addresses have the same host (with or without "www.")."""
    return bool(host_of(one)) and host_of(one) == host_of(other)


def absolute(base: str | None, url: str) -> str:
    """`url` as seen from the page at `base`."""
    try:
        return urljoin(base or "", url)
    except ValueError:
        return url


def registered_domain(host: str) -> str:
    """The part of a host that somebody registered ("news.example.co.uk" -> "example.co.uk"), by shape."""
    labels = host.split(".")
    if len(labels) <= 2:
        return host
    keep = 3 if len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-keep:])


def _split(url: str | None) -> SplitResult | None:
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return None
        parts.port  # noqa: B018  (raises on a port that is no number)
    except ValueError:
        return None
    return parts


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower()
    if ":" in host:
        host = f"[{host}]"
    default = {"http": 80, "https": 443}.get(parts.scheme.lower())
    return host if parts.port in (None, default) else f"{host}:{parts.port}"
