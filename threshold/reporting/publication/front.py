"""What stands before the tables: what the document is, who to contact, how to read it, the levels, and what holds at
every one of them."""

from __future__ import annotations

from collections.abc import Iterator

from threshold.reporting.publication.shape import Part, Printed, Said, note
from threshold.reporting.publication.wording import Wording
from threshold.rulebook.form import Source
from threshold.rulebook.models import Route, Rulebook

STATUS = {"draft": "Draft", "agreed": "Agreed", "retired": "Retired"}
MISSING = "Not given. This document does not say how."
HOW_TO_READ = (
    Said(
        "Our plain wording comes first. Below it, in quotation marks, stand the document's own words, with their page. "
        "Letters in [brackets] were restored; [...] stands for words that are lost or left out."
    ),
    Said(
        "A statement with no mark in front is a sign. If it is true of a child, it stands for the level of its column."
    ),
    Said("a good sign, or what is expected of parents. It raises no level, and lowers none.", "Strength"),
    Said("means something only together with other statements, in a combination.", "Circumstance"),
    Said(
        "statements, and facts about the child, that mean more together than apart. Below it stands what must come "
        "together. Where it rests on a reading of ours, it is at least what its parts are apart.",
        "Combination",
    ),
    Said(
        "a statement that the document prints in several places has its home in one of them. The others lead there, "
        "and the home leads to them.",
        "Printed here too",
    ),
    Said("the document itself asks, or says different things. We do not decide for it.", "Not settled"),
    Said(
        "where a statement is printed at several levels, or with a question mark: the least that it may mean, and the "
        "highest.",
        "Counts as",
    ),
    Said("the level may not be the last word, and why.", "Open above"),
    Said("the words were printed, and cannot be read in our copy.", "Lost"),
    Said("what we decided where the words can be understood in more than one way.", "How we read it"),
    Said("Where the document says nothing, its silence does not mean that nothing is needed."),
    Said(
        "The small name below a statement is its id. It never changes, and is a permanent link to the statement.",
        "Links",
    ),
)


def about(rulebook: Rulebook, wording: Wording) -> Part:
    """Title page: what this is, of when, and from what it was made."""
    own = rulebook.sources[wording.own]
    emergency = () if rulebook.emergency.from_document else (Printed("", wording.printed(None)[0].place),)
    said = [
        Said(STATUS[rulebook.status], "Status"),
        Said(rulebook.version, "Version"),
        Said(_source(own), "Made from"),
        *(Said(_source(source), "Also drawn on") for id, source in rulebook.sources.items() if id != wording.own),
        Said(rulebook.emergency.text, "In an emergency", printed=emergency),
        Said(
            f"{rulebook.id}, SHA-256 {rulebook.digest}",
            "Rulebook",
            notes=(note("Why this is here", "whoever has the rulebook can check that this page was made from it"),),
        ),
    ]
    return Part("about-this-document", "About this document", tuple(said))


def _source(source: Source) -> str:
    pages = f", pages {source.pages}" if source.pages else ""
    of = "" if source.authority in source.publisher else f" ({source.authority})"
    return f"{source.title}. {source.publisher}{of}, {source.published}{pages}"


def contacts(rulebook: Rulebook) -> Part:
    """Who to contact; what is missing is said to be missing."""
    said = [
        Said(contact.how or MISSING, contact.who, notes=() if contact.how else (note("Note", contact.note),))
        for contact in rulebook.contacts
    ]
    return Part("who-to-contact", "Who to contact", tuple(said or [Said(MISSING)]))


def how_to_read() -> Part:
    """The words and marks of this document."""
    return Part("how-to-read", "How to read this document", HOW_TO_READ)


def levels(rulebook: Rulebook, wording: Wording) -> Part:
    """Each level, then each pathway."""
    routes = [*rulebook.levels, *rulebook.pathways.values()]
    return Part("the-levels", "The levels", parts=tuple(_route(route, wording) for route in routes))


def _route(route: Route, wording: Wording) -> Part:
    name = f"Level {route.level}"
    own = f"{route.title}: a route of its own at {name}"
    anchor, title = (
        (f"pathway-{route.pathway}", own) if route.pathway else (f"level-{route.level}", f"{name}: {route.title}")
    )
    said = [Said(route.title, "In short", printed=wording.printed(route.citation))]
    if route.need:
        said.append(Said(route.need, "Need", printed=wording.printed(route.need_citation)))
    said.append(Said(route.agencies, "Who", printed=wording.printed(route.agencies_citation)))
    said += (wording.instruction(do, "What to do") for do in route.do)
    if route.link:
        said.append(Said(route.link, "The link as printed, which may no longer work"))
    said += _next_steps(route, wording)
    return Part(anchor, title, tuple(said))


def _next_steps(route: Route, wording: Wording) -> Iterator[Said]:
    for step in route.next_steps:
        another = step.authority != wording.authority
        by = f"reported by another authority, {step.authority}" if another else f"reported by {step.authority}"
        themes = wording.themes(step.themes, False)
        yield Said(
            step.text,
            f"What happens next, {by}",
            printed=wording.printed(step.citation),
            notes=(note("Only with signs of", themes),) if themes else (),
        )


def always(rulebook: Rulebook, wording: Wording) -> Part:
    """What holds at every level: advice, standing instructions, and that a professional may judge otherwise."""
    said = [
        wording.advice("Advice", rulebook.consult),
        wording.advice("More than one concern", rulebook.cumulative),
        wording.advice("Consent", rulebook.consent),
        *(wording.instruction(do, "Always") for do in rulebook.standing),
        Said(
            "A professional may judge otherwise. These are the reasons that can be given:",
            "Your own judgement",
            printed=(Printed("", wording.printed(None)[0].place),),
            points=tuple(Said(reason) for reason in rulebook.judgement_reasons.values()),
        ),
    ]
    return Part("at-every-level", "At every level", tuple(said))
