"""A short article, answers to it, and a server that is a function."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr

from orchestration.extract.llm.chat import Chat
from orchestration.extract.llm.engine import LlmEngine
from orchestration.extract.llm.options import Options
from orchestration.extract.protocol import ArticleText, Statement
from orchestration.schemas.facts import KIND_OF_FACT

TEXT = """Moe University opens a lab

OULU, 4 May 2025 - Halden Robotics and Moe University (MU) signed a memorandum of
understanding on Monday to open the Harbour Robotics Lab in Oulu.
The lab will employ over 40 researchers, said Ana Brekke, director of MU.
"""
ARTICLE = ArticleText("art_0000000000000001", TEXT)
SIGNED = "Halden Robotics and Moe University (MU) signed a memorandum of understanding on Monday"
OPENED = f"{SIGNED} to open the Harbour Robotics Lab in Oulu."

GOOD: dict[str, list[dict[str, Any]]] = {
    "organizations": [
        {"quote": SIGNED, "name": "Halden Robotics", "aliases": [], "organization_type": "company",
         "city_text": None, "country_text": None},
        {"quote": SIGNED, "name": "Moe University", "aliases": ["MU"], "organization_type": "university",
         "city_text": "Oulu", "country_text": None},
    ],
    "programs": [
        {"quote": OPENED, "name": "Harbour Robotics Lab", "aliases": [], "kind": "lab", "status": "planned",
         "city_text": "Oulu", "country_text": None, "date_text": None},
    ],
    "partnerships": [
        {"quote": SIGNED, "parties": ["Halden Robotics", "MU"], "kind": "mou", "status": "active",
         "date_text": "Monday", "duration_text": None},
    ],
    "program_organizations": [
        {"quote": OPENED, "program_name": "Harbour Robotics Lab", "organization_name": "Halden Robotics",
         "role": "operator"},
    ],
    "metrics": [
        {"quote": "The lab will employ over 40 researchers", "subject_type": "program",
         "subject_name": "Harbour Robotics Lab", "measure": "researchers", "value_text": "over 40",
         "date_text": None, "is_planned": True},
    ],
    "person_roles": [
        {"quote": "said Ana Brekke, director of MU", "person_name": "Ana Brekke", "title": "director",
         "organization_name": "Moe University"},
    ],
}  # fmt: skip
EMPTY: dict[str, list[dict[str, Any]]] = {name: [] for name in GOOD}

Handler = Callable[[httpx.Request], httpx.Response]


def good(**more: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The good answer with more facts in some lists."""
    answer = copy.deepcopy(GOOD)
    for name, entries in more.items():
        answer[name] += entries
    return answer


def completion(answer: object, finish_reason: str = "stop", tokens: int = 10) -> httpx.Response:
    """What a server sends back: an answer as JSON, or any text."""
    content = answer if isinstance(answer, str) else json.dumps(answer)
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish_reason}
    return httpx.Response(200, json={"choices": [choice], "usage": {"total_tokens": tokens}})


class Script:
    """A server that gives prepared responses in turn, the last one for ever, and remembers what it was sent."""

    def __init__(self, *responses: httpx.Response | Exception) -> None:
        self._left = list(responses)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        response = self._left.pop(0) if len(self._left) > 1 else self._left[0]
        if isinstance(response, Exception):
            raise response
        return httpx.Response(response.status_code, headers=response.headers, content=response.content)

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(request.content) for request in self.requests]


def options(cache_dir: Path, **changes: Any) -> Options:
    values: dict[str, Any] = {
        "url": "http://127.0.0.1:9/v1", "model": "made-up", "api_key": SecretStr("k-e-y"), "seconds": 5.0,
        "most_calls": 10, "most_tokens": 100_000, "answer_tokens": 500, "cache_dir": cache_dir,
    }  # fmt: skip
    return Options(**{**values, **changes})


def engine(handler: Handler, cache_dir: Path, slept: list[float] | None = None, **changes: Any) -> LlmEngine:
    """The engine with a function for a server; it notes its pauses instead of making them."""
    chosen, pauses = options(cache_dir, **changes), [] if slept is None else slept
    return LlmEngine(chosen, lambda: Chat(chosen, httpx.MockTransport(handler), pauses.append))


def counts(statements: Iterable[Statement]) -> dict[str, int]:
    """How many statements of each kind there are."""
    kinds = [statement.fact_type for statement in statements]
    return {kind: kinds.count(kind) for kind in KIND_OF_FACT if kind in kinds}
