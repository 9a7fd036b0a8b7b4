"""What every finding of the doctor must be like."""

from __future__ import annotations

import re

from orchestration.doctor.finding import Finding, State


def expect(finding: Finding, state: State, says: str) -> None:
    """A finding of that state that says this; what is not well comes with advice, and only that."""
    assert finding.state == state, finding
    assert re.search(says, finding.says), finding
    assert bool(finding.advice) == (state != "ok"), finding
