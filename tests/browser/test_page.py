"""The page in a real browser: nothing inaccessible, nothing wider than the screen, nothing fetched.

Needs Chromium, node and the two packages of package.json: `make test-browser` gets them, and looks at every page. Where
they are already there, `make test` looks at two; elsewhere these tests are skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.reporting.cases import ANSWERS, answer_of, checklist_of
from threshold.reporting import faces, html

HERE = Path(__file__).resolve().parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NODE = shutil.which("node")
PACKAGES = all((HERE / "node_modules" / name).is_dir() for name in ("axe-core", "playwright-core"))
EVERYTHING = "THRESHOLD_BROWSER" in os.environ
NAMES = (*ANSWERS, "referral") if EVERYTHING else ("several levels", "nasty words")

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and NODE and PACKAGES) and not EVERYTHING,
    reason="no Chromium, or no node with axe-core and playwright-core: `make test-browser` gets them",
)


def look(page: Path) -> list[dict[str, Any]]:
    """What the browser saw of the page, in every view."""
    assert CHROMIUM
    assert NODE
    done = subprocess.run(
        [NODE, "look.mjs", CHROMIUM, str(page)], cwd=HERE, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    views: list[dict[str, Any]] = json.loads(done.stdout)
    return views


def assert_fits(view: dict[str, Any]) -> None:
    """Nothing to scroll sideways, no long lines, nothing fetched, nothing of the page refused, black ink on paper."""
    assert not view["scrolls"], view["view"]
    assert view["sticksOut"] == [], view["view"]
    assert view["widest"] < 46, view["view"]
    assert view["outside"] == [], view["view"]
    assert view["complaints"] == [], view["view"]
    assert view["styled"], view["view"]
    assert "printed" not in view["view"] or view["ink"] == "rgb(0, 0, 0)"


def made(name: str) -> str:
    """The report on a case; or the sheet for a referral, by hand to be filled in."""
    if name == "referral":
        return faces.render("referral-html", answer_of("several levels"), checklist_of("several levels"))
    return html.render(answer_of(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_keeps_nobody_out(name: str, tmp_path: Path) -> None:
    """At every size, in the dark, with wide spacing and on paper: no violation of WCAG 2.2 A or AA or of good practice,
    nothing to scroll sideways, no long lines, nothing fetched, and nothing of the page refused."""
    page = tmp_path / "page.html"
    page.write_text(made(name), encoding="utf-8")
    views = look(page)

    assert len(views) > 5
    for view in views:
        assert view["violations"] == [], view["view"]
        assert view["passes"] > 15, view["view"]
        assert_fits(view)


def test_what_is_bad_is_seen(tmp_path: Path) -> None:
    """A page spoilt on purpose is found out: pale letters, a lost heading, a wide box, a picture from outside."""
    spoilt = html.render(answer_of("help not known"))
    for good, bad in (
        ("style-src", "style-src 'unsafe-inline'; x-"),
        ("--soft: #45484c", "--soft: #cccccc"),
        ('<h2 dir="auto">Why</h2>', '<h4 dir="auto">Why</h4>'),
        ("</main>", '<p style="width: 2000px">wide</p><img alt="" src="https://example.org/a.png"></main>'),
    ):
        assert good in spoilt
        spoilt = spoilt.replace(good, bad, 1)
    page = tmp_path / "spoilt.html"
    page.write_text(spoilt, encoding="utf-8")
    views = look(page)
    light = next(view for view in views if view["view"] == "1280 pixels")

    assert {rule.split(":")[0] for rule in light["violations"]} >= {"color-contrast", "heading-order"}
    assert light["scrolls"]
    assert light["sticksOut"]
    assert light["complaints"]
