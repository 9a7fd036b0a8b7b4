"""Laws of clustering mentions, over names from a small alphabet, so that aliases collide all the time."""

from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from orchestration.normalize.clusters import Mention, cluster, keyed_by_article
from orchestration.normalize.corrections import Correction
from orchestration.normalize.decisions import Decisions, contradicting

names = st.sampled_from(["Tern", "Tern Lab", "Havn", "Northern Bay Bank", "NBB", "Nordic Brew Board", "Sterna"])
mentions = st.lists(
    st.builds(
        lambda article, name, aliases: Mention(f"art{article}", name, name, frozenset(aliases) - {name}),
        st.integers(0, 4),
        names,
        st.sets(names, max_size=2),
    ),
    max_size=10,
    unique_by=lambda mention: (mention.article_id, mention.name),
)
corrections = st.lists(
    st.builds(
        lambda same, among: Correction(same, "organization", tuple(sorted(among)), "test"),
        st.booleans(),
        st.sets(names, min_size=2, max_size=3),
    ),
    max_size=4,
)


def groups(found: Sequence[Mention], decisions: Sequence[Correction] = ()) -> set[frozenset[tuple[str | None, str]]]:
    void = contradicting(decisions)
    held = Decisions([entry for entry in decisions if entry not in void])
    sets = cluster(found, held, lambda *_: True)
    return {frozenset((found[m].article_id, found[m].name) for m in members) for members in sets}


@given(mentions, corrections, st.randoms(use_true_random=False))
def test_order_does_not_matter(found: list[Mention], decisions: list[Correction], random: Random) -> None:
    mixed = random.sample(found, len(found))
    assert groups(mixed, decisions[::-1]) == groups(found, decisions)


@given(mentions)
def test_equal_keys_are_always_together(found: list[Mention]) -> None:
    home = {mention: group for group in groups(found) for mention in group}
    for left in found:
        for right in found:
            if left.key == right.key:
                assert home[left.article_id, left.name] == home[right.article_id, right.name]


@given(mentions, corrections)
def test_decisions_hold_unless_they_contradict_each_other(found: list[Mention], decisions: list[Correction]) -> None:
    void = contradicting(decisions)
    keyed = keyed_by_article(found, Decisions([entry for entry in decisions if entry not in void]))
    spellings = [{name for _, name in group} for group in groups(keyed, decisions)]
    for entry in decisions:
        concerned = [group for group in spellings if group & set(entry.names)]
        if entry not in void and entry.is_same:
            assert len(concerned) <= 1
        elif entry not in void:
            assert not any(len(group & set(entry.names)) > 1 for group in concerned)


@given(corrections)
def test_decisions_that_contradict_each_other_are_the_fewest_that_people_can_be_asked_about(
    decisions: list[Correction],
) -> None:
    void = contradicting(decisions)
    assert {entry.is_same for entry in void} in (set(), {True, False})
    assert contradicting([entry for entry in decisions if entry not in void]) == []
