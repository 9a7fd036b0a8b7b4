"""Power cuts: an exception at the n-th step that reaches the disk, the network or the saved state."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


class PowerCut(BaseException):
    """Nothing in the code may catch this."""


class Steps:
    """Counts steps; the step with the number `last` is not done, or done and nothing after it."""

    def __init__(self, last: int, *, done: bool = False) -> None:
        self.count, self.last, self.done = 0, last, done

    def wrap(self, action: Callable[..., Any]) -> Callable[..., Any]:
        """The same action, as a step."""

        def step(*args: Any, **options: Any) -> Any:
            self.count += 1
            is_last = self.count == self.last  # steps may be made of steps
            if is_last and not self.done:
                raise PowerCut
            result = action(*args, **options)
            if is_last:
                raise PowerCut
            return result

        return step


def cut_at(step: int, patched: pytest.MonkeyPatch, *, done: bool = False) -> Steps:
    """Let the power fail at that step of those that write, sync, rename, remove or make folders."""
    steps = Steps(step, done=done)
    for place, name in ((os, "fsync"), (Path, "replace"), (Path, "unlink"), (Path, "mkdir"), (Path, "open")):
        patched.setattr(place, name, steps.wrap(getattr(place, name)))
    return steps
