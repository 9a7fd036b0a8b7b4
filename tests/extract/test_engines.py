"""Engines by name."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata

import pytest

from orchestration.extract.engines import load_engine


def test_an_unknown_engine_names_those_that_exist():
    with pytest.raises(ValueError, match=r"'oracle'.*rules"):
        load_engine("oracle")


def test_the_version_tells_code_words_and_model_apart_and_stays(engine):
    assert engine.name == "rules"
    assert len(engine.version.split("+")[1].split(".")) >= 3
    assert f"spacy-{metadata.version('spacy')}" in engine.version
    assert load_engine("rules").version == engine.version


def test_spacy_is_imported_late():
    code = "import sys, orchestration.extract.engines, orchestration.extract.run; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
