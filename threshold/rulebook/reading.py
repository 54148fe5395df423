"""YAML with positions, and without YAML's traps.

One pass over the parser's events gives plain data (dict, tuple, str, int, float, bool, None) and the place of every key and value.
Refused or reported: duplicate keys, aliases and anchors, tags, several documents in a file, deep nesting, words and numbers
that YAML 1.1 reads as something else, text lost after ` #`, no-break spaces and other invisible letters, quotes from a
word processor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from threshold.errors import Problem

Path = tuple[str | int, ...]
DEEPEST = 40  # rule files nest about ten deep; the C parser itself would follow brackets until the stack ends
LARGEST = 5_000_000  # characters; a rule file has fewer than 100,000

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+([eE][-+]?[0-9]+)?")
_OLD_NUMBER = re.compile(
    r"[-+]?(0[0-9]+|0[xob][0-9a-fA-F_]+|[0-9][0-9_]*_[0-9_]*|[0-9]+(:[0-5]?[0-9])+|\.(inf|nan))", re.I
)
_OLD_BOOLEAN = {"yes", "no", "on", "off", "y", "n"}
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
_INVISIBLE = re.compile("[\u00a0\u2007\u202f\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_CURLY = "\u201c\u201d\u2018\u2019"


@dataclass(frozen=True)
class Span:
    """A place in a file; *line* and *column* count from 1."""

    line: int
    column: int
    width: int = 1


@dataclass
class Page:
    """What was read: the *data*, where each key and value stands, and every problem met on the way."""

    file: str
    lines: list[str]
    data: Any = None
    keys: dict[Path, Span] = field(default_factory=dict)
    values: dict[Path, Span] = field(default_factory=dict)
    double_quoted: set[Path] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def report(self, span: Span, message: str, help: str = "") -> None:
        """Add a problem at *span*."""
        excerpt = self.lines[span.line - 1] if 0 < span.line <= len(self.lines) else ""
        column = span.column
        if len(excerpt) > 160:
            start = max(0, min(column - 41, len(excerpt) - 160))
            excerpt, column = excerpt[start : start + 160], column - start
        width = max(1, min(span.width, len(excerpt) - column + 1))
        excerpt = _CONTROL.sub("?", excerpt)
        self.problems.append(Problem(self.file, span.line, span.column, message, help, excerpt, width))

    def place(self, path: Path) -> Span:
        """Where the value at *path* stands, or the nearest thing around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Span(1, 1))


def decode(raw: bytes, file: str) -> Page:
    """The text of a file as lines; a Page with a problem if it is not UTF-8."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        lines = _LINE_BREAK.split(raw.decode("cp1252", "replace"))
        page = Page(file, lines)
        last = _LINE_BREAK.split(before)[-1]
        line = len(_LINE_BREAK.split(before))
        page.report(
            Span(line, len(last) + 1),
            "this letter is not UTF-8, the encoding of rule files",
            "save the file as UTF-8 (in Word or Notepad: Save as, Encoding: UTF-8)",
        )
        return page
    return read(text, file)


def read(text: str, file: str) -> Page:
    """Read one YAML document."""
    if len(text) > LARGEST:
        page = Page(file, [])
        page.report(Span(0, 0), f"the file has {len(text):,} characters; a rule file has at most {LARGEST:,}")
        return page
    page = Page(file, _LINE_BREAK.split(text))
    _look_for_bad_letters(page)
    if page.problems:
        return page
    try:
        _Reader(page).run(text)
    except _Stop:
        pass
    except yaml.MarkedYAMLError as error:
        _report_syntax(page, error)
    except yaml.YAMLError as error:  # a letter that YAML forbids, without a place
        page.report(Span(1, 1), f"the file cannot be read: {error}")
    if not page.problems and page.data is None:
        page.report(Span(1, 1), "the file is empty", "put back the last version of it, or take it out of the folder")
    return page


class _Stop(Exception):
    """Nothing after this can be read."""


class _Reader:
    """Turns events into data. Iterative: no input can exhaust the stack."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stack: list[dict[str, Any] | list[Any]] = []
        self.path: list[str | int] = []
        self.key: tuple[str, Span] | None = None
        self.documents = 0

    def run(self, text: str) -> None:
        for event in yaml.parse(text, Loader=_PARSER):
            if isinstance(event, yaml.ScalarEvent):
                self._refuse_marks(event)
                self._scalar(event)
            elif isinstance(event, yaml.MappingStartEvent):
                self._refuse_marks(event)
                self._open({}, event)
            elif isinstance(event, yaml.SequenceStartEvent):
                self._refuse_marks(event)
                self._open([], event)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self._close()
            elif isinstance(event, yaml.AliasEvent):
                self._stop(
                    event,
                    f"`*{event.anchor}` refers to another place in the file",
                    "write the text out in full; if it begins with *, put it in double quotes",
                )
            elif isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    self._stop(
                        event, "a second document begins here (`---`)", "take the line out: a rule file is one document"
                    )

    def _stop(self, event: Any, message: str, help: str) -> None:
        self.page.report(_span(event), message, help)
        raise _Stop

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._stop(
                event,
                f"`&{event.anchor}` marks this place for reuse",
                "write the text out in full; if it begins with &, put it in double quotes",
            )
        if event.tag is not None:
            self._stop(
                event,
                f"`{event.tag}` is a YAML tag, and rule files have none",
                "take it out; if the text begins with !, put it in double quotes",
            )

    def _open(self, holder: dict[str, Any] | list[Any], event: Any) -> None:
        if len(self.stack) >= DEEPEST:
            self._stop(event, f"nested more than {DEEPEST} deep", "look for brackets or braces that were not meant")
        if isinstance(self.stack[-1] if self.stack else None, dict) and self.key is None:
            self._stop(
                event,
                "a list or a group of keys stands where a key is expected",
                "put the text in double quotes if it begins with [ or {",
            )
        self._put(holder, _span(event))
        self.stack.append(holder)

    def _close(self) -> None:
        holder = self.stack.pop()
        done: Any = tuple(holder) if isinstance(holder, list) else holder
        if not self.stack:
            self.page.data = done
            return
        at = self.path.pop()
        parent = self.stack[-1]
        if isinstance(parent, list):
            parent[-1] = done
        else:
            parent[str(at)] = done

    def _put(self, value: Any, span: Span) -> Path:
        """Put *value* into what is open; a holder stays on the path until it is closed."""
        holds = isinstance(value, dict | list)
        if not self.stack:
            self.page.values[()] = span
            if not holds:
                self.page.data = value
            return ()
        parent = self.stack[-1]
        step: str | int
        if isinstance(parent, list):
            step = len(parent)
            parent.append(value)
        else:
            assert self.key is not None
            step, key_span = self.key
            path = (*self.path, step)
            if step in parent:
                first = self.page.keys[path]
                self.page.report(
                    key_span, f"`{step}` is given twice; the first is on line {first.line}", "keep one of them"
                )
            self.page.keys[path] = key_span
            parent[step] = value
            self.key = None
        path = (*self.path, step)
        self.page.values[path] = span
        if holds:
            self.path.append(step)
        return path

    def _scalar(self, event: Any) -> None:
        span = _span(event)
        if self.stack and isinstance(self.stack[-1], dict) and self.key is None:
            self.key = (event.value, span)
            return
        plain = event.style is None or (event.style == "" and event.implicit[0])
        value: Any = event.value
        if plain:
            self._warn_of_lost_text(event)
            value = self._plain(event.value, span)
        path = self._put(value, span)
        if event.style == '"':
            self.page.double_quoted.add(path)

    def _plain(self, text: str, span: Span) -> Any:
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INTEGER.fullmatch(text):
            return int(text) if len(text) < 19 else text
        if _DECIMAL.fullmatch(text):
            return float(text)
        if text.lower() in _OLD_BOOLEAN or text in ("True", "TRUE", "False", "FALSE", "Null", "NULL"):
            self.page.report(
                span,
                f"`{text}` means different things to different YAML programs",
                "write true or false, or put the word in double quotes",
            )
        elif _OLD_NUMBER.fullmatch(text):
            self.page.report(
                span,
                f"`{text}` is a number that YAML programs read in different ways",
                "put it in double quotes, or write a plain number",
            )
        elif text[0] in _CURLY:
            self.page.report(
                span,
                f"`{text[0]}` is a word processor's quotation mark, which YAML takes for a letter",
                'use the straight mark: "',
            )
        return text

    def _warn_of_lost_text(self, event: Any) -> None:
        line = self.page.lines[event.end_mark.line]
        rest = line[event.end_mark.column :]
        comment = rest.lstrip(" \t")
        if not comment.startswith("#") or (rest.startswith("  ") and comment[1:2] in ("", " ")):
            return
        at = len(line) - len(comment) + 1
        self.page.report(
            Span(event.end_mark.line + 1, at, len(comment)),
            "everything after # is lost here: YAML takes it for a comment",
            "if it is part of the text, put the whole text in double quotes; if it is a comment, put two spaces before the # and one after",
        )


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    same = start.line == end.line
    return Span(start.line + 1, start.column + 1, max(1, end.column - start.column) if same else 1)


def _look_for_bad_letters(page: Page) -> None:
    for number, line in enumerate(page.lines, 1):
        if line.isascii() and line.isprintable():
            continue
        for match in _INVISIBLE.finditer(line):
            page.report(
                Span(number, match.start() + 1),
                f"an invisible letter (U+{ord(match.group()):04X}), often left by pasting from a word processor",
                "delete it and type an ordinary space",
            )
        for match in _CONTROL.finditer(line):
            page.report(
                Span(number, match.start() + 1), f"a control character (U+{ord(match.group()):04X})", "delete it"
            )


_HINTS = (
    ("found character '\\t'", "a tab stands where spaces belong", "use spaces: two for each step to the right"),
    (
        "mapping values are not allowed",
        "a colon and a space begin a value here, where none is expected",
        "if the colon belongs to the text, put the whole text in double quotes",
    ),
    (
        "did not find expected key",
        "this line does not fit the lines above it",
        "line it up with its neighbours; if a line above has quotation marks inside its text, put a \\ before each of them",
    ),
    (
        "expected <block end>",
        "this line does not fit the lines above it",
        "line it up with its neighbours; if a line above has quotation marks inside its text, put a \\ before each of them",
    ),
    (
        "did not find expected '-'",
        "a dash is missing, or the line is indented differently from its neighbours",
        "line it up with its neighbours, and begin each item of a list with `- `",
    ),
    (
        "could not find expected ':'",
        "a colon is missing after the word at the start of the line",
        "write `key: text`; if the line goes on from the one above, indent it further",
    ),
    (
        "found unexpected end of stream",
        "the file ends in the middle of a text: a quotation mark was opened and never closed",
        "close it, or put back the part of the file that is missing",
    ),
    ("while scanning a quoted scalar", "a quotation mark was opened and never closed", "close it on the same line"),
    (
        "found character that cannot start any token",
        "no text can begin with this letter",
        "put the text in double quotes",
    ),
    (
        "did not find expected ',' or",
        "a bracket or brace was opened and not closed",
        "close it, or put the text in double quotes",
    ),
    ("expected ',' or", "a bracket or brace was opened and not closed", "close it, or put the text in double quotes"),
    ("unknown escape", "a \\ inside double quotes has a special meaning", "write \\\\ for the letter itself"),
    ("did not find expected alphabetic", "no text can begin with * or &", "put the text in double quotes"),
    ("expected alphabetic or numeric", "no text can begin with * or &", "put the text in double quotes"),
)


def _report_syntax(page: Page, error: yaml.MarkedYAMLError) -> None:
    mark = error.problem_mark or error.context_mark
    span = Span(min(mark.line + 1, len(page.lines)), mark.column + 1) if mark else Span(1, 1)
    words = f"{error.problem or ''} {error.context or ''}"
    for needle, message, help in _HINTS:
        if needle in words:
            page.report(span, message, help)
            return
    page.report(span, f"this is not YAML: {error.problem or error.context}", "compare it with the lines above")
