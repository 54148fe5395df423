"""The threshold document itself, made from the rulebook: everything that it says, with a place for every statement
that a link can lead to.
"""

from __future__ import annotations

from threshold.reporting import html
from threshold.reporting.publication import front, lists, markdown
from threshold.reporting.publication.changes import changes
from threshold.reporting.publication.shape import Publication
from threshold.reporting.publication.statements import Statements
from threshold.reporting.publication.tables import tables
from threshold.reporting.publication.wording import Wording
from threshold.rulebook.models import Rulebook
from threshold.rulebook.sheets import Sheets

FACES = ("html", "markdown")


def publication(rulebook: Rulebook, sheets: Sheets, change_list: str = "") -> Publication:
    """The document of a rulebook; *sheets* are its files as written, *change_list* is Markdown."""
    wording = Wording(rulebook)
    statements = Statements(rulebook, sheets, wording)
    parts = [
        front.about(rulebook, wording),
        front.contacts(rulebook),
        front.how_to_read(),
        front.levels(rulebook, wording),
        front.always(rulebook, wording),
        *tables(rulebook, sheets, wording, statements),
        lists.rights(rulebook, sheets, wording),
        lists.glossary(rulebook, wording),
        lists.themes(rulebook),
        lists.left_open(rulebook, wording, statements),
        lists.retired(rulebook),
        changes(change_list),
    ]
    return Publication(
        title=rulebook.title,
        emergency=rulebook.emergency.text,
        caveat=rulebook.caveat,
        running=f"{rulebook.title}, version {rulebook.version} ({front.STATUS[rulebook.status].lower()})",
        parts=tuple(part for part in parts if part.said or part.table or part.parts),
    )


def render(face: str, made: Publication) -> str:
    """The document in one of FACES."""
    if face == "markdown":
        return markdown.render(made)
    sheets = ("report.css", "publication/publication.css")
    return html.page("publication/publication.html.jinja", sheets, foot=made.running, document=made)
