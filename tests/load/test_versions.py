"""A reader that may read otherwise has another version."""

from __future__ import annotations

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import orchestration.load
from orchestration.load.versions import LIBRARIES

READ_NOTHING = {"dataframely", "numpy", "pebble", "polars", "pydantic", "rensa"}
"""Libraries that move, check or compare what was read."""
ONLY_BEFORE_PYTHON_3_14 = {"backports-zstd"}


def imported() -> set[str]:
    """The distributions that `load` imports, by their names in lower case."""
    modules = set()
    for path in Path(str(orchestration.load.__file__)).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.split(".")[0])
    foreign = modules - set(sys.stdlib_module_names) - {"orchestration", "compression"}
    known = packages_distributions()
    return {name.lower().replace(".", "-") for module in foreign for name in known[module]}


def test_the_version_knows_every_library_that_reads() -> None:
    assert imported() - READ_NOTHING - ONLY_BEFORE_PYTHON_3_14 == set(LIBRARIES) - {"lxml"} | ({"lxml"} & imported())
