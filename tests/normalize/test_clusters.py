"""Laws of clustering mentions, over names from a small alphabet, so that aliases collide all the time."""

from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from orchestration.normalize.clusters import Mention, cluster
from orchestration.normalize.corrections import Correction

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
        lambda same, pair: Correction(same, "organization", tuple(sorted(pair)), "test"),
        st.booleans(),
        st.sets(names, min_size=2, max_size=2),
    ),
    max_size=2,
)


def groups(found: Sequence[Mention], decisions: Sequence[Correction] = ()) -> set[frozenset[tuple[str | None, str]]]:
    sets = cluster(found, decisions, lambda *_: True)
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


@given(mentions, st.sets(names, min_size=2, max_size=2))
def test_what_people_hold_apart_stays_apart(found: list[Mention], pair: set[str]) -> None:
    decision = Correction(False, "organization", tuple(sorted(pair)), "test")
    assert not any(pair <= {name for _, name in group} for group in groups(found, [decision]))
