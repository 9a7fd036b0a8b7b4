"""Lists of names: what the model says of siblings is evened out."""

import re

import numpy as np
import pytest

from orchestration.extract.student.labels import RELATION_NAMES, RELATIONS
from orchestration.extract.student.siblings import even_out, siblings
from orchestration.extract.student.span import Span


def names_in(text: str, *names: str) -> list[Span]:
    """Lay the names out where they stand, one after the other."""
    found, at = [], 0
    for word, name in enumerate(names):
        at = text.index(name, at)
        found.append(Span("organization", word, word, at, at + len(name), name, 0.9))
        at += len(name)
    return found


def lists_in(text: str, *names: str) -> list[list[str]]:
    spans = names_in(text, *names)
    return [[spans[number].text for number in group] for group in siblings(text, spans)]


@pytest.mark.parametrize(
    "text",
    [
        "It was joined by Alvo, Brisk Labs and Corvid in May.",
        "Alvo (Oulu), Brisk Labs (Turku), and the Corvid",
        "Alvo; Brisk Labs; Corvid",
        "Winners: Alvo | Brisk Labs | Corvid",
        "- Alvo: boats\n- Brisk Labs: lamps\n- Corvid: birds\n",
        "1. Alvo\n2. Brisk Labs\n3. Corvid",
        "Alvo (Oulu)\nBrisk Labs (Turku)\nCorvid (Vaasa)",
        "Alvo - Oulu\n\nAlvo builds boats.\n\nBrisk Labs - Turku\n\nIt makes lamps.\nFrom waste.\n\nCorvid - Vaasa\n\n",
        "• Alvo, boats\r\n• Brisk Labs, lamps\r\n• Corvid, birds\r\n",
    ],
)
def test_a_list_is_of_names_side_by_side_or_of_alike_lines(text: str) -> None:
    assert lists_in(text, "Alvo", "Brisk Labs", "Corvid") == [["Alvo", "Brisk Labs", "Corvid"]]


@pytest.mark.parametrize(
    "text",
    [
        "Alvo and Brisk Labs met Corvid.",
        "Alvo, which works with Brisk Labs, Corvid",
        "- Alvo: boats\nBrisk Labs: lamps\n- Corvid says it is late\n",
        f"Alvo, {' ' * 20_000} Brisk Labs, Corvid",  # in no time
        "Alvo: boats\n\nOne.\nTwo.\nThree.\nFour.\nBrisk Labs: lamps\nCorvid: birds\n",
    ],
)
def test_other_names_are_no_list(text: str) -> None:
    assert lists_in(text, "Alvo", "Brisk Labs", "Corvid") == []


def test_nobody_stands_in_two_lists() -> None:
    text = "Alvo, Brisk and Corvid\nDune, Eos and Fenix\nGamma, Hydra and Iota\n"
    names = re.findall(r"[A-Z]\w+", text)
    assert lists_in(text, *names) == [names[:3], names[3:6], names[6:]]


def test_one_member_that_is_sure_speaks_for_the_list_and_parties_need_most() -> None:
    text = "Alvo, Brisk Labs and Corvid. Dune"
    spans = names_in(text, "Alvo", "Brisk Labs", "Corvid", "Dune")
    scores = np.full((len(RELATIONS), 4, 4), -2.0, dtype=np.float32)
    for name in ("participant", "party"):
        scores[RELATION_NAMES.index(name), 3, 0] = 3.0
    evened = even_out(scores, text, spans)
    roles, parties = (evened[RELATION_NAMES.index(name), 3, :3] for name in ("participant", "party"))
    assert np.ptp(roles) == np.ptp(parties) == 0
    assert roles[0] > 0 > parties[0]
    untouched = [number for number, name in enumerate(RELATION_NAMES) if name not in {"participant", "party"}]
    assert np.allclose(evened[untouched], scores[untouched])
    assert (evened[:, :, 3] == scores[:, :, 3]).all()
