"""The scores as a page: what `--write` writes, and what the command prints.

Here: which tables there are, and in which order. Not here: the figures (`counts` and its neighbours), how a table is
written (`markdown`), what engines that are gone reached (`recorded`), when the page is stale (`fingerprint`). What each
table says is explained in docs/evaluation.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from orchestration.evaluation.calibration import bins_of, expected_error
from orchestration.evaluation.causes import causes_of
from orchestration.evaluation.counts import Tally, macro_f1, share_of, tally_of
from orchestration.evaluation.families import FAMILY_NAMES, SLOT_NAMES
from orchestration.evaluation.groups import by_hand, by_style
from orchestration.evaluation.intervals import MACRO, Interval, f1_intervals, share_intervals
from orchestration.evaluation.markdown import NOTHING, figure, table, with_interval
from orchestration.evaluation.negatives import negatives_of
from orchestration.evaluation.recorded import Record
from orchestration.evaluation.run import Evaluation
from orchestration.evaluation.scoring import Outcome

Evaluations = Sequence[Evaluation]
Scores = tuple[Mapping[str, Tally], Mapping[str, Interval]]
"""By family: counts, and intervals of F1."""


def body(collection: str, evaluations: Evaluations, recorded: Sequence[Record] = ()) -> str:
    """Return the tables of all engines on one collection, as Markdown without a title."""
    scores = {each.engine: _scores_of(each.outcomes) for each in evaluations}
    before = {f"{each.engine} (recorded)": (each.tallies, each.intervals) for each in recorded}
    outcomes = evaluations[0].outcomes
    hard = sum(outcome.sample.is_negative for outcome in outcomes)
    about = f"Collection `{collection}`: {len(outcomes)} articles, {hard} of them hard negatives."
    parts = [f"{about} In square brackets: 95 % intervals, from articles drawn anew."]
    parts += ["## Engines", _engines(before | scores), *map(_origin, recorded)]
    parts += [part for name, each in (before | scores).items() for part in (f"## Families: {name}", _families(each))]
    parts += ["## Slots of found facts", _slots(evaluations)]
    parts += [part for each in evaluations for part in _groups(each)]
    parts += [part for part in _negatives(evaluations) if hard]
    parts += [part for each in evaluations for part in (f"## Causes of errors: {each.engine}", _causes(each.outcomes))]
    parts += [part for each in evaluations for part in (f"## Calibration: {each.engine}", _calibration(each.outcomes))]
    return "\n\n".join(parts)


def _scores_of(outcomes: Sequence[Outcome]) -> Scores:
    tallies = {family: tally_of(outcomes, family) for family in FAMILY_NAMES}
    return tallies, f1_intervals(outcomes, FAMILY_NAMES)


def _engines(scores: Mapping[str, Scores]) -> str:
    rows = []
    for name, (tallies, intervals) in scores.items():
        macro = with_interval(macro_f1(tallies.values()), intervals[MACRO])
        rows.append([name, macro, *(figure(tallies[family].f1) for family in FAMILY_NAMES)])
    return table(["engine, F1", "macro", *FAMILY_NAMES], rows)


def _origin(record: Record) -> str:
    when = f"Recorded on {record.measured_on}, before the engine was deleted, with version `{record.version}`."
    return f"`{record.engine}`: {record.about} {when}"


def _families(scores: Scores) -> str:
    tallies, intervals = scores
    rows = []
    for family in FAMILY_NAMES:
        tally = tallies[family]
        figures = [figure(tally.precision), figure(tally.recall), with_interval(tally.f1, intervals[family])]
        rows.append([family, *figures, str(tally.right), str(tally.wrong), str(tally.missed)])
    return table(["family", "precision", "recall", "F1", "right", "wrong", "missed"], rows)


def _slots(evaluations: Evaluations) -> str:
    intervals = [share_intervals(each.outcomes, SLOT_NAMES) for each in evaluations]
    rows = []
    for slot in SLOT_NAMES:
        cells = [slot]
        for each, known in zip(evaluations, intervals, strict=True):
            share = share_of(each.outcomes, slot)
            cells += [with_interval(share.share, known.get(slot)), f"{share.right} of {share.of}"]
        rows.append(cells)
    return table(["slot", *(name for each in evaluations for name in (each.engine, "right"))], rows)


def _groups(evaluation: Evaluation) -> Iterator[str]:
    """Yield a table of families and one of slots for each grouping that tells articles apart."""
    for name, groups in (("style", by_style(evaluation.outcomes)), ("hand", by_hand(evaluation.outcomes))):
        if len(groups) > 1:
            yield f"## By {name}: {evaluation.engine}"
            yield _families_by_group(f"{name}, F1", groups)
            yield _slots_by_group(f"{name}, share right", groups)


def _families_by_group(title: str, groups: Mapping[str, Sequence[Outcome]]) -> str:
    rows = []
    for group, outcomes in groups.items():
        tallies = [tally_of(outcomes, family) for family in FAMILY_NAMES]
        cells = [NOTHING if tally.is_empty else figure(tally.f1) for tally in tallies]
        rows.append([group, str(len(outcomes)), *cells])
    return table([title, "articles", *FAMILY_NAMES], rows)


def _slots_by_group(title: str, groups: Mapping[str, Sequence[Outcome]]) -> str:
    rows = []
    for group, outcomes in groups.items():
        shares = [share_of(outcomes, slot) for slot in SLOT_NAMES]
        rows.append([group, *(f"{figure(each.share)} ({each.of})" if each.of else NOTHING for each in shares)])
    return table([title, *SLOT_NAMES], rows)


def _negatives(evaluations: Evaluations) -> Iterator[str]:
    yield "## Hard negatives, per ten articles"
    rows = []
    for each in evaluations:
        if found := negatives_of(each.outcomes):
            counts = (
                found.partnerships_stated, found.partnerships_true, found.programs_stated, found.programs_true,
            )  # fmt: skip
            rows.append([each.engine, *map(figure, counts)])
    yield table(["engine", "partnerships stated", "in the gold", "programs stated", "in the gold"], rows)


def _causes(outcomes: Sequence[Outcome]) -> str:
    """Return how many facts are missed and wrong by what the other side has in their place."""
    rows = [[f"{each.family}: {each.name}", str(each.missed), str(each.wrong)] for each in causes_of(outcomes)]
    return table(["in its place stands", "missed", "wrong"], rows)


def _calibration(outcomes: Sequence[Outcome]) -> str:
    """Return the share that is right per family and bin, with the number of facts; only bins that hold facts."""
    found = {family: {each.low: each for each in bins_of(outcomes, family)} for family in FAMILY_NAMES}
    lows = sorted({low for bins in found.values() for low in bins})
    rows = []
    for family, bins in found.items():
        cells = [f"{figure(bins[low].share_right)} ({bins[low].facts})" if low in bins else NOTHING for low in lows]
        rows.append([family, *cells, figure(expected_error(list(bins.values())))])
    return table(["confidence from", *(f"{low:.1f}" for low in lows), "expected error"], rows)
