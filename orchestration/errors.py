"""Errors that a person can act on: what is wrong, and what to do next, in one line each.

Here: faults of the surroundings (folders, locks, versions). Not here: faults of single files or facts; those are rows
of `data_issues`.
"""

from __future__ import annotations

from typing import Self


class LedgerError(Exception):
    """A fault that stops a refresh; its message says what to do."""


class BusyError(LedgerError):
    """Another refresh writes to the same data folder, or to the same lake."""

    @classmethod
    def writing_to(cls, place: object) -> Self:
        """Return the error about a folder or a catalog."""
        return cls(
            f"Another refresh is writing to {place}: wait until it has ended (see the runs in the UI, `make ui`)."
        )
