"""How far what the model says can be trusted: lines fitted on `dev` that turn it into shares of right facts.

Logistic regression on the log odds (Platt, 1999: "Probabilistic outputs for support vector machines"), one line for
each type of fact. A line never falls: more certain is never less trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from orchestration.evaluation.calibration import judged_facts
from orchestration.evaluation.scoring import Outcome
from orchestration.extract.student.tuned import log_odds

FACT_TYPES = {
    "organizations": "organization",
    "partnerships": "partnership",
    "programs": "program",
    "participants": "program_organization",
    "metrics": "metric",
    "people": "person_role",
}
STEPS, PRIOR = 50, 1.0
"""Newton steps; weight of the belief that the slope is 0, as of one fact."""


def lines_of_trust(outcomes: Sequence[Outcome]) -> dict[str, tuple[float, float]]:
    """Return offset and slope of each type of fact; `outcomes` hold what the model says as confidence."""
    lines = {}
    for family, fact_type in FACT_TYPES.items():
        judged = list(judged_facts(outcomes, family))
        if judged:
            lines[fact_type] = line_of_trust(judged)
    return lines


def line_of_trust(judged: Iterable[tuple[float, bool]]) -> tuple[float, float]:
    """Return offset and slope for facts with what the model says of each, and whether it is right."""
    said, right = (np.asarray(column, dtype=np.float64) for column in zip(*judged, strict=True))
    odds = np.asarray([log_odds(each) for each in said])
    # Platt's targets: with few facts, none is quite right or wrong.
    target = np.where(right > 0, (right.sum() + 1) / (right.sum() + 2), 1 / ((1 - right).sum() + 2))
    inputs = np.stack([np.ones_like(odds), odds])
    line = np.zeros(2)
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-line @ inputs))
        slope = inputs @ (share - target) + [0, PRIOR * line[1]]
        bend = (inputs * share * (1 - share)) @ inputs.T + np.diag([1e-9, PRIOR])
        line = line - np.linalg.solve(bend, slope)
    if line[1] < 0:
        line = np.asarray([log_odds(float(target.mean())), 0.0])
    return round(float(line[0]), 4), round(float(line[1]), 4)
