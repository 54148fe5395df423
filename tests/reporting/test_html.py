"""The page: one file, no script, nothing fetched, and a structure that a screen reader can walk."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from tests.reporting.cases import ANSWERS, answer_of
from tests.reporting.faces_read import Page
from threshold.reporting.html import render
from threshold.reporting.outline import outline


@pytest.mark.parametrize("name", ANSWERS)
def test_the_structure_of_a_page(name: str) -> None:
    """One h1, then an h2 for each section, no level left out; language, title, header and main; lists of items only."""
    report, page = outline(answer_of(name)), Page(render(answer_of(name)))

    assert [tag for tag, _ in page.headings] == ["h1", *("h2" for _ in report.sections)]
    assert page.headings[0][1] == report.headline
    assert page.attributes("html") == [{"lang": "en-GB"}]
    assert len(page.attributes("title")) == len(page.attributes("main")) == len(page.attributes("header")) == 1
    assert "html/body/main/h1" in page.paths
    assert all(path.endswith(("ul/li", "ol/li")) for path in page.paths if path.endswith("/li"))
    assert not {tag for tag, _ in page.tags} & {"b", "i", "font", "center", "br", "img", "a", "form", "input"}


@pytest.mark.parametrize("name", ANSWERS)
def test_nothing_runs_and_nothing_is_fetched(name: str) -> None:
    """No script, no handler, no frame, no link, no source; the only style is inside, and asks for nothing."""
    page = Page(render(answer_of(name)))
    names = {attribute for _, attributes in page.tags for attribute in attributes}

    assert not {tag for tag, _ in page.tags} & {"script", "iframe", "object", "embed", "link", "base", "svg"}
    assert not names & {"src", "href", "srcset", "style", "action", "background"}
    assert not [attribute for attribute in names if attribute.startswith("on")]
    style = re.search(r"<style>(.*?)</style>", render(answer_of(name)), re.S)
    assert style
    assert not re.search(r"url\(|@import|http", style[1])


def test_the_policy_lets_in_this_style_alone() -> None:
    """The content security policy forbids everything but the one style, by its hash, and stands before it."""
    made = render(answer_of("help not known"))
    style = re.search(r"<style>(.*?)</style>", made, re.S)
    policy = Page(made).attributes("meta")[1]
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()

    assert policy["http-equiv"] == "Content-Security-Policy"
    assert policy["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert made.index("Content-Security-Policy") < made.index("<style>")


def test_the_profile_is_a_table_with_headers() -> None:
    """The profile has a caption, a header for each column and row, and its picture is not read aloud: its words are."""
    of = answer_of("several levels")
    page = Page(render(of))
    scopes = [attributes["scope"] for attributes in page.attributes("th")]
    pictures = [a for a in page.attributes("span") if a.get("class") == "picture"]

    assert len(page.attributes("table")) == len(page.attributes("caption")) == 1
    assert scopes == ["col", "col", *("row" for _ in of.profile)]
    assert len(pictures) == len(of.profile)
    assert all(picture["aria-hidden"] == "true" for picture in pictures)
    assert "Level 3 to 4" in page.words


def test_no_profile_no_table() -> None:
    """Where nothing was found in any area there is no empty table."""
    assert Page(render(answer_of("nothing reported"))).attributes("table") == []


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "</title><script>x</script>", "\"' onload=x", "{{ 7 * 7 }}"]
)
def test_a_rulebook_cannot_write_html(words: str) -> None:
    """Words that are HTML, or a template, are shown as they are, wherever they stand."""
    of = answer_of("help not known").model_copy(update={"headline": words})
    page = Page(render(of))

    assert page.headings[0] == ("h1", words)
    assert not page.attributes("script")
    assert {tag for tag, _ in page.tags} == {tag for tag, _ in Page(render(answer_of("help not known"))).tags}


def test_words_may_run_from_right_to_left() -> None:
    """Every element that holds a rulebook's words finds its own direction, apart from ours beside it."""
    page = Page(render(answer_of("several levels")))
    ours = {
        "caption",
        "strong",
        "td",
        "ul",
        "section",
        "main",
        "header",
        "body",
        "html",
        "head",
        "style",
        "title",
        "meta",
    }
    for tag, attributes in page.tags:
        if tag in ("h1", "h2", "blockquote"):
            assert attributes["dir"] == "auto"
        assert tag in ours or attributes.get("dir") in (None, "auto")
    holders = [path for path in page.paths if path.endswith("/bdi")]

    assert "html/body/main/section/ul/li/p/strong/bdi" in holders
    assert "html/body/main/section/ul/li/p/bdi" in holders
    assert all(
        a.get("dir") == "auto" for path, (_, a) in zip(page.paths, page.tags, strict=True) if "ul/li/ul/li" in path
    )


def test_nothing_by_colour_alone() -> None:
    """The levels of the picture differ in form, not in colour: filled, dashed with a question mark, empty."""
    style = re.search(r"<style>(.*?)</style>", render(answer_of("several levels")), re.S)
    assert style

    assert re.search(r"\.doubtful \{[^}]*dashed var\(--ink\)", style[1])
    assert '.doubtful::before { content: "?"; }' in style[1]
    assert re.search(r"\.reached \{ border: [\d.]+rem solid var\(--ink\)", style[1])


def test_paper_and_darkness_are_thought_of() -> None:
    """The style has a part for print, which keeps headings with what follows, and one for the dark on screens alone."""
    made = render(answer_of("nothing reported"))

    assert "@media print" in made
    assert "break-after: avoid" in made
    assert "@media screen and (prefers-color-scheme: dark)" in made
