"""A running `make ui`: where it is, and what its GraphQL interface says about runs."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

from tests.support.processes import wait_for

RUNS = "{runsOrError {... on Runs {results {runId status creationTime tags {key value}}}}}"
LOCATIONS = "{workspaceOrError {... on Workspace {locationEntries {name loadStatus locationOrLoadError {__typename}}}}}"
FRESHNESS = "{assetNodes {assetKey {path} freshnessStatusInfo {freshnessStatus}}}"
ENDED = {"SUCCESS", "FAILURE", "CANCELED"}
Run = dict[str, Any]
direct = build_opener(ProxyHandler({}))


class DagsterUI:
    """The UI on a port of this machine."""

    def __init__(self, port: int, log: Path) -> None:
        """Name the port that it listens on and the file that it writes to."""
        self.address, self.log = f"http://127.0.0.1:{port}", log

    def ask(self, query: str) -> dict[str, Any]:
        """The answer of the GraphQL interface."""
        body = json.dumps({"query": query}).encode()
        request = Request(f"{self.address}/graphql", body, {"Content-Type": "application/json"})
        with direct.open(request, timeout=60) as answer:
            found: dict[str, Any] = json.loads(answer.read())
        return found["data"]

    def is_up(self) -> bool:
        """The definitions are loaded"""
        try:
            entries = self.ask(LOCATIONS)["workspaceOrError"]["locationEntries"]
        except (URLError, ConnectionError, TimeoutError):
            return False
        return [entry["locationOrLoadError"]["__typename"] for entry in entries] == ["RepositoryLocation"]

    def runs(self) -> list[Run]:
        """All runs, newest first."""
        results: list[Run] = self.ask(RUNS)["runsOrError"]["results"]
        return results

    def freshness(self) -> dict[str, str]:
        """What the freshness daemon says of each asset that has a policy."""
        nodes = [node for node in self.ask(FRESHNESS)["assetNodes"] if node["freshnessStatusInfo"]]
        return {node["assetKey"]["path"][-1]: node["freshnessStatusInfo"]["freshnessStatus"] for node in nodes}

    def wait_for_success(self, is_wanted: Callable[[Run], bool], seconds: float) -> Run:
        """Wait until a wanted run has ended; it must be green."""

        def ended() -> list[Run]:
            return [run for run in self.runs() if run["status"] in ENDED and is_wanted(run)]

        started = time.monotonic()
        try:
            run = wait_for(ended, seconds, every=2)[-1]
        except AssertionError as error:
            shown = [(run["status"], tags(run)) for run in self.runs()]
            raise AssertionError(f"no such run in {time.monotonic() - started:.0f} s, but {shown}") from error
        assert run["status"] == "SUCCESS", self.why(run["runId"])
        return run

    def why(self, run_id: str) -> str:
        """The errors of a run."""
        events = "... on ErrorEvent {error {message} } ... on MessageEvent {message}"
        query = f'{{logsForRun(runId: "{run_id}") {{... on EventConnection {{events {{__typename {events}}}}}}}}}'
        found = self.ask(query)["logsForRun"]["events"]
        return "\n".join(str(event) for event in found if "Failure" in event["__typename"])[-4000:]


def tags(run: Run) -> dict[str, str]:
    """The tags of a run."""
    return {tag["key"]: tag["value"] for tag in run["tags"]}


def was_started_by(kind: str, name: str) -> Callable[[Run], bool]:
    """Runs that a schedule or sensor of that name has started."""
    return lambda run: tags(run).get(f"dagster/{kind}_name") == name


def was_started_by_hand(run: Run) -> bool:
    """Runs that a person has started."""
    return not {"dagster/schedule_name", "dagster/sensor_name"} & set(tags(run))
