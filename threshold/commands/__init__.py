"""The command line. Talk goes to stderr, results to stdout.

Exit codes: 0 done, 1 problems found, 2 usage or bad input, 3 saved unfinished, 4 input ended, 5 a fault of ours,
130 interrupted. `threshold` alone, on a terminal, starts the questionnaire.
"""

from __future__ import annotations

import argparse
import atexit
import difflib
import gc
import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn

from threshold._version import __version__

DONE, PROBLEMS, BAD_INPUT, FAULT, INTERRUPTED = 0, 1, 2, 5, 130
DEBUGGING = "set THRESHOLD_DEBUG=1 and try again to see where; it may show what was reported"

VERBS = {
    "ask": "the questionnaire: answer a few questions, and read what the document says",
    "assess": "what the document says of a case (JSON)",
    "show": "a strand, a statement, a level or an article, in the document's words",
    "search": "find statements by their words",
    "explain": "why a statement counts in a case, or does not, and why not the next level",
    "what-if": "what other answers would change in a case",
    "rules": "for whoever owns a rulebook: check, test, diff, trace, publish, schema, new",
}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in a line, and what to do."""

    def error(self, message: str) -> NoReturn:
        complain(f"{message}\n  = `{self.prog} --help` shows what can be said")
        self.exit(BAD_INPUT)


def complain(words: str) -> None:
    """Say on stderr what is wrong. The words may quote what was given: nothing in them may work on the terminal."""
    from threshold.rulebook.letters import shown

    sys.stderr.write(shown(f"threshold: {words}\n"))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    if not given and sys.stdin.isatty() and sys.stderr.isatty():
        given = ["ask"]
    if given[:1] == ["rules"]:
        from threshold.commands import rules

        return _choose(given[1:], "threshold rules", rules.VERBS, rules.__name__, rules.settle)
    return _choose(given, "threshold", VERBS, __name__)


def _choose(
    given: Sequence[str],
    program: str,
    verbs: Mapping[str, str],
    package: str,
    settle: Callable[[argparse.Namespace], None] | None = None,
) -> int:
    """Run the one of *verbs* that is given first; its module is in *package*. *settle* has the last word on what was
    given."""
    parser = _parser(program, verbs)
    if not given:
        parser.print_help(sys.stderr)
        return BAD_INPUT
    verb, *rest = given
    if verb.startswith("-"):
        parser.parse_args(given)
        return DONE
    if verb not in verbs:
        near = difflib.get_close_matches(verb, verbs, 1, 0.5)
        hint = f"did you mean `{near[0]}`?" if near else f"the commands are: {', '.join(verbs)}"
        complain(f"there is no command `{verb[:80]}`\n  = {hint}")
        return BAD_INPUT
    _start_light()
    module = importlib.import_module(f"{package}.{verb.replace('-', '_')}")
    own = _Parser(
        prog=f"{program} {verb}", description=module.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    module.arguments(own)
    arrange = getattr(module, "arrange", None)  # where ids may begin with - or +
    arguments = own.parse_args(arrange(rest) if arrange else rest)
    if settle:
        settle(arguments)
    return _run(module.run, arguments)


def _start_light() -> None:
    """Most of a short command is starting: look for no plugins of pydantic, and collect no garbage, not even at the
    end. The questionnaire, which stays, collects it again."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.disable()
    atexit.register(gc.freeze)


def _parser(program: str, verbs: Mapping[str, str]) -> argparse.ArgumentParser:
    listed = "\n".join(f"  {verb:8} {words}" for verb, words in verbs.items())
    parser = _Parser(
        prog=program,
        usage=f"{program} COMMAND ...",
        description="Rule-based decision support for children's safeguarding.",
        epilog=f"commands:\n{listed}\n\n`{program} COMMAND --help` says more.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"threshold {__version__}")
    return parser


def _run(command: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    from threshold.errors import ThresholdError

    try:
        code = command(arguments)
        sys.stdout.flush()
    except ThresholdError as error:
        complain(str(error))
        return BAD_INPUT
    except KeyboardInterrupt:
        sys.stderr.write("\nthreshold: interrupted\n")
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        if os.environ.get("THRESHOLD_DEBUG"):
            raise
        complain(f"an unexpected fault ({type(error).__name__}); nothing was concluded\n  = {DEBUGGING}")
        return FAULT
    return code
