"""What a trace found, as sections to be read, and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from threshold.authoring.trace.declared import TRACE
from threshold.authoring.trace.ledger import Accounted
from threshold.authoring.trace.passages import Document, Passage
from threshold.authoring.trace.quotes import Quote
from threshold.authoring.trace.tracing import Missing, Trace
from threshold.errors import Problem
from threshold.reporting.shape import Item, Section

MOST = 6  # differences of one quote that are told; with more, the passage says it better


def sections(found: Trace, *, both_ways: bool = True) -> Iterator[Section]:
    """What is wrong, then what is accounted for."""
    yield _section("Quotes that are not in the document", (_missing(one, found.document) for one in found.missing))
    if not both_ways:
        return
    yield _section("Passages that no rule quotes", (_passage(one, found.document) for one in found.unquoted))
    yield _section(
        "Accounted for by declared damage",
        (_accounted(one, found.document) for one in found.accounted if one.damage),
    )
    yield _section(
        "Declared to be no rule",
        (_accounted(one, found.document) for one in found.accounted if not one.damage),
    )
    if found.needless:
        yield _section("Declared, and needless", map(_needless, found.needless))


def summary(found: Trace, skipped: int, *, both_ways: bool = True) -> str:
    """The counts in a few sentences. *skipped* quotes are of other sources."""
    counts = _counts(found)
    parts = [f"{counts['standing']:,} {_verb(counts['standing'], 'stands', 'stand')} in the document"]
    if counts["damaged"]:
        parts.append(f"{counts['damaged']:,} {_verb(counts['damaged'], 'stands', 'stand')} where it is damaged")
    parts.append(f"{counts['missing']:,} {_verb(counts['missing'], 'is', 'are')} not in it")
    said = [f"{_counted(counts['quotes'], 'quote')}: {', '.join(parts)}."]
    if skipped:
        said.append(f"{_counted(skipped, 'quote')} of other sources {_verb(skipped, 'was', 'were')} not looked for.")
    if both_ways:
        needless = f"; {_counted(counts['needless'], 'needless declaration')}" if counts["needless"] else ""
        said.append(f"{_counted(counts['unquoted'], 'passage')} that no rule quotes{needless}.")
    else:
        said.append("What no rule quotes is looked for in the rulebook's own document alone.")
    if found.sound:
        said.append("Everything is accounted for.")
    return " ".join(said)


def as_data(found: Trace, skipped: int) -> dict[str, Any]:
    """The whole trace as plain data."""
    document = found.document
    return {
        "counts": _counts(found) | {"of_other_sources": skipped},
        "not_in_the_document": [
            {**_quote_data(one.quote), "nearest": _nearest_data(one, document)} for one in found.missing
        ],
        "not_quoted": [_passage_data(passage, document) for passage in found.unquoted],
        "damage": [_accounted_data(one, document) for one in found.accounted if one.damage],
        "no_rule": [_accounted_data(one, document) for one in found.accounted if not one.damage],
        "needless": [
            {"file": one.file, "line": one.line, "column": one.column, "message": one.message, "help": one.help}
            for one in found.needless
        ],
    }


def _counts(found: Trace) -> dict[str, int]:
    damaged = sum(len(one.quotes) for one in found.accounted)
    return {
        "quotes": len(found.standing) + damaged + len(found.missing),
        "standing": len(found.standing),
        "damaged": damaged,
        "missing": len(found.missing),
        "unquoted": len(found.unquoted),
        "needless": len(found.needless),
    }


def _section(title: str, items: Iterable[Item]) -> Section:
    listed = tuple(items)
    return Section(f"{title} ({len(listed):,})", listed)


def _missing(missing: Missing, document: Document) -> Item:
    quote, nearest = missing.quote, missing.nearest
    where = f"page {quote.page}" if quote.page else "no page"
    label = f"{quote.file}:{quote.line}:{quote.column}"
    if nearest is None:
        return Item(quote.about, label, quote.words, where, ("Nothing like it stands in the document.",))
    there = f"{document.place(nearest.passage.start)}: “{document.shown(*nearest.passage)}”"
    notes = [f"The document has, {there}"]
    if missing.page:
        notes = [f"These words stand at {document.place(nearest.passage.start)}, among quotes of page {missing.page}."]
    elif nearest.only:
        notes.append(f"Only {nearest.only} {'differs' if nearest.only == 'punctuation' else 'differ'}.")
    elif not nearest.differences:
        notes.append("The words are the same, and do not stand in one cell.")
    points = [str(difference) for difference in nearest.differences[:MOST]]
    if len(nearest.differences) > MOST:
        points.append(f"and {len(nearest.differences) - MOST} more")
    return Item(quote.about, label, quote.words, where, tuple(notes), tuple(points))


def _passage(passage: Passage, document: Document) -> Item:
    return Item(f"“{document.shown(*passage)}”", str(document.place(passage.start)))


def _accounted(one: Accounted, document: Document) -> Item:
    counts = [f"{_counted(len(one.passages), 'passage')}, {_lines(one.passages, document)}"] if one.passages else []
    counts += [_counted(len(one.quotes), "quote")] if one.quotes else []
    where = f"{one.where}. " if one.where else ""
    return Item(f"{where}{one.why}", f"{TRACE}:{one.line}", source="; ".join(counts))


def _lines(passages: Iterable[Passage], document: Document) -> str:
    """Where they are: "line 5", "lines 5 to 9"."""
    places = sorted({document.place(at) for start, end in passages for at in (start, max(start, end - 1))})
    if len(places) == 1:
        return str(places[0])
    return f"{places[0]} to {places[-1]}" if places[0].page else f"lines {places[0].line} to {places[-1].line}"


def _needless(problem: Problem) -> Item:
    return Item(problem.message, f"{problem.file}:{problem.line}:{problem.column}", notes=(problem.help,))


def _quote_data(quote: Quote) -> dict[str, Any]:
    return {
        "file": quote.file,
        "line": quote.line,
        "column": quote.column,
        "about": quote.about,
        "page": quote.page,
        "quote": quote.words,
    }


def _nearest_data(missing: Missing, document: Document) -> dict[str, Any] | None:
    nearest = missing.nearest
    return nearest and {
        **_passage_data(nearest.passage, document),
        "of_page": missing.page,
        "only": nearest.only or None,
        "differences": [difference._asdict() for difference in nearest.differences],
    }


def _passage_data(passage: Passage, document: Document) -> dict[str, Any]:
    place = document.place(passage.start)
    return {"page_of_file": place.page or None, "line": place.line, "words": document.shown(*passage)}


def _accounted_data(one: Accounted, document: Document) -> dict[str, Any]:
    return {
        "line": one.line,
        "where": one.where or None,
        "why": one.why,
        "passages": [_passage_data(passage, document) for passage in one.passages],
        "quotes": [_quote_data(quote) for quote in one.quotes],
    }


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _verb(number: int, one: str, several: str) -> str:
    return one if number == 1 else several
