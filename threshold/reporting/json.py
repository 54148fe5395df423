"""The report for programs: the whole assessment, from which every other face is drawn."""

from __future__ import annotations

from threshold.assessment import Assessment


def render(answer: Assessment) -> str:
    """The assessment as JSON; `Assessment.model_validate_json` reads it back without loss."""
    return f"{answer.model_dump_json(indent=2)}\n"
