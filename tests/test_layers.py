"""Imports go one way, and no package stands outside the rule."""

from __future__ import annotations

import tomllib

from importlinter.cli import lint_imports

from tests.support.places import REPOSITORY

OUTSIDE_THE_LAYERS = {"__init__", "__main__", "errors"}
"""The package itself, its entry point, and the errors that every layer raises."""


def test_imports_go_one_way() -> None:
    assert lint_imports(config_filename=str(REPOSITORY / "pyproject.toml")) == 0


def test_every_module_has_its_layer() -> None:
    configuration = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    layers = configuration["tool"]["importlinter"]["contracts"][0]["layers"]
    named = {name.strip().removeprefix("orchestration.") for layer in layers for name in layer.split("|")}
    present = {
        path.stem
        for path in (REPOSITORY / "orchestration").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert present - OUTSIDE_THE_LAYERS == named
