"""Who to speak to: a contact that is not filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from threshold.authoring.desk import Check, Desk, problem
from threshold.errors import Problem


def _empty(desk: Desk) -> Iterator[Problem]:
    title = desk.sheets.title
    for index, contact in enumerate(title.written.contacts):
        if contact.how is None:
            found = problem(
                title,
                ("contacts", index, "how"),
                f"`{contact.who}` has no number or address",
                "write one after `how:`; while it is empty, every report shows it as missing",
                contact.who,
            )
            yield found if title.written.status == "agreed" else replace(found, weight="warning")


CHECKS = (Check("empty_contact", "error", "a contact with no number or address", _empty),)
