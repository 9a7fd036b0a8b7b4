"""What is asked: the rules, the example and one part of an article, and the hash that names the question.

Here: pure text. Not here: the words of the rules (`prompt.yml`), the shape of the answer (`answer`), sending (`chat`).
An article is data between two marks that it can't write itself: they hold a hash of its text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from orchestration.extract.llm.answer import answer_schema
from orchestration.schemas import terms

TEMPERATURE = 0
SEED = 20261122
Message = dict[str, str]


@dataclass(frozen=True)
class Question:
    """All that an answer depends on, apart from the machine that gives it."""

    model: str
    messages: Sequence[Message]
    schema: dict[str, Any]
    answer_tokens: int

    @property
    def parameters(self) -> dict[str, Any]:
        """What is sent beside the messages."""
        return {"model": self.model, "temperature": TEMPERATURE, "seed": SEED, "max_tokens": self.answer_tokens}

    @property
    def key(self) -> str:
        """Hash of text, rules, schema, model and parameters: the same key means the same question."""
        asked = {"messages": list(self.messages), "schema": self.schema, "parameters": self.parameters}
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def question_about(text: str, model: str, answer_tokens: int) -> Question:
    """Return the question about a part of an article."""
    messages = (*_opening(), {"role": "user", "content": _delimited(text)})
    return Question(model, messages, answer_schema(), answer_tokens)


@cache
def prompt() -> dict[str, Any]:
    """Return the content of `prompt.yml`; treat it as read-only."""
    content: dict[str, Any] = yaml.safe_load(resources.files(__package__).joinpath("prompt.yml").read_text("utf-8"))
    return content


@cache
def _opening() -> tuple[Message, ...]:
    example = prompt()["example"]
    return (
        {"role": "system", "content": _rules()},
        {"role": "user", "content": _delimited(example["text"])},
        {"role": "assistant", "content": json.dumps(example["answer"], ensure_ascii=False)},
    )


def _rules() -> str:
    lists = {
        "organization_types": terms.ORGANIZATION_TYPES,
        "program_kinds": terms.PROGRAM_KINDS,
        "partnership_kinds": terms.PARTNERSHIP_KINDS,
        "program_roles": terms.PROGRAM_ROLES,
        "subject_types": terms.SUBJECT_TYPES,
    }
    rules: str = prompt()["rules"].format_map({name: ", ".join(values) for name, values in lists.items()})
    return rules


def _delimited(text: str) -> str:
    mark = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:12]
    return f"<article {mark}>\n{text}\n</article {mark}>\nAnswer with the JSON object of its facts."
