"""The faces of a report, by name: the same content in the same order, and the referral sheet made from it."""

from __future__ import annotations

from threshold.assessment import Assessment
from threshold.checklist import Checklist

FACES = {
    "text": "plain text",
    "markdown": "Markdown, to paste elsewhere",
    "html": "a page to read in a browser, or to print",
    "json": "everything, as data",
    "referral": "a sheet for a referral form, with blanks to fill in by hand (Markdown)",
    "referral-html": "the same sheet as a page to print",
}
ENDINGS = {"text": "txt", "markdown": "md", "html": "html", "json": "json", "referral": "md", "referral-html": "html"}


def render(face: str, answer: Assessment, checklist: Checklist) -> str:
    """The report in one of FACES, ending with a line's end. Only the referral sheet uses the checklist."""
    if face.startswith("referral"):
        from threshold.reporting import referral

        if face == "referral":
            return referral.render(answer, checklist)
        from threshold.reporting import html

        return html.report(referral.sheet(answer, checklist))
    if face == "html":
        from threshold.reporting import html

        return html.render(answer)
    if face == "markdown":
        from threshold.reporting import markdown

        return markdown.render(answer)
    if face == "json":
        from threshold.reporting import json

        return json.render(answer)
    from threshold.reporting import text

    return text.render(answer)
