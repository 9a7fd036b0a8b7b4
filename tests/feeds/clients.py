"""The client as these tests use it: a manual clock, no chance, and the fixture site as an allowed host."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from orchestration.feeds.client import Client, Failure, Fetched, Limits, Politeness
from tests.support.clocks import ManualClock

CONTACT = "https://ledger.example/about"
LOCAL = frozenset({"127.0.0.1"})


def client(
    clock: ManualClock | None = None,
    *,
    allowed_hosts: frozenset[str] = LOCAL,
    limits: Mapping[str, Any] | None = None,
    names: Mapping[str, list[str]] | Callable[[str, int, float], list[str]] | None = None,
    **politeness: Any,
) -> Client:
    """A client; `names` are the answers of the name server, `politeness` and `limits` what differs from the usual."""
    answers = names or {"127.0.0.1": ["127.0.0.1"]}
    return Client(
        Politeness(CONTACT, **politeness),
        Limits(allowed_hosts=allowed_hosts, **(limits or {})),
        clock=(clock or ManualClock()).clock,
        random=lambda: 1.0,
        resolve=answers if callable(answers) else lambda host, port, timeout: answers[host],
    )


def fetched(result: Fetched | Failure) -> Fetched:
    """The answer; fails with the message otherwise."""
    assert isinstance(result, Fetched), result
    return result


def failed(result: Fetched | Failure) -> Failure:
    """The failure."""
    assert isinstance(result, Failure), result
    return result
