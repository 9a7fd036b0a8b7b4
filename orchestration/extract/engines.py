"""The engines by name.

Here: which engines exist, and their lazy construction (spaCy takes half a second to import, the model a fifth to
open). Not here: what they do.
"""

from __future__ import annotations

from collections.abc import Callable

from orchestration.extract.protocol import Engine


def _load_rules() -> Engine:
    from orchestration.extract.rules.engine import load_rules_engine

    return load_rules_engine()


def _load_student() -> Engine:
    from orchestration.extract.student.engine import load_student_engine

    return load_student_engine()


ENGINES: dict[str, Callable[[], Engine]] = {"rules": _load_rules, "student": _load_student}


def load_engine(name: str) -> Engine:
    """Return the engine of that name.

    Raises:
        ValueError: There is no such engine; the message lists those that exist.
    """
    if name not in ENGINES:
        raise ValueError(
            f"there is no extraction engine '{name}'; set ECOSYSTEM_ENGINE to one of: {', '.join(sorted(ENGINES))}"
        )
    return ENGINES[name]()
