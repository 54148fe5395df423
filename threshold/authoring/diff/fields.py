"""Every field of a rulebook: its name in words, and what of an answer it bears on. A test holds that all are here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pydantic import BaseModel

from threshold.authoring.diff.altered import LEVEL, Bearing
from threshold.rulebook import form, models

_SETTLED: tuple[Bearing, ...] = ("settled", "actions")
_ACTIONS: tuple[Bearing, ...] = ("actions",)
_RIGHTS: tuple[Bearing, ...] = ("rights",)


class Field(NamedTuple):
    """*label* names it in words. *bears*: what of an answer it may change. *own*: it is not compared by itself, but
    where this says."""

    label: str
    bears: tuple[Bearing, ...] = ()
    own: str = ""


_IDENTITY = "what it is known by: another one is another thing"
_LEVELS = "statements.levels, with the two others that say how sure a level is"
_HOME = "statements.home, with the domain or strand beside it"
_THINGS = "things of their own, in `changes`"

_STATEMENT = {
    "id": Field("Id", own=_IDENTITY),
    "text": Field("Wording"),
    "level": Field("Level", LEVEL, own=_LEVELS),
    "at_least": Field("At the least", LEVEL, own=_LEVELS),
    "domain": Field("Table", LEVEL, own=_HOME),
    "strand": Field("Row", LEVEL, own=_HOME),
    "articles": Field("Articles", _RIGHTS),
    "themes": Field("Themes", LEVEL),
    "pattern": Field("Pattern", _SETTLED),
    "do": Field("Instruction", _ACTIONS),
    "citations": Field("Printed too", own="statements.citations: the first is where it has its home"),
    "cautions": Field("Caution"),
    "reading": Field("How we read it", LEVEL),
    "unsettled": Field("The document's question", LEVEL, own=_LEVELS),
    "decided": Field("Decided against other places where it is printed", LEVEL),
}
FIELDS: Mapping[type[BaseModel], Mapping[str, Field]] = {
    models.Citation: {
        "quote": Field("Quote"),
        "page": Field("Page"),
        "level": Field("Printed at Level"),
        "place": Field("Place"),
        "source": Field("Source"),
    },
    models.Instruction: {
        "text": Field("Wording"),
        "citation": Field("Source"),
        "link": Field("Link", _ACTIONS),
        "themes": Field("For", _ACTIONS),
        "at_any_level": Field("At any level", _ACTIONS),
        "reading": Field("How we read it"),
    },
    models.Indicator: {
        **_STATEMENT,
        "strength": Field("A good sign, which sets no level", LEVEL),
        "circumstance": Field("A circumstance, which sets no level by itself", LEVEL),
        "when": Field("Asks of the child", LEVEL),
        "open_above": Field("Open above its level", _SETTLED),
        "urgent": Field("Asked of everyone, first"),
        "asked_in": Field("Asked with other areas too"),
        "asked_from": Field("Asked from the age of", _SETTLED),
        "asked_until": Field("Asked up to the age of", _SETTLED),
        "of_disabled_child": Field("Not asked of a child who is not disabled", _SETTLED),
        "opposite_of": Field("Not asked where this is so"),
        "includes": Field("Includes"),
    },
    models.Combination: {**_STATEMENT, "when": Field("Follows from", LEVEL)},
    models.Example: {
        "case": Field("Case", own=_IDENTITY),
        "present": Field("Present"),
        "absent": Field("Not so"),
        "not_known": Field("Not known"),
        "child": Field("Child"),
        "level": Field("Level"),
        "at_least": Field("At the least"),
        "settled": Field("Settled"),
    },
    models.Strand: {
        "slug": Field("Row", own=_IDENTITY),
        "domain": Field("Table", own=_IDENTITY),
        "title": Field("Title"),
        "page": Field("Page"),
        "articles": Field("Articles", _RIGHTS),
        "pathway": Field("Route of its own", _ACTIONS),
        "lost": Field("Level that cannot be read", _SETTLED),
        "unsettled": Field("Level that the document leaves open", _SETTLED),
        "caution": Field("Caution"),
        "cells": Field("What is printed", _SETTLED, own="pages.cells, but for what a statement's own change says"),
        "examples": Field("Example"),
    },
    models.Domain: {
        "slug": Field("Table", own=_IDENTITY),
        "title": Field("Title"),
        "part_of": Field("Heading over several tables"),
        "page": Field("Page"),
        "general": Field("The page of the levels"),
        "caution": Field("Caution"),
        "strands": Field("Rows", own=_THINGS),
    },
    models.NextStep: {
        "text": Field("Wording"),
        "citation": Field("Source"),
        "authority": Field("Reported by"),
        "themes": Field("For"),
    },
    models.Route: {
        "level": Field("Level", _ACTIONS),
        "pathway": Field("Route", own=_IDENTITY),
        "title": Field("Title"),
        "citation": Field("The document's heading"),
        "need": Field("Need"),
        "need_citation": Field("Need, in the document's words"),
        "agencies": Field("Who helps or leads"),
        "agencies_citation": Field("Who helps or leads, in the document's words"),
        "link": Field("Link"),
        "do": Field("What to do", _ACTIONS),
        "next_steps": Field("What happens next"),
    },
    models.Advice: {"text": Field("Wording", _ACTIONS), "citation": Field("Source")},
    models.Rulebook: {
        "id": Field("Name of the rulebook"),
        "title": Field("Title"),
        "version": Field("Version"),
        "status": Field("Status"),
        "digest": Field("Digest", own="it differs with every comment: both are said, neither is a change"),
        "caveat": Field("What this is"),
        "emergency": Field("In immediate danger"),
        "consult": Field("Where the answer is not settled", _ACTIONS),
        "cumulative": Field("Where several kinds of concern are reported"),
        "consent": Field("Consent"),
        "contacts": Field("Contact"),
        "sources": Field("Source"),
        "themes": Field("Theme"),
        "glossary": Field("Word explained"),
        "everyday_words": Field("Everyday word"),
        "judgement_reasons": Field("Reason for a judgement of one's own"),
        "agreeing_reason": Field("Reason by which one agrees after all"),
        "articles": Field("Article", own=_THINGS),
        "standing": Field("Standing instruction", _ACTIONS),
        "levels": Field("Levels", _ACTIONS, own=_THINGS),
        "pathways": Field("Routes", _ACTIONS, own=_THINGS),
        "domains": Field("Tables", own=_THINGS),
        "indicators": Field("Statements", LEVEL, own=_THINGS),
        "combinations": Field("Combinations", LEVEL, own=_THINGS),
        "retired": Field("Retired"),
    },
    form.Emergency: {"text": Field("Wording"), "from_document": Field("The document says so itself")},
    form.Contact: {"who": Field("Who"), "how": Field("Number or address"), "note": Field("Note")},
    form.Source: {
        "title": Field("Title"),
        "publisher": Field("Publisher"),
        "authority": Field("Place"),
        "published": Field("Published"),
        "pages": Field("Pages"),
    },
    form.Term: {
        "term": Field("Word"),
        "means": Field("Meaning"),
        "source": Field("Source"),
        "place": Field("Place"),
    },
    form.Article: {
        "article": Field("Number", own=_IDENTITY),
        "title": Field("Title"),
        "quote": Field("The document's words"),
        "right": Field("The right"),
        "page": Field("Page"),
    },
}
KNOWN_BY: Mapping[type[BaseModel], str] = {
    models.Instruction: "text",
    models.NextStep: "text",
    models.Example: "case",
    form.Contact: "who",
    form.Term: "term",
}
