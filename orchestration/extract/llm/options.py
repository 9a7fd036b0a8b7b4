"""What the engines of this package are told: plain values, read from the settings at the edge.

Here: the values, and what of them changes the answers. Not here: defaults and environment (`settings`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr


@dataclass(frozen=True)
class Options:
    """Where and how to ask. `model` and `answer_tokens` change the answers, and so the version of the engine."""

    url: str
    model: str
    api_key: SecretStr
    seconds: float
    most_calls: int
    most_tokens: int
    answer_tokens: int
    cache_dir: Path
