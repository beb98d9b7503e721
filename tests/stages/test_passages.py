"""Regions: what each line of a page is, where it stands, and what it repeats."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Report
from dateline.readers import open_input, report_of
from dateline.stages import clean, passages, published
from dateline.text import story_text
from dateline.tools import Tools

TOOLS = Tools()
SAMPLES = Path(os.environ.get("DATELINE_SAMPLES", Path(__file__).parents[3] / "shared/samples"))

STORY = """The army said on Tuesday that its soldiers had taken the bridge at Wad Hamid after two days of fighting on both banks of the river.
A spokesman for the militia denied it. "Our men are still on the bridge and nobody has crossed," he told a local radio station by telephone.
Residents reached in the market quarter said they had heard shelling from the north since before dawn and had seen no soldiers at all.
The town hospital had received eleven wounded people by noon, a doctor there said, and two of them had died before they could be treated.
Water has been cut since Sunday, when a pumping station was hit, and families have been drinking from the river, aid workers said.
Neither account could be checked. The bridge carries the only paved road between the two halves of the province, and with it most of its food."""
PARAGRAPHS = STORY.split("\n")
HEADLINE = "Army says it has taken the bridge at Wad Hamid, militia denies it"
DUMP = "\n".join(
    ["Skip to content", "Home", "World", "Politics", "Sport", "Sign in", HEADLINE, "By Ann Lee and Bo Kim", "Published 12 June 2023, 18:40",
     "Share on Facebook", "WAD HAMID, June 12 (Meridian) — " + PARAGRAPHS[0], *PARAGRAPHS[1:3],
     "A soldier stands at the western end of the bridge, in a picture given out by the army", "A soldier stands at the western end of the bridge, in a picture given out by the army",
     *PARAGRAPHS[3:], "Popular posts from this blog", "Five cheap cars for the winter",
     "Looking for a car that starts on a cold morning? We have tried five small ones this year and here is what our readers should know about each of them before buying.",
     "Best phones under a hundred", "© 2023 Nile Courier. All rights reserved."]
)  # fmt: skip


def read(data: str | bytes) -> Report:
    (record,) = open_input(data.encode() if isinstance(data, str) else data, "page")
    report = report_of(record)
    assert isinstance(report, Report), report
    for stage in (clean, passages, published):
        report = stage.read(report, TOOLS)
    return report


def kinds(report: Report) -> dict[str, str]:
    return {report.text[region.start : region.end]: region.kind for region in report.regions}


def test_a_dump_falls_into_its_regions() -> None:
    report = read(DUMP)
    found = kinds(report)
    assert found[HEADLINE] == "headline"
    assert found["By Ann Lee and Bo Kim"] == found["Published 12 June 2023, 18:40"] == "byline"
    assert [found[paragraph] for paragraph in PARAGRAPHS[1:]] == ["body"] * 5
    assert found["WAD HAMID, June 12 (Meridian) — " + PARAGRAPHS[0]] == "dateline"
    assert found["Home"] == "navigation" and found["Five cheap cars for the winter"] == "teaser"
    assert (report.title, report.byline, report.outlet) == (HEADLINE, "Ann Lee, Bo Kim", "Nile Courier")
    assert (report.published.earliest, report.published.basis) == ("2023-06-12", "page")


def test_the_box_below_a_story_is_no_story() -> None:
    assert "starts on a cold morning" not in story_text(read(DUMP))


def test_a_caption_printed_twice_is_one_caption() -> None:
    report = read(DUMP)
    captions = [index for index, region in enumerate(report.regions) if region.kind == "caption"]
    assert len(captions) == 2
    assert [report.regions[index].duplicate_of for index in captions] == [None, captions[0]]


def test_a_caption_that_differs_in_a_few_words_is_still_a_double() -> None:
    report = read(DUMP.replace("in a picture given out by the army\n", "in a picture given out by the army on Monday \n", 1))
    captions = [region for region in report.regions if region.kind == "caption"]
    assert len(captions) == 2 and captions[1].duplicate_of is not None


def test_clean_article_text_is_all_story() -> None:
    report = read(json.dumps({"id": "1", "text": "\n\n".join(PARAGRAPHS)}))
    assert story_text(report).split("\n") == PARAGRAPHS


def test_wrapped_lines_are_one_paragraph() -> None:
    import textwrap

    wrapped = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in PARAGRAPHS)
    report = read(json.dumps({"id": "1", "text": wrapped}))
    assert len(report.regions) == 6
    assert " ".join(story_text(report).split()) == " ".join(STORY.split())


HTML = f"""<html><head><title>{HEADLINE} | Nile Courier</title></head><body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>{HEADLINE}</h1><div class="byline">By Ann Lee</div><time datetime="2023-06-12T10:00:00Z">12 June 2023</time>
<div class="body">{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:3])}
<figure><img src="a.jpg"><figcaption>The bridge in the morning, seen from the market side</figcaption></figure>
{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[3:])}</div></article>
<aside class="related"><h3>Related stories</h3><a href="/1">Cup final ends in a draw after extra time</a></aside>
<footer>© 2023 Nile Courier</footer></body></html>"""


def test_an_html_page_falls_into_its_regions() -> None:
    report = read(HTML)
    found = kinds(report)
    assert found[HEADLINE] == "headline" and [found[paragraph] for paragraph in PARAGRAPHS] == ["body"] * 6
    assert found["By Ann Lee"] == "byline"
    assert found["The bridge in the morning, seen from the market side"] == "caption"
    assert found["Cup final ends in a draw after extra time"] == "teaser"
    assert report.outlet == "Nile Courier" and report.byline == "Ann Lee"


@pytest.mark.parametrize(
    ("line", "day", "basis"),
    [
        ("Published 12 June 2023", "2023-06-12", "page"),
        ("Posted: June 12th, 2023 at 14:00", "2023-06-12", "page"),
        ("2023-06-12 14:00", "2023-06-12", "page"),
        ("25/06/2023 – 22:04", "2023-06-25", "page"),
        ("Monday, 12th of June 2023", "2023-06-12", "page"),
        ("By Ann Lee | 12 June 2023", "2023-06-12", "page"),
        ("By Ann Lee", None, "unknown"),
    ],
)
def test_the_day_a_page_prints(line: str, day: str | None, basis: str) -> None:
    report = read(f"{HEADLINE}\n{line}\n{STORY}")
    assert (report.published.earliest, report.published.latest, report.published.basis) == (day, day, basis)
    assert report.published.reason


def test_a_dateline_gives_the_day_and_the_copyright_line_its_year() -> None:
    report = read(f"{HEADLINE}\nKHARTOUM, June 12 (Meridian) — {STORY}\n© 2023 Nile Courier. All rights reserved.")
    assert (report.published.earliest, report.published.basis) == ("2023-06-12", "page")


def test_a_given_day_wins_over_the_page() -> None:
    row = {"id": "1", "text": DUMP, "published": "2021-01-02"}
    report = read(json.dumps(row))
    assert (report.published.earliest, report.published.basis) == ("2021-01-02", "given")


def check_cover(report: Report) -> None:
    """Regions are in order, apart, and leave out nothing but blanks."""
    at = 0
    for index, region in enumerate(report.regions):
        assert at <= region.start < region.end <= len(report.text)
        assert not report.text[at : region.start].strip("\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029\u00a0\u2002\u2003\u2009\u202f\u3000").strip()
        assert region.duplicate_of is None or region.duplicate_of < index
        at = region.end


LINES = st.sampled_from([*DUMP.split("\n"), "", "  ", "\u00a0", "\u200b\u202e", "🙂 ok", "\ufeffmark", "a\u2028b", "x" * 300, "ÃÂâ€™"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=25), st.sampled_from(["\n", "\r\n", "\n\n", "\r"]))
def test_regions_cover_any_dump(lines: list[str], joint: str) -> None:
    report = Report(id="r", document="d", text=joint.join(lines))
    for stage in (clean, passages, published):
        report = stage.read(report, TOOLS)
    check_cover(report)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["<p>", "</p>", "<div class='a b'>", "</div>", "<h1>", "</h1>", "<br>", "<a href=x>", "</a>", "<li>", "<!--", "-->", "&nbsp;", "&#0;", "<b>", "\u202e", *PARAGRAPHS[:2], "By Ann Lee", "<pre>\n x\n</pre>"]), max_size=40))
def test_regions_cover_any_markup(pieces: list[str]) -> None:
    for record in open_input(("<html><body>" + "".join(pieces)).encode()):
        report = report_of(record)
        if isinstance(report, Report):
            for stage in (clean, passages, published):
                report = stage.read(report, TOOLS)
            check_cover(report)


@pytest.mark.skipif(not (SAMPLES / "kunduz-page.txt").exists(), reason="the sample page is not here")
def test_the_blog_copy_of_a_story() -> None:
    report = read((SAMPLES / "kunduz-page.txt").read_bytes())
    gold = json.loads((SAMPLES / "kunduz-page.gold.json").read_text())["lines"]
    regions = {region.start: region for region in report.regions}
    for line in gold:
        if line["label"] == "blank":
            continue
        region = next(found for start, found in regions.items() if line["start"] <= start <= line["end"])
        wanted = line["label"].replace("_duplicate", "")
        assert region.kind == ("teaser" if wanted.startswith("teaser") else wanted) or wanted not in ("headline", "body", "caption", "teaser")
        assert (region.duplicate_of is not None) == line["label"].endswith("_duplicate")
    assert report.published.basis == "unknown"
