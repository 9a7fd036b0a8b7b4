"""The client: what is sent, what is tried again, and whose fault a refusal is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from orchestration.extract.llm.chat import Chat
from orchestration.extract.llm.faults import AnswerError, BudgetError, ServerError
from orchestration.extract.llm.prompt import question_about
from orchestration.extract.llm.retries import MOST_TRIES, wait_before
from tests.extract.llm.helpers import GOOD, TEXT, Script, completion, options

QUESTION = question_about(TEXT, "made-up", 500)
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
OFFLINE = httpx.ConnectError("Connection refused")


class Client:
    """A client of a script, with the pauses that it would have made."""

    def __init__(self, *responses: httpx.Response | Exception, **changes: Any) -> None:
        self.script, self.slept = Script(*responses), list[float]()
        self.chat = Chat(
            options(Path("nowhere"), **changes), httpx.MockTransport(self.script), self.slept.append, lambda: NOW
        )

    def ask(self) -> str:
        return self.chat.ask(QUESTION)


def refusal(status: int, text: str = "no", **headers: str) -> httpx.Response:
    return httpx.Response(status, text=text, headers={name.replace("_", "-"): v for name, v in headers.items()})


def test_a_question_is_sent_with_schema_seed_and_key() -> None:
    client = Client(completion("ok"), url="http://127.0.0.1:9/v1/")
    assert client.ask() == "ok"
    (request,), (body,) = client.script.requests, client.script.bodies
    assert str(request.url) == "http://127.0.0.1:9/v1/chat/completions"
    assert request.headers["authorization"] == "Bearer k-e-y"
    assert (body["temperature"], body["model"], body["max_tokens"]) == (0, "made-up", 500)
    assert isinstance(body["seed"], int)
    assert body["response_format"]["json_schema"] == {"name": "facts", "strict": True, "schema": QUESTION.schema}
    assert "k-e-y" not in request.content.decode()


def test_without_a_key_no_header_is_sent() -> None:
    client = Client(completion("ok"), api_key=SecretStr(""))
    client.ask()
    assert "authorization" not in client.script.requests[0].headers


@pytest.mark.parametrize("status", [400, 422])
def test_a_server_without_schemas_is_asked_for_any_object_and_not_again_for_the_schema(status: int) -> None:
    client = Client(
        refusal(status, "response_format json_schema is not supported"), completion("one"), completion("two")
    )
    assert (client.ask(), client.ask()) == ("one", "two")
    forms = [body["response_format"]["type"] for body in client.script.bodies]
    assert forms == ["json_schema", "json_object", "json_object"]
    assert '"additionalProperties": false' in client.script.bodies[1]["messages"][0]["content"]
    assert client.script.bodies[1]["messages"][1:] == client.script.bodies[0]["messages"][1:]


def test_an_article_that_is_refused_either_way_says_nothing_about_the_server() -> None:
    too_long = refusal(400, "the prompt is too long for k-e-y" + " " * 166 + "k-e-y")  # cut inside the second one
    client = Client(too_long, too_long, completion("ok"))
    with pytest.raises(AnswerError, match=r"HTTP 400.*the prompt is too long for \*\*\*") as caught:
        client.ask()
    assert "k-" not in str(caught.value)
    assert client.ask() == "ok"
    assert client.script.bodies[-1]["response_format"]["type"] == "json_schema"


@pytest.mark.parametrize("first", [refusal(429), refusal(503), refusal(502), refusal(504), refusal(408), OFFLINE,
                                   httpx.ConnectTimeout("slow"), httpx.RemoteProtocolError("closed")])  # fmt: skip
def test_what_may_pass_is_tried_again_after_a_pause(first: httpx.Response | Exception) -> None:
    client = Client(first, first, completion("ok"))
    assert client.ask() == "ok"
    assert client.slept == [1.0, 2.0]


@pytest.mark.parametrize("fault", [refusal(429), refusal(503), OFFLINE])
def test_what_does_not_pass_is_a_fault_of_the_machine(fault: httpx.Response | Exception) -> None:
    client = Client(fault)
    with pytest.raises(ServerError, match=r"http://127.0.0.1:9/v1 .*set ECOSYSTEM_LLM_URL.*answers so far are kept"):
        client.ask()
    assert len(client.script.requests) == MOST_TRIES
    assert client.slept == [1.0, 2.0, 4.0]


def test_a_server_says_how_long_to_wait() -> None:
    in_nine_seconds = "Sun, 22 Nov 2026 08:00:09 GMT"
    client = Client(refusal(429, retry_after="7"), refusal(503, retry_after=in_nine_seconds), completion("ok"))
    assert client.ask() == "ok"
    assert client.slept == [7.0, 9.0]


def test_a_server_that_wants_an_hour_is_left_alone() -> None:
    client = Client(refusal(429, retry_after="3600"))
    with pytest.raises(ServerError, match="is not ready"):
        client.ask()
    assert (len(client.script.requests), client.slept) == (1, [])


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [(None, 4.0), ("", 4.0), ("soon", 4.0), ("-3", 4.0), ("0", 0.0), ("12", 12.0),
     ("Sun, 22 Nov 2026 07:00:00 GMT", 0.0), ("Sun, 22 Nov 2026 08:00:30 -0000", 30.0)],
)  # fmt: skip
def test_pauses(asked: str | None, seconds: float) -> None:
    assert wait_before(2, asked, NOW) == seconds


@pytest.mark.parametrize(
    ("status", "advice"),
    [(401, "ECOSYSTEM_LLM_API_KEY"), (403, "ECOSYSTEM_LLM_API_KEY"), (404, "ECOSYSTEM_LLM_MODEL"),
     (405, "ECOSYSTEM_LLM_URL"), (402, "credit"), (308, "ECOSYSTEM_LLM_URL")],
)  # fmt: skip
def test_what_every_article_would_meet_is_a_fault_of_the_machine(status: int, advice: str) -> None:
    client = Client(refusal(status, "your key k-e-y", location="http://127.0.0.1:9/v2"))
    with pytest.raises(ServerError, match=advice) as caught:
        client.ask()
    assert f"HTTP {status}" in str(caught.value)
    assert "k-e-y" not in str(caught.value)
    assert (len(client.script.requests), client.slept) == (1, [])


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (refusal(500, "boom"), "HTTP 500.*boom"),
        (refusal(413), "HTTP 413"),
        (httpx.ReadTimeout("slow"), "within 5 seconds: raise ECOSYSTEM_LLM_SECONDS"),
        (completion("cut", finish_reason="length"), "cut off.*ECOSYSTEM_LLM_ANSWER_TOKENS"),
        (httpx.Response(200, text="<html>Welcome</html>"), "no chat completion: check ECOSYSTEM_LLM_URL"),
        (httpx.Response(200, json={"error": {"message": "busy"}}), "no chat completion"),
        (httpx.Response(200, json={"choices": []}), "no chat completion"),
        (httpx.Response(200, content=b"\xff\xfe"), "no chat completion"),
    ],
)
def test_what_one_article_met_is_a_fault_of_the_article(response: httpx.Response | Exception, said: str) -> None:
    client = Client(response)
    with pytest.raises(AnswerError, match=said):
        client.ask()
    assert (len(client.script.requests), client.slept) == (1, [])


def test_a_model_that_says_nothing_gives_an_empty_answer() -> None:
    refused = httpx.Response(200, json={"choices": [{"message": {"content": None, "refusal": "no"}}]})
    assert Client(refused).ask() == ""


def test_a_spent_budget_of_requests_says_what_to_do() -> None:
    client = Client(completion("ok"), most_calls=2)
    client.ask()
    client.ask()
    with pytest.raises(BudgetError, match=r"requests.*raise ECOSYSTEM_LLM_MOST_CALLS.*make refresh FORCE=1"):
        client.ask()
    assert len(client.script.requests) == 2


def test_tries_count_as_requests() -> None:
    client = Client(refusal(503), most_calls=2)
    with pytest.raises(BudgetError):
        client.ask()
    assert len(client.script.requests) == 2


@pytest.mark.parametrize("usage", [{"usage": {"total_tokens": 600}}, {}])
def test_a_spent_budget_of_tokens_says_what_to_do_also_where_the_server_does_not_count(usage: dict[str, Any]) -> None:
    answer = httpx.Response(200, json={"choices": [{"message": {"content": "ok"}}], **usage})
    client = Client(answer, most_tokens=500)
    assert client.ask() == "ok"
    with pytest.raises(BudgetError, match=r"tokens.*raise ECOSYSTEM_LLM_MOST_TOKENS"):
        client.ask()


def test_the_key_is_not_shown_by_the_options() -> None:
    assert "k-e-y" not in repr(options(Path("nowhere")))


def test_good_answers_pass_unchanged() -> None:
    assert '"organizations"' in Client(completion(GOOD)).ask()
