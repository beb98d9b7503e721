"""The rules for time expressions: loaded from data, run over the class letters, the longest match from the left kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec

from dateline.lexicon import Lexicon
from dateline.timex.words import Alphabet, Stream, TimeWords

WORDS_FILE = "times.toml"
RULES_FILE = "times-rules.toml"


class TimeRule(msgspec.Struct, frozen=True, kw_only=True):
    """One `[[rule]]`: `example` has the expression in brackets, `value` is what it means on Wednesday 2012-03-14."""

    id: str
    pattern: str
    make: str
    example: str
    value: str
    register: Literal["any", "history", "ancient"] = "any"
    """Where the rule is heard: anywhere, in histories, in histories that count backwards."""
    no: str = msgspec.field(name="not")


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's match: tokens ``first:last`` of the stream, and the named groups as token ranges."""

    rule: str
    make: str
    first: int
    last: int
    groups: dict[str, tuple[int, int]]
    stream: Stream

    def words(self, group: str) -> list[str]:
        """Lower-case words of a group, empty when it took no part."""
        span = self.groups.get(group)
        return self.stream.lower[span[0] : span[1]] if span else []

    def word(self, group: str) -> str:
        """The words of a group joined by spaces."""
        return " ".join(self.words(group))


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The alphabet and the compiled rules, in order of the file."""

    alphabet: Alphabet
    rules: tuple[tuple[TimeRule, re.Pattern[str]], ...]

    def matches(self, stream: Stream) -> list[Match]:
        """All matches, by start; overlapping ones included, longer first, then by order of the rules."""
        found: list[tuple[int, int, int, Match]] = []
        for order, (rule, pattern) in enumerate(self.rules):
            for hit in pattern.finditer(stream.letters):
                first, last = hit.span()
                if first < last:
                    groups = {name: hit.span(name) for name, value in hit.groupdict().items() if value}
                    found.append((first, -last, order, Match(rule.id, rule.make, first, last, groups, stream)))
        found.sort(key=lambda item: item[:3])
        return [item[3] for item in found]


def load(lexicon: Lexicon) -> RuleSet:
    """Read words and rules; a pattern that does not compile or names an unknown class is a `LexiconError`."""
    alphabet = Alphabet(lexicon.table(WORDS_FILE, TimeWords))
    rules = lexicon.entries(RULES_FILE, TimeRule, table="rule")
    return RuleSet(alphabet, tuple((rule, alphabet.compile(rule.pattern, rule.id)) for rule in rules))


def without_overlaps(matches: list[Match], taken: Iterator[bool] | None = None) -> list[Match]:
    """Of matches sorted by start and length those that do not overlap an earlier one."""
    kept: list[Match] = []
    end = -1
    for match in matches:
        if match.first >= end:
            kept.append(match)
            end = match.last
    return kept
