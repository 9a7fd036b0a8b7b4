"""Engines by name."""

from __future__ import annotations

import subprocess
import sys

import pytest

from orchestration.extract.engines import load_engine
from orchestration.extract.student.model import read_card


@pytest.mark.parametrize("name", ["oracle", "rules"])
def test_an_unknown_engine_names_those_that_exist(name):
    with pytest.raises(ValueError, match=rf"'{name}'.*: hybrid, llm, student"):
        load_engine(name)


def test_the_version_tells_code_and_model_apart_and_stays():
    engine = load_engine("student")
    assert engine.name == "student"
    assert engine.version.split("+")[1].split(".")[1:] == [read_card()["version"]]
    assert load_engine("student").version == engine.version


def test_what_runs_the_model_is_imported_late():
    code = (
        "import sys, orchestration.extract.engines, orchestration.extract.run;"
        "sys.exit(bool({'onnxruntime', 'tokenizers'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
