"""Imports run one way, and the heavy libraries stay in their rooms."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "threshold"
LAYERS = [
    {"_version", "errors"},
    {"checklist", "assessment", "rulebook"},
    {"engine"},
    {"assessing"},
    {"saving", "searching", "reporting"},
    {"questionnaire", "authoring"},
    {"commands"},
]
HOMES = {
    "durable_rules_engine": {"engine/durable.py", "engine/__init__.py"},
    "jinja2": {"reporting/html.py"},
    "pypdf": {"commands/rules/trace.py"},
    "rich": {"reporting/text.py", "questionnaire/terminal.py"},
    "yaml": {"rulebook/reading.py", "rulebook/syntax.py"},
}
PURE = {"errors", "checklist", "assessment", "engine", "assessing", "searching"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(module: Path) -> set[str]:
    """Every module that *module* imports, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def layer(part: str) -> int:
    return next(index for index, parts in enumerate(LAYERS) if part in parts)


def room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(module: Path) -> None:
    """A module imports from its own room and from layers below it, never from a layer above or a neighbour's."""
    own = room(module)
    if own in ("__init__", "__main__"):
        return
    for name in imported(module):
        parts = name.split(".")
        if parts[0] != "threshold" or len(parts) < 2 or parts[1] == own:
            continue
        if (PACKAGE / parts[1]).exists() or (PACKAGE / f"{parts[1]}.py").exists():
            allowed = layer(parts[1]) < layer(own) or {own, parts[1]} <= LAYERS[1] | {"reporting", "searching"}
            assert allowed, f"{own} imports {name}"


@pytest.mark.parametrize("library", HOMES)
def test_heavy_libraries_stay_in_their_rooms(library: str) -> None:
    """rich, PyYAML and durable-rules are each imported where the design says, and nowhere else."""
    users = {
        str(module.relative_to(PACKAGE))
        for module in MODULES
        if any(n.split(".")[0] == library for n in imported(module))
    }

    assert users <= HOMES[library]


@pytest.mark.parametrize(
    "module", [m for m in MODULES if room(m) in PURE], ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_the_core_is_pure(module: Path) -> None:
    """Below the commands nothing knows a clock, a file, the network, or how to print."""
    forbidden = {"time", "datetime", "random", "socket", "urllib", "http", "subprocess", "os", "pathlib", "sys"}
    used = {name.split(".")[0] for name in imported(module)}
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }

    assert not used & forbidden
    assert not calls & {"print", "open", "input"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_knowledge_of_one_partnership_in_code(module: Path) -> None:
    """No module names a place, a table, or a statement of the document: they are data."""
    words = module.read_text(encoding="utf-8").lower()

    assert not [word for word in ("slough", "lewisham", "berkshire", "levels_of_need", "2021") if word in words]
