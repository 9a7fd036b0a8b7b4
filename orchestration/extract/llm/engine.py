"""The engine `llm`: article in, questions about its parts, statements out.

Here: the order of cutting, asking, keeping and stating, and what makes two versions differ. Not here: the single steps.
With all answers kept, an article is read without a server; that makes the engine as repeatable as the others.
"""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import resources
from typing import Protocol

from orchestration.errors import LedgerError
from orchestration.extract.llm.answer import Item, parse
from orchestration.extract.llm.cache import Cache
from orchestration.extract.llm.faults import AnswerError
from orchestration.extract.llm.options import Options
from orchestration.extract.llm.prompt import Question, question_about
from orchestration.extract.llm.stating import PartAnswer, state
from orchestration.extract.protocol import ArticleText, Statement
from orchestration.extract.student.parts import parts_of
from orchestration.extract.versions import code_hash

logger = logging.getLogger(__name__)

CODE_VERSION = "0.1.0"
SHORTEST_TEXT = 40  # characters; nothing shorter states a fact, and the first article of a new worker is shorter
LONGEST_PART = 6_000  # characters, about 950 words: most articles are one part, and the answer stays short


class Server(Protocol):
    """What answers questions."""

    def ask(self, question: Question) -> str:
        """Return the content of the answer."""


class LlmEngine:
    """Asks a language model. Pure as far as its cache goes: what was answered once is answered the same again."""

    name = "llm"

    def __init__(self, options: Options, connect: Callable[[], Server]) -> None:
        """Connect to nothing: a refresh with nothing new asks only for the version."""
        self._options, self._connect = options, connect
        self._cache = Cache(options.cache_dir)
        self._server: Server | None = None
        self.version = (
            f"{CODE_VERSION}+{code_hash('orchestration.extract.llm')}.{_fingerprint(options)}.{options.model}"
        )

    def extract(self, article: ArticleText) -> list[Statement]:
        """Return what the article states, ordered by kind and place.

        Raises:
            ServerError: the server answers no question at all.
            AnswerError, BudgetError: this article can't be read now.
        """
        misshapen: Counter[str] = Counter()
        stated, dropped = state(article, list(self._answers(article.text, misshapen)))
        dropped += misshapen
        if dropped:
            reasons = ", ".join(f"{reason} {count}" for reason, count in sorted(dropped.items()))
            logger.warning(
                "article %s: %d facts of the model are not stated: %s", article.article_id, dropped.total(), reasons
            )
        return stated

    def _answers(self, text: str, misshapen: Counter[str]) -> Iterator[PartAnswer]:
        for start, end in parts_of(text, LONGEST_PART):
            if len(text[start:end].strip()) >= SHORTEST_TEXT:
                items, wrong = self._facts(text[start:end])
                misshapen["wrong_shape"] += wrong
                yield PartAnswer(start, end, items)

    def _facts(self, text: str) -> tuple[list[Item], int]:
        question = question_about(text, self._options.model, self._options.answer_tokens)
        kept = self._cache.get(question.key)
        if kept is not None:
            with suppress(AnswerError):  # kept by a release that could read it
                return parse(kept)
        if self._server is None:
            self._server = self._connect()
        answer = self._server.ask(question)
        facts = parse(answer)
        self._cache.put(question.key, self._options.model, answer)  # only what can be read: the rest is asked again
        return facts


def load_llm_engine(options: Options) -> LlmEngine:
    """Return the engine; its version tells code, prompt, schema, model and parameters.

    Raises:
        LedgerError: no model is chosen, or the key can't be sent.
    """
    if not options.model:
        raise LedgerError(
            "No model is chosen: set ECOSYSTEM_LLM_MODEL to one that the server at ECOSYSTEM_LLM_URL has."
        )
    key = options.api_key.get_secret_value()
    if not (key.isascii() and key.isprintable()):
        raise LedgerError("ECOSYSTEM_LLM_API_KEY has signs that no key has, such as a line break: copy it anew.")
    return LlmEngine(options, lambda: _connect(options))


def _connect(options: Options) -> Server:
    from orchestration.extract.llm.chat import Chat  # imported late: a refresh with nothing to ask needs no httpx

    return Chat(options)


def _fingerprint(options: Options) -> str:
    """Return a hash of what is asked about every text, and of how texts are cut."""
    asked = question_about("", options.model, options.answer_tokens).key
    cutting = resources.files("orchestration.extract.student").joinpath("parts.py").read_text("utf-8")
    return hashlib.sha256(f"{asked}\0{cutting}".encode()).hexdigest()[:12]
