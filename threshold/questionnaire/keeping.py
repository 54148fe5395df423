"""What is saved of a questionnaire: nothing, until it is asked for; then the answers, after each of them."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

from threshold.questionnaire.screen import Screen
from threshold.questionnaire.session import Session
from threshold.reporting.text import Line
from threshold.saving import SavingError, save

_NO_NAME = {"b", "back", "q", "qq", "0", "n", "no", "?"}  # whoever types these means no file


class Keeping:
    """Saves the answers of one session, and its reports. *file* is where the answers go, once that was asked for;
    *program* is how a person calls this program. *wrote*: whether anything was saved, answers or report."""

    def __init__(self, session: Session, screen: Screen, file: Path | None, program: str) -> None:
        self.file = file
        self.wrote = False
        self._session = session
        self._screen = screen
        self._program = program

    def write(self, default: Path, make: Callable[[], str]) -> Path | None:
        """Ask for a file and save there what *make* makes; None if it was not saved. Nothing is replaced unasked, but
        the file that saving was asked for before."""
        name = self._screen.ask(">").strip()
        if name.lower() in _NO_NAME:
            self._screen.say("Not saved.")
            return None
        file = Path(name).expanduser() if name else default
        try:
            if file != self.file and file.exists():
                self._screen.say(f"{file} exists already. Replace it? y or n")
                if self._screen.ask(">").strip().lower() not in ("y", "yes"):
                    self._screen.say("Not saved.")
                    return None
            save(file, make())
        except SavingError as error:
            self._not_saved(error)
            return None
        self.wrote = True
        return file

    def ask_where(self, leaving: bool = False) -> None:
        """Save the answers to a file that the person names; unless they leave, from now on after each answer."""
        default = self.file or Path("threshold-answers.json")
        self._screen.say(f"Save your answers, to go on later, to which file? An empty line means {default}.")
        self._screen.say("It is no report: it holds your answers, and the words that you searched for.")
        file = self.write(default, self._session.save)
        if file:
            self.file = file
            self._screen.say(f"Saved to {file}{'' if leaving else ', and from now on after each answer'}.")

    def keep(self) -> None:
        """Save again, if saving was asked for."""
        if self.file:
            try:
                save(self.file, self._session.save())
            except SavingError as error:
                self._not_saved(error)

    def how_to_go_on(self) -> None:
        """Say how to take the saved answers up again, if there are any."""
        if not self.file:
            self._screen.say("Your answers were not saved.")
            return
        self._screen.say("Your answers are saved. Go on with:")
        command = f"{self._program} ask --resume {shlex.quote(str(self.file))}"
        self._screen.show([Line(command)])  # whole, to be copied

    def _not_saved(self, error: SavingError) -> None:
        why = str(error).replace("\n  = ", ": ")
        self._screen.say(f"Not saved: {why}. Your answers are still here.", "yellow")
