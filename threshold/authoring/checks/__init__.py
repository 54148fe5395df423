"""What `rules check` looks for in a rulebook that loads: a module for each matter, its checks in its CHECKS."""

from __future__ import annotations

from threshold.authoring.checks import contacts
from threshold.authoring.desk import Check

SENSE: tuple[Check, ...] = (*contacts.CHECKS,)
