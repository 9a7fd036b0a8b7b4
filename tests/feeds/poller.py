"""A poll as a process of its own: `python -m tests.feeds.poller <feed> <step to be killed at, or 0> <raw> <state>`."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orchestration.feeds.client import Client, Limits, Politeness
from orchestration.feeds.listing import Feed
from orchestration.feeds.poll import poll
from orchestration.feeds.state import Changes, State
from orchestration.feeds.store import Store


def main(address: str, kill_at: int, raw: Path, saved: Path) -> None:
    """Poll one feed, with what earlier processes have saved."""
    state = State()
    if saved.exists():
        for changes in pickle.loads(saved.read_bytes()):
            state.apply(changes)
    history = [Changes(tuple(state.polls.values()), tuple(state.fetches.values()))]

    def save(changes: Changes) -> None:
        history.append(changes)
        part = saved.with_suffix(".part")
        part.write_bytes(pickle.dumps(history))
        part.replace(saved)

    politeness = Politeness("press@quay.example.org", seconds_between_requests=0)
    with Client(politeness, Limits(allowed_hosts=frozenset({"127.0.0.1"}))) as client:
        _kill_at(kill_at, client)
        feeds = [Feed(address=address)]
        poll(feeds, state, client, Store(raw), lambda: datetime.now(UTC), save)


def _kill_at(step: int, client: Client) -> None:
    done = 0

    def counted(action: Callable[..., Any]) -> Callable[..., Any]:
        def act(*args: Any, **options: Any) -> Any:
            nonlocal done
            result = action(*args, **options)
            done += 1
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return act

    os.fsync, os.replace = counted(os.fsync), counted(os.replace)
    client.fetch = counted(client.fetch)  # type: ignore[method-assign]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
