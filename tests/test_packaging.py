"""The rules travel with the package."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import threshold

ROOT = Path(__file__).resolve().parent.parent
ASK = """
import threshold
answer = threshold.assess([next(iter(threshold.load_rulebook().indicators))])
print(threshold.__file__, answer.provenance.digest, answer.level)
"""


def run(folder: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=folder,
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def expected_level() -> str:
    """What the first statement of the rulebook comes to."""
    return str(threshold.assess([next(iter(threshold.load_rulebook().indicators))]).level)


def test_the_wheel_holds_the_rules_and_answers(tmp_path: Path) -> None:
    """A wheel, unpacked anywhere, answers by its own copy of the same rulebook, and holds no tests."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
        packed.extractall(tmp_path / "site")
    file, digest, level = run(tmp_path / "site")

    assert Path(file).is_relative_to(tmp_path)
    assert digest == threshold.load_rulebook().digest
    assert level == expected_level()
    assert {"threshold/rules/rulebook.yaml", "threshold/rules/everyday_words.yaml"} <= set(names)
    assert {"threshold/reporting/report.html.jinja", "threshold/reporting/report.css"} <= set(names)
    assert {"threshold/authoring/skeleton/level.yaml", "threshold/rules/schema/table.schema.json"} <= set(names)
    assert not [name for name in names if name.startswith("tests") or name == "cli.py"]


def test_a_checkout_answers_without_being_installed() -> None:
    """Beside its rules, the package answers from the checkout itself."""
    file, digest, level = run(ROOT)

    assert Path(file).is_relative_to(ROOT)
    assert digest == threshold.load_rulebook().digest
    assert level == expected_level()


def test_the_public_names_are_there() -> None:
    """The front door shows the names to rely on, and nothing else."""
    wanted = {
        "assess", "load_rulebook", "Checklist", "Child", "Assessment", "Finding", "Rulebook", "Indicator", "Citation",
        "ThresholdError", "RulebookError", "ChecklistError",
    }  # fmt: skip

    assert wanted <= set(dir(threshold))
    assert set(dir(threshold)) == set(threshold.__all__)
    assert all(hasattr(threshold, name) for name in threshold.__all__)
