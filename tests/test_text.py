"""The map between prose and the page as read."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Edit, Region
from dateline.text import prose_of

texts = st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=80)


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[Region], list[Edit]]:
    """A text cut in regions, with edits that do not overlap."""
    text = draw(texts)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=5)) | {0, len(text)})
    kinds = st.sampled_from(["body", "headline", "teaser", "caption"])
    regions = [Region(start=a, end=b, kind=draw(kinds)) for a, b in itertools.pairwise(cuts)]
    edits = []
    at = 0
    while at < len(text) and draw(st.booleans()):
        start = draw(st.integers(at, len(text) - 1))
        end = draw(st.integers(start + 1, min(len(text), start + 3)))
        edits.append(Edit(start=start, end=end, to=draw(st.text(max_size=3))))
        at = end
    return text, regions, edits


@given(pages())
def test_every_prose_character_comes_from_where_the_map_says(page: tuple[str, list[Region], list[Edit]]) -> None:
    """Unedited characters map one to one; edited ones map to the stretch they replaced."""
    text, regions, edits = page
    prose = prose_of(text, regions, edits)
    edited = {at for edit in edits for at in range(edit.start, edit.end)}
    for part in prose.parts:
        for at in range(part.start, part.end):
            start, end = prose.source(at, at + 1)
            assert 0 <= start < end <= len(text)
            if not edited & set(range(start, end)):
                assert text[start:end] == prose.text[at]


@given(pages())
def test_locate_undoes_source(page: tuple[str, list[Region], list[Edit]]) -> None:
    """A prose span that cleaning did not touch is found again from its source positions."""
    text, regions, edits = page
    prose = prose_of(text, regions, edits)
    touched = {at for edit in edits for at in range(edit.start, edit.end)}
    for part in prose.parts:
        if part.end > part.start and not touched & set(range(*prose.source(part.start, part.end))):
            assert prose.locate(*prose.source(part.start, part.end)) == (part.start, part.end)


def test_doubles_and_teasers_are_left_out() -> None:
    """Prose holds each claim-bearing region once."""
    text = "Head\nBody\nBody\nOther"
    regions = [
        Region(start=0, end=4, kind="headline"),
        Region(start=5, end=9, kind="body"),
        Region(start=10, end=14, kind="body", duplicate_of=1),
        Region(start=15, end=20, kind="teaser"),
    ]
    assert prose_of(text, regions).text == "Head\n\nBody"
