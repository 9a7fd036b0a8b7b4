"""What a poll did, in numbers for the log; what became of each feed and page stands in the tables of `state`."""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.load.models import Problem


@dataclass(frozen=True)
class PollResult:
    """What one call did, and why it stopped early, if it did.

    `pages_waiting` are addresses that a later poll will fetch, because each takes up so many only.
    """

    feeds_polled: int = 0
    feeds_failed: int = 0
    pages_stored: int = 0
    pages_unchanged: int = 0
    pages_failed: int = 0
    pages_found_again: int = 0
    pages_waiting: int = 0
    stopped_by: Problem | None = None

    @property
    def counts(self) -> dict[str, int]:
        """The numbers by their names."""
        return {name: value for name, value in vars(self).items() if isinstance(value, int)}
