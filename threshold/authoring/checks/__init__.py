"""What `rules check` looks for in a rulebook that loads: a module for each matter, its checks in its CHECKS."""

from __future__ import annotations

from threshold.authoring.checks import (
    actions,
    ages,
    citations,
    conditions,
    contacts,
    engines,
    helping,
    implied,
    order,
    rights,
    since,
    unused,
    wording,
)
from threshold.authoring.desk import Check

SENSE: tuple[Check, ...] = (
    *since.CHECKS,
    *citations.CHECKS,
    *conditions.CHECKS,
    *helping.CHECKS,
    *implied.CHECKS,
    *ages.CHECKS,
    *actions.CHECKS,
    *wording.CHECKS,
    *order.CHECKS,
    *engines.CHECKS,
    *unused.CHECKS,
    *rights.CHECKS,
    *contacts.CHECKS,
)
