"""Does the rulebook say all that the document says, where it says it, and nothing else?

    python scripts/document_coverage.py tests/document/threshold_tables.yaml [--of VERSION] [--rules PATH]

The tables are the document read cell by cell. Every word of every statement must stand in a quote of the rulebook at
its page and level; every quote must stand in the tables, at its page and level; every cell that is lost or left open
must be declared so. Prints what is missing, and the counts. Exit 1 if anything is.

--of is the version of the rulebook that says just what the tables say. A later version may have settled or moved what
the draft left open: then the differences are shown, and are no fault.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from threshold.errors import RulebookError
from threshold.rulebook.loading import load_rulebook
from threshold.rulebook.models import Citation, Rulebook

CONNECTIVES = {"and", "or", "and/or", "eg"}


@dataclass
class Passage:
    """A statement of the tables. *level* is None where it stands at no level."""

    where: str
    page: int
    level: int | None
    text: str
    quoted: set[int] = field(default_factory=set)

    def quote(self, words: str) -> bool:
        """Mark what *words* quote; whether they stand here. `[...]` in a quote stands for words left out."""
        spans, start = [], 0
        parts = [words] if words in self.text else [part.strip() for part in words.split("[...]")]
        for part in filter(None, parts):
            found = self.text.find(part, start)
            if found < 0:
                return False
            start = found + len(part)
            spans.append((found, start))
        for first, last in spans:
            self.quoted.update(range(first, last))
        return bool(spans)

    def unquoted(self) -> list[str]:
        """The words that no quote has, but for lone connectives."""
        rest = "".join("\0" if i in self.quoted else letter for i, letter in enumerate(self.text))
        words = [part.strip(" .,;:/()[]-") for part in rest.split("\0")]
        return [word for word in words if re.search("[a-zA-Z0-9]", word) and word not in CONNECTIVES]


def passages(tables: dict[str, Any]) -> list[Passage]:
    """Everything the tables say, but for notes."""
    out = list(_general(tables))
    for table in tables["tables"]:
        if "standing_instruction" in table:
            out.append(Passage("standing instruction", table["page"], None, _flat(table["standing_instruction"])))
        for row in table["rows"]:
            for level, cell in row.items():
                if isinstance(level, int) and isinstance(cell, list):
                    for statement in cell:
                        own = statement.get("page") if isinstance(statement, dict) else None
                        page = own or row.get("page", table["page"])
                        out.append(Passage(f"{table['domain']}, {row['row']}", page, level, _flat(statement)))
    out += (Passage(f"article {n}", a["page"], None, _flat(a["title"])) for n, a in tables["articles"].items())
    return out


def _general(tables: dict[str, Any]) -> Iterator[Passage]:
    for route in tables["levels"]:
        for key in ("title", "link", "need", "agencies"):
            if key in route:
                yield Passage(f"levels, {key}", route["page"], route["level"], _flat(route[key]))
        for key in ("indicators", "what_to_do"):
            for statement in route[key]:
                yield Passage(f"levels, {key}", route["page"], route["level"], _flat(statement))


def open_cells(tables: dict[str, Any]) -> set[tuple[str, int, str]]:
    """Every cell that is lost or left open: its domain, level and which of the two. Rows are counted by their
    page and place."""
    out = set()
    for table in tables["tables"]:
        for row in table["rows"]:
            for level, cell in row.items():
                if cell == "lost":
                    out.add((table["domain"], level, "lost"))
                elif isinstance(cell, dict) and cell.get("unsettled"):
                    out.add((table["domain"], level, "unsettled"))
    return out


def unsettled_passages(tables: dict[str, Any]) -> list[tuple[str, int]]:
    """The statements the draft itself asks about: words and level."""
    out = []
    for table in tables["tables"]:
        for row in table["rows"]:
            for level, cell in row.items():
                for statement in cell if isinstance(cell, list) and isinstance(level, int) else ():
                    if isinstance(statement, dict) and "unsettled" in statement:
                        out.append((_flat(statement), level))
    for route in tables["levels"]:
        out += [(_flat(s), route["level"]) for s in route["indicators"] if isinstance(s, dict) and "unsettled" in s]
    return out


def citations(book: Rulebook) -> Iterator[tuple[str, Citation]]:
    """Every quote of the rulebook, with what quotes it."""
    own = book.levels[0].citation.source
    statements = [*book.indicators.values(), *book.combinations.values()]
    for statement in statements:
        yield from ((statement.id, citation) for citation in statement.citations)
        yield from ((f"{statement.id}, do", do.citation) for do in statement.do)
    for route in (*book.levels, *book.pathways.values()):
        name = f"level {route.level}" if not route.pathway else route.pathway
        quoted = [route.citation, route.need_citation, route.agencies_citation, *(do.citation for do in route.do)]
        yield from ((name, citation) for citation in quoted if citation)
        if route.link:
            yield f"{name}, link", Citation(source=own, page=route.citation.page, level=route.level, quote=route.link)
    yield from ((f"standing, {do.text}", do.citation) for do in book.standing)
    yield from (("cumulative", c) for c in [book.cumulative.citation] if c and c.quote)
    for article in book.articles.values():
        yield f"article {article.article}", Citation(source=own, page=article.page, quote=article.quote)


def check(book: Rulebook, tables: dict[str, Any]) -> tuple[list[str], dict[str, int]]:
    """What is wrong, and the counts."""
    everything = passages(tables)
    wrong, quotes = [], 0
    for name, citation in citations(book):
        words = _flat(citation.quote or "")
        here = [
            p
            for p in everything
            if p.page == citation.page and (citation.level is None or p.level is None or p.level == citation.level)
        ]
        quotes += 1
        if not [p for p in here if p.quote(words)]:
            wrong.append(f"not in the document, page {citation.page}, Level {citation.level}: “{words}” ({name})")
    for passage in everything:
        rest = passage.unquoted()
        if rest:
            wrong.append(
                f"not quoted, page {passage.page}, Level {passage.level}, {passage.where}: {' ... '.join(rest)}"
            )
    wanted = open_cells(tables)
    declared = {
        (strand.domain, level, kind)
        for domain in book.domains
        for strand in domain.strands
        for kind, levels in (("lost", strand.lost), ("unsettled", strand.unsettled))
        for level in levels
    }
    wrong += (f"not declared {kind}: {domain}, Level {level}" for domain, level, kind in sorted(wanted - declared))
    wrong += (
        f"declared {kind}, and it is not: {domain}, Level {level}" for domain, level, kind in sorted(declared - wanted)
    )
    doubts = unsettled_passages(tables)
    for words, level in doubts:
        if not any(
            s.unsettled and any(c.level == level and c.quote and c.quote.strip(" .[]") in words for c in s.citations)
            for s in [*book.indicators.values(), *book.combinations.values()]
        ):
            wrong.append(f"not marked as unsettled: “{words}”, Level {level}")
    counts = {
        "statements of the tables": len(everything),
        "quotes of the rulebook": quotes,
        "cells lost or left open": len(wanted),
        "statements the draft asks about": len(doubts),
    }
    return wrong, counts


def _flat(statement: Any) -> str:
    text = statement["text"] if isinstance(statement, dict) else statement
    return re.sub(r"\s+", " ", str(text)).strip()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", type=Path)
    parser.add_argument("--of", metavar="VERSION", help="the version of the rulebook that says what the tables say")
    parser.add_argument("--rules", type=Path, default=None)
    given = parser.parse_args()
    tables = yaml.safe_load(given.tables.read_text(encoding="utf-8"))
    try:
        book = load_rulebook(given.rules)
    except RulebookError as error:
        print(error, file=sys.stderr)
        return 2
    wrong, counts = check(book, tables)
    for line in wrong:
        print(line)
    print(", ".join(f"{number} {what}" for what, number in counts.items()))
    later = given.of is not None and book.version != given.of
    if later:
        print(f"version {book.version} differs from the tables of {given.of} in {len(wrong)} places")
    else:
        print("nothing missing" if not wrong else f"{len(wrong)} missing")
    return 1 if wrong and not later else 0


if __name__ == "__main__":
    sys.exit(main())
