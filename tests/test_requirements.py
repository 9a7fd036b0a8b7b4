"""The lock files agree: whoever installs one more of them keeps the versions of the others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    """Return versions by package."""
    return dict(PINNED.findall((ROOT / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("extra", ["dev", "bench", "metrics", "postgres"])
def test_an_extra_changes_no_version(extra: str) -> None:
    base, more = pins("requirements.lock"), pins(f"requirements-{extra}.lock")
    assert len(base) > 50
    assert base.items() <= more.items()
