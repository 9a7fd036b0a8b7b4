"""The engines by name.

Here: which engines exist, and their lazy construction (what runs the model takes a while to import). Not here: what
they do. The engines of `ASKING` need a server and settings: these are read here, because worker processes know an
engine by its name only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from orchestration.extract.protocol import Engine

if TYPE_CHECKING:
    from orchestration.extract.llm.options import Options


def _load_student() -> Engine:
    from orchestration.extract.student.engine import load_student_engine

    return load_student_engine()


def _load_llm() -> Engine:
    from orchestration.extract.llm.engine import load_llm_engine

    return load_llm_engine(_llm_options())


def _load_hybrid() -> Engine:
    from orchestration.extract.llm.hybrid import HybridEngine
    from orchestration.settings import Settings

    return HybridEngine(_load_student(), _load_llm(), Settings().hybrid_least_confidence)


def _llm_options() -> Options:
    from orchestration.extract.llm.options import Options
    from orchestration.settings import Settings

    settings = Settings()
    return Options(
        url=settings.llm_url,
        model=settings.llm_model,
        api_key=settings.llm_api_key,
        seconds=settings.llm_seconds,
        most_calls=settings.llm_most_calls,
        most_tokens=settings.llm_most_tokens,
        answer_tokens=settings.llm_answer_tokens,
        cache_dir=settings.llm_cache_path,
    )


ENGINES: dict[str, Callable[[], Engine]] = {"student": _load_student}
"""What the repository carries: always there, and scored by `make evaluate`."""
ASKING: dict[str, Callable[[], Engine]] = {"llm": _load_llm, "hybrid": _load_hybrid}
"""What asks a server of the user's choice."""


def load_engine(name: str) -> Engine:
    """Return the engine of that name.

    Raises:
        ValueError: There is no such engine; the message lists those that exist.
        LedgerError: the engine needs a setting that is missing.
    """
    engines = ENGINES | ASKING
    if name not in engines:
        raise ValueError(
            f"there is no extraction engine '{name}'; set ECOSYSTEM_ENGINE to one of: {', '.join(sorted(engines))}"
        )
    return engines[name]()
