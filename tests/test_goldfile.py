"""The gold files are read exactly, and a broken one is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.quality import agreement, goldfile
from benchmarks.quality.goldfile import GoldError, parse_label, parse_marks

PASSAGE = """+++
id = "t-1"
outlet = "Nile Courier"
+++
[“We held [the bridge|place:?]|said:1],” [he|speaker:1] [said|cue:1] [[on|-] [Tuesday|time:DATE=2023-06-20]|-],
[“until dawn.”|said:1]
+++
[[statement]]
n = 1
kind = "direct"
speaker = "Ali"
anonymous = false
chain = ["Nile Courier", "Ali"]
"""

PAGE = """+++
id = "p-1"
+++
n Home | World
h Shells hit the market
_
c A market in flames.
c=A market in flames.
b Five people died.
+++
published = ""
published_basis = ""
title = "Shells hit the market"
byline = ""
outlet = ""
"""


def write(folder: Path, text: str) -> Path:
    """A gold file with this text."""
    path = folder / "case.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_leave_the_text_and_count_code_points() -> None:
    """Every span of a mark is the surface it was written with, also behind characters outside the basic plane."""
    text, marks = parse_marks("𝒜 [at [Goma|place:Goma,COD,-1.68,29.22]|said:1] \\[sic\\] a\\|b [x\\|y|cue:1]")
    assert text == "𝒜 at Goma [sic] a|b x|y"
    assert [(mark.surface, mark.label.kind) for mark in marks] == [
        ("at Goma", "said"),
        ("Goma", "place"),
        ("x|y", "cue"),
    ]
    assert all(text[mark.start : mark.end] == mark.surface for mark in marks)


def test_several_labels_share_a_span() -> None:
    """A semicolon separates labels of one span."""
    _, marks = parse_marks("[Kyiv|associative:UKR;speaker:2]")
    assert [(mark.label.kind, mark.label.n) for mark in marks] == [("associative", None), ("speaker", 2)]


def test_a_discontinuous_statement_is_one(tmp_path: Path) -> None:
    """Pieces with the same number make one statement, in text order."""
    passage = goldfile.read_passage(write(tmp_path, PASSAGE))
    (statement,) = passage.statements
    assert len(statement.said) == 2
    assert statement.speakers[0].surface == "he"
    assert statement.chain == ("Nile Courier", "Ali")


def test_page_lines_keep_their_labels_and_offsets(tmp_path: Path) -> None:
    """The prefix is no part of the page, and a second printing is flagged."""
    page = goldfile.read_page(write(tmp_path, PAGE))
    assert [line.label for line in page.lines] == ["navigation", "headline", "blank", "caption", "caption", "body"]
    assert [line.again for line in page.lines] == [False, False, False, False, True, False]
    assert all(page.text[line.start : line.end] == line.text for line in page.lines)


@pytest.mark.parametrize(
    "label",
    [
        "time:DATE=2023-W24", "time:DATE=2023-W24-WE", "time:TIME=2023-06-18TNI", "time:TIME=2023-06-18T03:30",
        "time:DURATION=P2D", "time:DURATION=PT48H", "time:DURATION=PXW", "time:DURATION=P2DE", "time:SET=P1D",
        "time:DATE=199", "time:DATE=PRESENT_REF", "time:DATE=?", "place:?", "place:Nyala,SDN,12.05,24.88",
        "demonym:SDN", "figure:low=24,high=,modifier=vague,unit=people", "figure:value=6,of=34",
    ],
)  # fmt: skip
def test_good_labels_are_read(label: str) -> None:
    """Every form the format names is read."""
    assert parse_label(label).kind == label.partition(":")[0]


@pytest.mark.parametrize(
    "label",
    [
        "time:DATE=XXXX-XX-XX", "time:DATE=P2D", "time:WEEK=2023-W24", "place:Nyala", "place:Nyala,SD,12,24",
        "place:Nyala,SDN,120,24", "demonym:Sudan", "figure:modifier=vague", "figure:low=9,high=3", "figure:many=1",
        "figure:value=forty", "figure:value=4,modifier=roughly", "said:", "speaker:x", "person:1",
    ],
)  # fmt: skip
def test_bad_labels_are_refused(label: str) -> None:
    """A label that the format does not know is refused, never skipped."""
    with pytest.raises(ValueError, match=r"."):
        parse_label(label)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("[he|speaker:1]", "[he|speaker:1", "line"),
        ("[he|speaker:1]", "he]", "line 5"),
        ("[he|speaker:1]", "[ he|speaker:1]", "line 5"),
        ("n = 1", "n = 2", "statement 2"),
        ('kind = "direct"', 'kind = "quoted"', "statement 1"),
        ('chain = ["Nile Courier", "Ali"]', "chain = []", "statement 1"),
        ('id = "t-1"', 'name = "t-1"', "front matter"),
    ],
)
def test_a_fault_names_its_place(tmp_path: Path, old: str, new: str, place: str) -> None:
    """What is wrong is told with the file and the place in it."""
    with pytest.raises(GoldError) as caught:
        goldfile.read_passage(write(tmp_path, PASSAGE.replace(old, new)))
    assert "case.txt" in str(caught.value)
    assert place in caught.value.place


def test_an_unknown_line_prefix_is_refused(tmp_path: Path) -> None:
    """Each line of a page carries one of the known prefixes."""
    with pytest.raises(GoldError) as caught:
        goldfile.read_page(write(tmp_path, PAGE.replace("b Five", "Five")))
    assert caught.value.place == "line 9"


def test_a_case_quotes_its_sentence(tmp_path: Path) -> None:
    """A figure whose words are not in the sentence is refused."""
    path = write(tmp_path, '[[case]]\ntext = "Two died."\nfigures = [{quote = "Three", value = 3}]\n')
    with pytest.raises(GoldError, match="Three"):
        goldfile.read_cases(path)


def test_the_gold_of_this_repository_reads() -> None:
    """Every gold file that is shipped keeps the format."""
    counts = goldfile.check()
    assert counts["passages"] > 0


def test_two_passes_of_the_same_marks_agree(tmp_path: Path) -> None:
    """Identical markings give a full score; a lost mark lowers the score of its class only."""
    for name, text in (("first", PASSAGE), ("second", PASSAGE.replace("[the bridge|place:?]", "the bridge"))):
        folder = tmp_path / "passages" / "second-pass" / name
        folder.mkdir(parents=True)
        write(folder, text)
    result = agreement.compare(tmp_path)
    assert result.spans["said"].exact_f1() == 1.0
    assert result.spans["place"].exact_f1() == 0.0
    assert result.same["statement chain"] == result.compared["statement chain"] == 1
