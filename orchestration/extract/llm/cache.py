"""Answers that are kept, so that nothing is asked twice: one JSON file per question, named by its hash.

Here: reading and writing files. Not here: what a question is (`prompt`). A file is written beside its place and
renamed, so that two processes may write the same one, and a kill leaves no half answer under its name.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cache:
    """A folder of answers."""

    folder: Path

    def get(self, key: str) -> str | None:
        """Return the answer to a question, or None where there is none, or none that can be read."""
        try:
            kept = json.loads(self._path(key).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):  # cut short by a full disk: as good as none
            return None
        answer = kept.get("answer") if isinstance(kept, dict) else None
        return answer if isinstance(answer, str) else None

    def put(self, key: str, model: str, answer: str) -> None:
        """Keep the answer to a question."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{key}.{os.getpid()}.tmp")
        beside.write_text(json.dumps({"model": model, "answer": answer}), encoding="utf-8")
        beside.replace(path)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"
