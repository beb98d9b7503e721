"""Who said what: cases in mark-up, quotation marks, positions, and the words of saying."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.attributions.lexicon import CueEntry, OutletEntry, SpeakerEntry, load_words
from dateline.attributions.marks import paragraphs, quotations
from dateline.attributions.statements import kind_of
from dateline.lexicon import Lexicon
from dateline.model import Attribution, Region, Report
from dateline.stages.attribution import credited_agency, read
from dateline.tools import Tools

CASES = Path(__file__).parent.parent / "cases" / "attribution.txt"
TOOLS = Tools()


@dataclass(frozen=True)
class Case:
    """A text, and for each statement its content spans and what is expected of it."""

    name: str
    text: str
    content: dict[str, list[tuple[int, int]]]
    expected: dict[str, list[str]]


def parse(block: str) -> Case:
    """One case of the file."""
    name, _, body = block.partition("\n")
    lines = body.strip().split("\n")
    expected = dict(re.fullmatch(r"=> (\d+): (.*)", line).groups() for line in lines if line.startswith("=> "))
    marked = "\n".join(line for line in lines if not line.startswith("=> ")).strip()
    text, content, at = "", {}, 0
    for match in re.finditer(r"\[([^\[\]|]+)\|(said|by|cue|told):(\d+)\]", marked):
        text += marked[at : match.start()]
        if match[2] == "said":
            content.setdefault(match[3], []).append((len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    return Case(
        name.strip(), text + marked[at:], content, {n: [p.strip() for p in e.split(";")] for n, e in expected.items()}
    )


def page(text: str) -> Report:
    """A page that is all story."""
    return Report(id="r", document="d", text=text, regions=(Region(start=0, end=len(text), kind="body"),))


def heard(text: str) -> tuple[Attribution, ...]:
    """The attributions of a text."""
    return read(page(text), TOOLS).attributions


def shared(one: list[tuple[int, int]], two: tuple[tuple[int, int], ...]) -> float:
    """Intersection over union in characters."""
    left = {at for start, end in one for at in range(start, end)}
    right = {at for start, end in two for at in range(start, end)}
    return len(left & right) / len(left | right)


ALL = [parse(block) for block in CASES.read_text(encoding="utf-8").split("\n## ")[1:]]


@pytest.mark.parametrize("case", [case for case in ALL if case.expected], ids=lambda case: case.name)
def test_statement_has_content_speaker_kind_and_listener(case: Case) -> None:
    found = heard(case.text)
    for number, (name, kind, *extras) in case.expected.items():
        best = max(found, key=lambda one: shared(case.content[number], one.content), default=None)
        assert best is not None and shared(case.content[number], best.content) >= 0.8, [
            case.text[slice(*c)] for a in found for c in a.content
        ]
        assert best.source is not None and best.source.name == name
        assert best.kind == kind
        assert best.anonymous == ("anonymous" in extras)
        told = next((extra[5:] for extra in extras if extra.startswith("told ")), None)
        assert (best.told_to.name if best.told_to else None) == told
        assert [one.name for one in best.via] == [extra[4:] for extra in extras if extra.startswith("via ")]


def test_run_on_quotation_is_one_statement_with_a_piece_for_each_paragraph() -> None:
    text = "“The wells are dry,” said Ruth Calder.\n\n“We asked for tankers twice.\n\n“Nobody wrote back.”"
    pieces = [quote.pieces for quote in quotations(text)]
    assert [[text[start:end] for start, end in one] for one in pieces] == [
        ["“The wells are dry,”"], ["“We asked for tankers twice.", "“Nobody wrote back.”"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("'It's their fight,' he said.", ["'It's their fight,'"]),
        ("The fighters' camp and the guards' huts burned.", []),
        ("He called it 'the mayors' folly' and left.", ["'the mayors' folly'"]),
        ("It fell in the '90s, he said, 'like a stone'.", ["'like a stone'"]),
        ('"Go," she said, "before noon."', ['"Go,"', '"before noon."']),
        ("«Нет,» he said. “Yes”", ["«Нет,»", "“Yes”"]),
        ('An open "mark that never ends', ['"mark that never ends']),
        ("rock 'n' roll o'clock", []),
    ],
)
def test_quotation_marks_are_told_from_apostrophes(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for quote in quotations(text) for start, end in quote.pieces] == quoted


@given(st.text(alphabet="ab .,'\"“”‘’\n«»sS", max_size=80))
def test_quotations_lie_in_order_and_inside_paragraphs(text: str) -> None:
    spans = paragraphs(text)
    pieces = [piece for quote in quotations(text) for piece in quote.pieces]
    assert pieces == sorted(pieces)
    assert all(any(low <= start < end <= high for low, high in spans) for start, end in pieces)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "“Go,”",
                "he",
                "said",
                "Omar",
                "Haddad",
                "that",
                "the",
                "army",
                ".",
                "\n\n",
                "'It's",
                "late',",
                "told",
                "Reuters",
                "🙂",
                "é",
            ]
        ),
        max_size=30,
    )
)
def test_every_span_lies_in_the_text_and_content_is_in_order(parts: list[str]) -> None:
    text = " ".join(parts)
    for one in heard(text):
        assert list(one.content) == sorted(one.content)
        spans = [
            *one.content,
            *[(s.start, s.end) for s in (one.cue, one.source, one.told_to, *one.via) if s and s.start is not None],
        ]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert 0 <= one.confidence <= 1


@pytest.mark.parametrize(
    ("headline", "name", "said"),
    [
        ("UN: 40,000 flee the lake towns", "UN", "40,000 flee the lake towns"),
        ("Ceasefire will hold, says foreign minister", "foreign minister", "Ceasefire will hold"),
        (
            "Toll in the market fire rises to ninety - health ministry",
            "health ministry",
            "Toll in the market fire rises to ninety",
        ),
        ("Bridge hit by drone, according to witnesses", "witnesses", "Bridge hit by drone"),
    ],
)
def test_headline_names_its_source_by_form(headline: str, name: str, said: str) -> None:
    text = f"{headline}\n\nThe streets of the town were quiet on Monday."
    regions = (
        Region(start=0, end=len(headline), kind="headline"),
        Region(start=len(headline) + 2, end=len(text), kind="body"),
    )
    found = read(Report(id="r", document="d", text=text, regions=regions), TOOLS).attributions
    assert [(one.source.name, text[slice(*one.content[0])]) for one in found if one.source] == [(name, said)]


def test_headline_with_a_topic_before_the_colon_has_no_source() -> None:
    text = "Border war: what we know\n\nThe streets of the town were quiet on Monday."
    regions = (Region(start=0, end=24, kind="headline"), Region(start=26, end=len(text), kind="body"))
    assert read(Report(id="r", document="d", text=text, regions=regions), TOOLS).attributions == ()


def test_statement_inside_a_statement_is_found_too() -> None:
    text = "The mayor said that elders had told him the rebels had burned the mill."
    found = {one.source.name: text[slice(*one.content[0])] for one in heard(text) if one.source}
    assert found == {
        "mayor": "that elders had told him the rebels had burned the mill", "elders": "the rebels had burned the mill",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "outlet"),
    [
        ("Reuters quoted an official as saying the truce would hold.", "official", "Reuters"),
        ("The truce will hold, an official was quoted as saying by Interfax.", "official", "Interfax"),
        ("“The truce will hold,” the governor was quoted as saying.", "governor", None),
    ],
)
def test_who_is_quoted_as_saying_is_the_source(text: str, name: str, outlet: str | None) -> None:
    (one,) = heard(text)
    assert one.source is not None and one.source.name == name
    assert (one.told_to.name if one.told_to else None) == outlet
    assert "truce" in text[slice(*one.content[0])] and name not in text[slice(*one.content[0])]


def test_dateline_credits_an_agency() -> None:
    text = "PORT SUDAN, 3 May (Reuters) - The army said on Tuesday that the port was open."
    credited = credited_agency(page(text), TOOLS)
    assert credited is not None and credited.name == "Reuters" and text[credited.start : credited.end] == "Reuters"
    assert credited_agency(page("The army (or what is left of it) said no."), TOOLS) is None


def test_lines_of_a_list_are_paragraphs_and_wrapped_lines_are_not() -> None:
    listed = "“The gate is shut.” — Amal Idris\n“We sleep in the school.” — Petro Lysenko"
    assert len(paragraphs(listed)) == 2
    wrapped = "The road to the pass was closed on Monday after\nheavy shelling, and the council asked everybody to\nstay at home until the morning."
    assert len(paragraphs(wrapped)) == 1


def test_empty_page_has_no_attributions() -> None:
    assert heard("  \n ") == ()


def test_same_page_read_twice_gives_the_same() -> None:
    text = ALL[0].text
    assert heard(text) == heard(text)


def test_cleaned_text_reports_positions_of_the_page_as_read() -> None:
    from dateline.model import Edit

    text = "“We wai\u00adted two nights,” Karim Bashir said."
    report = page(text)
    from msgspec.structs import replace

    found = read(replace(report, edits=(Edit(start=7, end=8, to=""),)), TOOLS).attributions
    assert [text[start:end] for one in found for start, end in one.content] == ["“We wai\u00adted two nights,”"]


def test_kinds() -> None:
    assert kind_of("“Go.”", [(0, 5)]) == "direct"
    assert kind_of("a “bad” idea", [(0, 12)]) == "mixed"
    assert kind_of("a bad idea", [(0, 10)]) == "indirect"


def test_each_class_of_cue_matches_its_example_and_names_a_counter_example() -> None:
    words = load_words(Lexicon())
    for entry in Lexicon().entries("cues.toml", CueEntry):
        low = entry.example.lower()
        known = set(re.findall(r"[\w-]+", low)) & set(words.cue)
        assert known or any(phrase in low for phrase in words.phrases), entry.id
        assert entry.counter and entry.counter != entry.example


def test_each_class_of_speakers_matches_its_example() -> None:
    for entry in Lexicon().entries("speakers.toml", SpeakerEntry):
        every = {
            *entry.roles,
            *entry.collective,
            *entry.documents,
            *entry.bodies,
            *entry.markers,
            *entry.titles,
            *entry.words,
            *entry.groups,
        }
        assert any(re.search(rf"\b{re.escape(word)}(?!\w)", entry.example, re.IGNORECASE) for word in every), entry.id


def test_outlets_have_a_country_a_kind_and_names_of_their_own() -> None:
    lexicon = Lexicon()
    entries = [*lexicon.entries("agencies.toml", OutletEntry), *lexicon.entries("outlets.toml", OutletEntry)]
    assert len(entries) >= 150
    assert all(re.fullmatch(r"[A-Z]{3}|", entry.country) for entry in entries)
    assert {entry.kind for entry in entries} == {"agency", "broadcaster", "paper", "online", "state"}
    names = [entry.name for entry in entries]
    assert len(names) == len(set(names))
