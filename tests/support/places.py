"""Where things lie: the checkout, its articles, and the texts that only some machines have."""

from __future__ import annotations

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
RAW = REPOSITORY / "raw"
GOLD = REPOSITORY / "tests" / "gold"
SHARED = REPOSITORY.parent / "shared"
SEEDS = SHARED / "seeds"
SEEDS_GOLD = SHARED / "gold"
SCORER = SHARED / "tools" / "score.py"


def articles(folder: Path) -> list[Path]:
    """The articles below a folder, sorted, without their meta files."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".meta.yml"))
