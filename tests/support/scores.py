"""Scores of a warehouse against gold files, by the shared scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.places import SCORER


def score(warehouse: Path, gold: Path) -> dict[str, Any]:
    """The scorer's report: `families` with precision, recall and f1, `attributes` with right and of."""
    command = [sys.executable, str(SCORER), str(warehouse), str(gold), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def f1(report: dict[str, Any]) -> dict[str, float]:
    """F1 by family."""
    return {family: round(figures["f1"], 3) for family, figures in report["families"].items()}
