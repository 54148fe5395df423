"""The rulebook against the document, cell by cell: of the version that says just what the draft says. A later version
may settle or move what the draft left open, and fill in what it left empty."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml

import threshold

DRAFT = "2021.02-draft.1"
ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "tests" / "document" / "threshold_tables.yaml"


@pytest.fixture
def rulebook() -> threshold.Rulebook:
    """The shipped rulebook, as long as it is the draft's."""
    book = threshold.load_rulebook()
    if book.version != DRAFT:
        pytest.skip(f"version {book.version} is not the draft's: `rules trace` and the board see to it")
    return book


def script() -> ModuleType:
    path = ROOT / "scripts" / "document_coverage.py"
    spec = importlib.util.spec_from_file_location("document_coverage", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_word_of_the_document_is_quoted_where_it_stands(rulebook: threshold.Rulebook) -> None:
    """Each statement is quoted at its page and level, each quote stands there, each lost or open cell is declared."""
    wrong, counts = script().check(rulebook, yaml.safe_load(TABLES.read_text(encoding="utf-8")))

    assert wrong == []
    assert counts["statements of the tables"] == 299


def test_the_script_finds_what_is_missing(rulebook: threshold.Rulebook) -> None:
    """A statement added to the tables, a changed word and a cell declared lost are each found by the script."""
    tables = yaml.safe_load(TABLES.read_text(encoding="utf-8"))
    health = next(table for table in tables["tables"] if table["domain"] == "health")
    health["rows"][0][2].append("Something nobody encoded.")
    health["rows"][0][3][0] = health["rows"][0][3][0].replace("persistently", "sometimes")
    health["rows"][1][2] = "lost"
    wrong, _ = script().check(rulebook, tables)

    assert any("Something nobody encoded" in line for line in wrong)
    assert any(line.startswith("not in the document, page 48") for line in wrong)
    assert any("not declared lost: health, Level 2" in line for line in wrong)


def test_all_thirty_articles_are_there(rulebook: threshold.Rulebook) -> None:
    """The document names thirty articles; each has its title, its right in plain words and its page."""
    assert len(rulebook.articles) == 30
    assert all(article.right and article.title and 46 <= article.page <= 56 for article in rulebook.articles.values())


def test_twelve_sentences_of_significant_harm_stay_whole(rulebook: threshold.Rulebook) -> None:
    """Every Level 4 sentence that speaks of significant harm is one statement at Level 4, and nothing below it
    quotes those words."""
    statements = [*rulebook.indicators.values(), *rulebook.combinations.values()]
    harmful = [s for s in statements if any("significant harm" in (c.quote or "") for c in s.citations)]

    assert len(harmful) >= 12
    assert all(s.level == 4 for s in harmful)


def test_nothing_is_given_that_no_source_gives(rulebook: threshold.Rulebook) -> None:
    """No telephone number stands anywhere in the rulebook but 999, and that is marked as not from the document."""
    texts = rulebook.model_dump_json(by_alias=True, exclude={"digest"})
    numbers = set(re.findall(r"\b\d[\d ]{6,}\d\b", texts))
    assert not numbers
    assert "999" in rulebook.emergency.text
    assert rulebook.emergency.from_document is False
    assert all(contact.how is None for contact in rulebook.contacts)
