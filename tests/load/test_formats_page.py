"""docs/formats.md is true: it lists every reason and every meta key, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from orchestration.load.meta_files import Meta
from orchestration.load.sniffing import BY_SUFFIX

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def test_every_reason_is_explained() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "orchestration" / "load").rglob("*.py"))
    )
    in_code = set(re.findall(r'Problem\(\s*"(\w+)"', code))
    explained = set(re.findall(r"^\| `(\w+)` \|", PAGE.partition("## What is rejected")[2], re.MULTILINE))
    assert in_code == explained


def test_every_meta_key_and_file_type_is_listed() -> None:
    example = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    assert re.findall(r"^(\w+):", example[1], re.MULTILINE) == list(Meta.model_fields)
    assert all(f"`{suffix}`" in PAGE for suffix in BY_SUFFIX)
