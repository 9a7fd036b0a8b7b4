"""`make doctor`: print what was found, for a person or as JSON. Exit status 1 says that something is wrong."""

from __future__ import annotations

import json
import logging
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from difflib import get_close_matches

from orchestration.doctor import Finding, examine, summed_up, worst
from orchestration.settings import Settings

SET_BY_ITSELF = ("DAGSTER_DIR", "DAGSTER_LOG_DIR", "DAGSTER_DATABASE_URL", "NEXT_PATH", "PAST_PATH")
"""Variables that one part of the system sets for another: no person does."""


def run_doctor(settings: Settings, environment: Mapping[str, str], *, as_json: bool) -> int:
    """Look at everything and print it; return 0 when nothing is wrong, else 1."""
    # Imported late: whoever asks about a setting that is refused does not wait for Dagster.
    from orchestration.cli.dagster_facts import look_at_dagster

    warnings.filterwarnings("ignore")
    logging.disable(logging.WARNING)
    return report([judge_settings(environment), *examine(settings, look_at_dagster)], as_json=as_json)


def refused(messages: Sequence[str], *, as_json: bool) -> int:
    """Print settings that can't be used; without them, nothing else can be looked at."""
    advice = "Correct or unset it; orchestration/settings.py describes all of them."
    return report([Finding("wrong", "settings", message, advice) for message in messages], as_json=as_json)


def judge_settings(environment: Mapping[str, str]) -> Finding:
    """Say whether variables of the environment look like settings, but are none."""
    known = {f"ECOSYSTEM_{name}".upper() for name in Settings.model_fields}
    expected = known | {f"ECOSYSTEM_{name}" for name in SET_BY_ITSELF}
    unknown = sorted(name for name in environment if name.startswith("ECOSYSTEM_") and name not in expected)
    if not unknown:
        used = sorted(known & {name for name, value in environment.items() if value})
        return Finding("ok", "settings", f"Valid; set are {', '.join(used)}." if used else "Valid, all as by default.")
    near = get_close_matches(unknown[0], known, 1)
    advice = f"Perhaps {near[0]} is meant." if near else "Unset it; orchestration/settings.py describes all settings."
    return Finding("warning", "settings", f"{', '.join(unknown)}: no such setting, so it does nothing.", advice)


def report(findings: Sequence[Finding], *, as_json: bool) -> int:
    """Print findings and return the exit status."""
    state = worst(findings)
    if as_json:
        looked_at = datetime.now(UTC).isoformat(timespec="seconds")
        found = {"state": state, "looked_at": looked_at, "findings": [asdict(finding) for finding in findings]}
        print(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        print(*_lines(findings), sep="\n")
    sys.stdout.flush()
    return int(state == "wrong")


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    width = max((len(finding.subject) for finding in findings), default=0)
    for finding in findings:
        yield f"{finding.state:8}{finding.subject:{width}}  {finding.says}"
        if finding.advice:
            yield f"{'':8}{'':{width}}  > {finding.advice}"
    yield summed_up(findings)
