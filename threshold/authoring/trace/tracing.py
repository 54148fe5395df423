"""`rules trace`: the rulebook's quotes against the document's text, both ways.

Every quote must stand in the document, and every passage of the document must be quoted; what does not and is not must
be declared, as damage of the text or as no rule. A declaration that accounts for nothing is found too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from threshold.authoring.trace.declared import NOTHING, Declared
from threshold.authoring.trace.ledger import Accounted, Ledger
from threshold.authoring.trace.matching import Standing, standings, taken_by
from threshold.authoring.trace.nearest import Nearest, Words
from threshold.authoring.trace.passages import Document, Passage, rest
from threshold.authoring.trace.quotes import Quote
from threshold.errors import Problem

AROUND = 4  # quotes before and behind, by which the page is known where a quote stands


@dataclass(frozen=True)
class Missing:
    """A quote that does not stand in the document, and the nearest passage that does; or that stands among the quotes
    of another *page* than its own."""

    quote: Quote
    nearest: Nearest | None
    page: int | None = None


@dataclass(frozen=True)
class Trace:
    """What was found. *standing* is where each quote was taken to stand."""

    document: Document
    standing: Mapping[Quote, Standing]
    missing: tuple[Missing, ...]
    unquoted: tuple[Passage, ...]
    accounted: tuple[Accounted, ...] = ()
    needless: tuple[Problem, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether every difference is accounted for, and every declaration is needed."""
        return not (self.missing or self.unquoted or self.needless)


def trace(
    quotes: Iterable[Quote], document: Document, declared: Declared = NOTHING, *, both_ways: bool = True
) -> Trace:
    """Trace *quotes* in *document*; with *both_ways*, the document's passages in the quotes too."""
    quotes = tuple(quotes)
    settled = settle({quote: standings(quote.words, document) for quote in quotes})
    strays = astray(settled)
    standing = {quote: place for quote, place in settled.items() if quote not in strays}
    ledger = Ledger(document, declared, taken_by(standing.values(), len(document.text)))
    lost = [quote for quote in quotes if quote not in standing]
    accounted = ledger.account(lost, standing)
    excused = {quote for entry in accounted for quote in entry.quotes}
    words = Words(document)
    missing = []
    for quote in (quote for quote in lost if quote not in excused):
        if quote in strays:
            there = Nearest(Passage(settled[quote].start, settled[quote].end), ())
            missing.append(Missing(quote, there, strays[quote]))
        else:
            missing.append(Missing(quote, words.nearest(quote.words)))
    return Trace(
        document,
        standing,
        tuple(missing),
        tuple(rest(document, ledger.taken)) if both_ways else (),
        tuple(accounted),
        tuple(ledger.needless),
    )


def settle(found: Mapping[Quote, Sequence[Standing]]) -> dict[Quote, Standing]:
    """For each quote that was found, the place where it is taken to stand.

    Where there are several, it is the one nearest to quotes of the same cell that stand in one place only; without
    such, of the same column of the page, of the row, of the page. A place that another cell's quote gives comes last.
    """
    settled = {quote: places[0] for quote, places in found.items() if len(places) == 1}
    waiting = [quote for quote, places in found.items() if len(places) > 1]
    for depth in range(max((len(quote.near) for quote in waiting), default=0)):
        for quote in tuple(waiting):
            group = quote.near[depth]
            anchors = [place.start for other, place in settled.items() if group and other.near[depth] == group]
            if anchors:
                settled[quote] = _nearest(quote, found[quote], anchors, settled)
                waiting.remove(quote)
    for quote in waiting:
        settled[quote] = _nearest(quote, found[quote], [0], settled)
    return settled


def astray(settled: Mapping[Quote, Standing]) -> dict[Quote, int]:
    """The quotes that stand among those of another page than their own, far from all others of their own; and which
    page that is. It is known only for a page that several quotes name."""
    in_order = sorted(settled, key=lambda quote: settled[quote].start)
    named = Counter(page for page, _ in {(quote.page, quote.about) for quote in settled})
    out: dict[Quote, int] = {}
    for at, quote in enumerate(in_order):
        around = in_order[max(0, at - AROUND) : at + AROUND + 1]
        pages = [one.page for one in around if one.page and one.about != quote.about]
        if quote.page and named[quote.page] > AROUND and pages and quote.page not in pages:
            out[quote] = max(set(pages), key=pages.count)
    return out


def _nearest(
    quote: Quote, places: Sequence[Standing], anchors: Sequence[int], settled: Mapping[Quote, Standing]
) -> Standing:
    cell = quote.near[0]
    strangers = [
        place
        for other, place in settled.items()
        if other.near[1] != quote.near[1] or (cell and other.near[0] not in (cell, None))
    ]

    def far(place: Standing) -> tuple[bool, int]:
        return any(place.overlaps(other) for other in strangers), min(abs(place.start - a) for a in anchors)

    return min(places, key=far)
