"""The engine as a refresh meets it: by name, in workers, with and without a server, and with each kind of fault."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest
from pydantic import SecretStr, ValidationError

from orchestration.errors import LedgerError
from orchestration.extract.engines import ENGINES, load_engine
from orchestration.extract.llm.engine import LONGEST_PART, load_llm_engine
from orchestration.extract.llm.faults import ServerError
from orchestration.extract.protocol import ArticleText, OrganizationStatement
from orchestration.extract.run import extract_article, to_frames
from orchestration.extract.workers import FIRST_ARTICLE, workers
from orchestration.settings import Settings
from tests.extract.llm.helpers import ARTICLE, EMPTY, GOOD, TEXT, Script, completion, engine, options

ORGANIZATIONS = {**EMPTY, "organizations": GOOD["organizations"]}


def test_what_was_asked_once_needs_no_server(tmp_path: Path) -> None:
    script = Script(completion(GOOD))
    first = extract_article(engine(script, tmp_path), ARTICLE)
    assert (first.fact_count, len(script.requests)) == (7, 1)
    assert to_frames(engine(script, tmp_path), [first])["metric"]["value_text"].to_list() == ["over 40"]
    gone = Script(httpx.ConnectError("nobody is there"))
    assert extract_article(engine(gone, tmp_path), ARTICLE) == first
    assert gone.requests == []


def test_a_budget_of_nothing_reads_what_is_kept(tmp_path: Path) -> None:
    first = extract_article(engine(Script(completion(GOOD)), tmp_path), ARTICLE)
    careful = engine(Script(completion(GOOD)), tmp_path, most_calls=0)
    assert extract_article(careful, ARTICLE) == first
    other = extract_article(careful, replace(ARTICLE, text=TEXT + "More."))
    assert other.is_read is False
    assert "ECOSYSTEM_LLM_MOST_CALLS" in other.rejected[0]["message"]


def test_a_kept_answer_that_cannot_be_read_is_asked_again(tmp_path: Path) -> None:
    script = Script(completion(GOOD))
    first = extract_article(engine(script, tmp_path), ARTICLE)
    (file,) = tmp_path.rglob("*.json")
    file.write_text(json.dumps({"answer": "prose"}))
    assert extract_article(engine(script, tmp_path), ARTICLE) == first
    assert len(script.requests) == 2


def test_a_server_that_is_away_stops_the_refresh(tmp_path: Path) -> None:
    slept: list[float] = []
    with pytest.raises(ServerError, match="cannot be reached"):
        extract_article(engine(Script(httpx.ConnectError("refused")), tmp_path, slept), ARTICLE)
    assert slept


def test_a_useless_answer_stops_nothing_but_its_article(tmp_path: Path) -> None:
    reader = engine(Script(completion("prose"), completion(GOOD)), tmp_path)
    assert [extract_article(reader, ARTICLE).fact_count for _ in range(2)] == [0, 7]


@pytest.mark.parametrize("text", ["", " \n ", FIRST_ARTICLE.text, "x" * 39])
def test_a_text_too_short_for_a_fact_asks_nothing(text: str, tmp_path: Path) -> None:
    script = Script(completion(EMPTY))
    assert engine(script, tmp_path).extract(ArticleText("art", text)) == []
    assert script.requests == []


def test_a_long_article_is_asked_in_parts_and_offsets_count_from_its_start(tmp_path: Path) -> None:
    filler = "The weather in the harbour stayed calm for most of the week. " * 110
    long = ArticleText("art", f"{filler}\n\n{TEXT}")
    script = Script(completion(EMPTY), completion(ORGANIZATIONS))
    stated = engine(script, tmp_path).extract(long)
    assert len(script.requests) == 2
    assert all(len(body["messages"][-1]["content"]) < LONGEST_PART + 200 for body in script.bodies)
    assert [s.name for s in stated if isinstance(s, OrganizationStatement)] == ["Halden Robotics", "Moe University"]
    for statement in stated:
        assert long.text[statement.char_start : statement.char_end].startswith("Halden Robotics and")


def test_names_of_one_part_serve_the_facts_of_another(tmp_path: Path) -> None:
    filler = "The weather in the harbour stayed calm for most of the week. " * 95
    long = ArticleText("art", f"{TEXT}\n\n{filler}\n\nHalden Robotics and MU signed again on Friday.")
    again = {**GOOD["partnerships"][0], "quote": "Halden Robotics and MU signed again on Friday."}
    script = Script(
        completion(ORGANIZATIONS), completion({**EMPTY, "partnerships": [{**again, "date_text": "Friday"}]})
    )
    result = extract_article(engine(script, tmp_path), long)
    assert [row["parties"] for row in result.facts["partnership"]] == [["Halden Robotics", "Moe University"]]


def test_the_version_follows_from_what_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = load_llm_engine(options(tmp_path)).version
    same = options(tmp_path / "x", url="http://127.0.0.1:1", most_calls=1, most_tokens=1, seconds=1)
    assert load_llm_engine(same).version == before
    assert load_llm_engine(options(tmp_path, model="other")).version != before
    assert load_llm_engine(options(tmp_path, answer_tokens=7)).version != before
    monkeypatch.setattr("orchestration.extract.llm.prompt._opening", lambda: ({"role": "system", "content": "New"},))
    assert load_llm_engine(options(tmp_path)).version != before


def test_an_engine_without_a_model_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="set ECOSYSTEM_LLM_MODEL"):
        load_llm_engine(options(tmp_path, model=""))


def test_the_version_is_told_without_httpx() -> None:
    code = (
        "import sys; from orchestration.extract.engines import load_engine\n"
        "load_engine('llm').version; sys.exit('httpx' in sys.modules)"
    )
    environment = {"ECOSYSTEM_LLM_MODEL": "made-up", "PATH": ""}
    assert subprocess.run([sys.executable, "-c", code], check=False, env=environment).returncode == 0


def test_engines_that_ask_are_not_among_those_that_are_scored() -> None:
    assert set(ENGINES) == {"student"}
    with pytest.raises(ValueError, match=r"hybrid, llm, student"):
        load_engine("oracle")


@pytest.mark.parametrize(
    "wrong",
    [
        {"engine": "llm"},
        {"engine": "hybrid"},
        {"llm_url": "127.0.0.1:8080"},
        {"llm_url": "http://user:word@127.0.0.1/v1"},
        {"llm_url": "http://127.0.0.1/v1?key=1"},
        {"hybrid_least_confidence": 1.5},
    ],
)
def test_settings_that_cannot_work_are_refused_at_once_without_telling_the_key(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as caught:
        Settings(**wrong, llm_api_key="k-e-y")
    assert "k-e-y" not in str(caught.value)


@pytest.mark.parametrize("key", ["two\nlines", "schlüssel"])
def test_a_key_that_no_header_can_hold_is_refused_without_telling_it(key: str, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="ECOSYSTEM_LLM_API_KEY") as caught:
        load_llm_engine(options(tmp_path, api_key=SecretStr(key)))
    assert key not in str(caught.value)


def test_the_settings_hide_the_key() -> None:
    settings = Settings(engine="llm", llm_model="made-up", llm_api_key=" k-e-y\n")  # type: ignore[arg-type]
    assert "k-e-y" not in repr(settings) + str(settings) + settings.model_dump_json()
    assert settings.llm_api_key.get_secret_value() == "k-e-y"


@contextmanager
def served(asked: list[str], status: int = 200) -> Iterator[str]:
    """Answer on loopback with the good answer, and note what was asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            body = completion(GOOD).content
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_workers_ask_a_server_by_the_settings_and_need_none_the_second_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [replace(ARTICLE, article_id=f"art_{n:016d}", text=f"{TEXT}Page {n}.\n") for n in range(3)]
    asked: list[str] = []
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("ECOSYSTEM_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ECOSYSTEM_LLM_MODEL", "made-up")
    monkeypatch.setenv("ECOSYSTEM_LLM_API_KEY", "k-e-y")
    with served(asked) as url:
        monkeypatch.setenv("ECOSYSTEM_LLM_URL", url)
        with workers("llm") as some:
            first = list(some.read(articles))
    assert [result.fact_count for result in first] == [7, 7, 7]
    assert len(asked) == 3  # none for the first article of a worker
    with workers("llm") as some:
        assert list(some.read(articles)) == first
    kept = [file.read_text() for file in (tmp_path / "llm").rglob("*") if file.is_file()]
    assert len(kept) == 3
    assert not any("k-e-y" in text for text in kept)


def test_a_server_that_refuses_reaches_the_caller_of_the_workers_with_its_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("ECOSYSTEM_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ECOSYSTEM_LLM_MODEL", "made-up")
    with served([], status=401) as url:
        monkeypatch.setenv("ECOSYSTEM_LLM_URL", url)
        with pytest.raises(ServerError, match="ECOSYSTEM_LLM_API_KEY"), workers("llm") as some:
            list(some.read([ARTICLE]))
