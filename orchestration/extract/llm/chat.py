"""The thin client: one question to an OpenAI-compatible address, one answer.

Here: the request, tries, the budget, and which fault is whose. Not here: what is asked (`prompt`), what an answer means
(`answer`). A server that knows no JSON schema is asked for any JSON object, with the schema among the rules. The
key goes into one header, and into no message and no file.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
from pydantic import BaseModel, ValidationError

from orchestration.extract.llm.budget import Budget
from orchestration.extract.llm.faults import AnswerError, ServerError
from orchestration.extract.llm.options import Options
from orchestration.extract.llm.prompt import Question
from orchestration.extract.llm.retries import LONGEST_WAIT, MOST_TRIES, PASSING, wait_before

SECONDS_TO_CONNECT = 10.0
LONGEST_SHOWN = 200  # characters of what a server says in a message
CHARACTERS_A_TOKEN = 4  # for servers that don't count
NOT_UNDERSTOOD = frozenset({400, 422})  # how servers refuse a response format
EVERYBODY = {
    401: "the key is wrong or missing: set ECOSYSTEM_LLM_API_KEY",
    402: "the account has no credit left",
    403: "the key may not use this model: check ECOSYSTEM_LLM_API_KEY and ECOSYSTEM_LLM_MODEL",
    404: "there is no such address or model: check ECOSYSTEM_LLM_URL (it often ends with /v1) and ECOSYSTEM_LLM_MODEL",
    405: "this is no address of chat completions: check ECOSYSTEM_LLM_URL (it often ends with /v1)",
}
"""Refusals that each article would meet, and what to do."""


class _Message(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Usage(BaseModel):
    total_tokens: int = 0


class _Completion(BaseModel):
    """The part of a chat completion that is read."""

    choices: list[_Choice]
    usage: _Usage | None = None


@dataclass(frozen=True)
class _PassingFault:
    """Why a request had no answer, and when the server wants the next one."""

    what: str
    retry_after: str | None = None


class Chat:
    """Asks one server, with one budget. Not for several threads."""

    def __init__(
        self,
        options: Options,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Open no connection yet."""
        self._options, self._sleep, self._now = options, sleep, now
        self._budget = Budget(options.most_calls, options.most_tokens)
        self._url = options.url.rstrip("/") + "/chat/completions"
        self._key = options.api_key.get_secret_value()
        self._knows_schemas = True
        timeout = httpx.Timeout(options.seconds, connect=min(options.seconds, SECONDS_TO_CONNECT))
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        self._client = httpx.Client(transport=transport, timeout=timeout, headers=headers)

    def ask(self, question: Question) -> str:
        """Return the content of the answer.

        Raises:
            ServerError: no article can be read.
            AnswerError: this one can't.
            BudgetError: nothing more may be asked.
        """
        response = self._send(_body(question, with_schema=True)) if self._knows_schemas else None
        if response is None or response.status_code in NOT_UNDERSTOOD:
            response = self._send(_body(question, with_schema=False))
            self._knows_schemas = self._knows_schemas and not response.is_success
        if not response.is_success:
            raise self._refusal(response)
        return self._content(response)

    def _send(self, body: dict[str, Any]) -> httpx.Response:
        """Send a request; again, a bounded number of times, while the fault may pass."""
        attempt = 0
        while isinstance(outcome := self._try(body), _PassingFault):
            seconds = wait_before(attempt, outcome.retry_after, self._now())
            if attempt == MOST_TRIES - 1 or seconds > LONGEST_WAIT:
                raise ServerError(
                    f"The model server at {self._options.url} {self._hidden(outcome.what)}: start it, wait, or set "
                    "ECOSYSTEM_LLM_URL. All answers so far are kept."
                )
            self._sleep(seconds)
            attempt += 1
        return outcome

    def _try(self, body: dict[str, Any]) -> httpx.Response | _PassingFault:
        self._budget.take_a_call()
        try:
            response = self._client.post(self._url, json=body)
        except httpx.ReadTimeout:
            seconds = f"{self._options.seconds:g} seconds"
            raise AnswerError(f"the model gave no answer within {seconds}: raise ECOSYSTEM_LLM_SECONDS") from None
        except (httpx.RequestError, httpx.InvalidURL) as error:
            return _PassingFault(f"cannot be reached ({type(error).__name__}: {error})")
        if response.status_code not in PASSING:
            return response
        return _PassingFault(f"is not ready (HTTP {response.status_code})", response.headers.get("retry-after"))

    def _refusal(self, response: httpx.Response) -> Exception:
        status = response.status_code
        if status in EVERYBODY or response.is_redirect:
            what = EVERYBODY.get(status, "the address has moved: set ECOSYSTEM_LLM_URL to the new one")
            return ServerError(f"The model server at {self._options.url} refused (HTTP {status}): {what}.")
        said = json.dumps(self._hidden(response.text)[:LONGEST_SHOWN], ensure_ascii=True)
        return AnswerError(f"the model server refused the article with HTTP {status}: {said}")

    def _content(self, response: httpx.Response) -> str:
        try:
            completion = _Completion.model_validate(response.json())
            choice = completion.choices[0]
        except (ValidationError, ValueError, IndexError):
            raise AnswerError(
                f"{self._options.url} answered with no chat completion: check ECOSYSTEM_LLM_URL if this goes on"
            ) from None
        content = choice.message.content or ""
        used = completion.usage.total_tokens if completion.usage else 0
        self._budget.spend(used or (len(response.request.content) + len(content)) // CHARACTERS_A_TOKEN)
        if choice.finish_reason == "length":
            raise AnswerError(
                f"the model's answer is cut off after {self._options.answer_tokens} tokens or at the end of what the "
                "model can hold: raise ECOSYSTEM_LLM_ANSWER_TOKENS, or take a model with more room"
            )
        return content

    def _hidden(self, text: str) -> str:
        return text.replace(self._key, "***") if self._key else text


def _body(question: Question, *, with_schema: bool) -> dict[str, Any]:
    messages, form = list(question.messages), {"type": "json_object"}
    if with_schema:
        named = {"name": "facts", "strict": True, "schema": question.schema}
        return {
            **question.parameters,
            "messages": messages,
            "response_format": {"type": "json_schema", "json_schema": named},
        }
    rules = messages[0]["content"] + f"\nThe JSON schema of the answer: {json.dumps(question.schema)}"
    messages[0] = {**messages[0], "content": rules}
    return {**question.parameters, "messages": messages, "response_format": form}
