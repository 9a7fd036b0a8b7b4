"""From numbers that the model found to metrics, with scores as a model would give them."""

import numpy as np
import pytest

from orchestration.extract.protocol import ArticleText, MetricStatement
from orchestration.extract.student.decoding import Decoding
from orchestration.extract.student.labels import CLASSES, RELATION_NAMES, RELATIONS
from orchestration.extract.student.numbers import state_numbers
from orchestration.extract.student.quotes import Quotes
from orchestration.extract.student.reading import Reading
from orchestration.extract.student.span import Span
from orchestration.extract.student.things import Thing
from orchestration.extract.student.tuned import LIMITS

NAME = "Halden Robotics"


def values(text: str, *numbers: str) -> list[str]:
    """The words of the metrics that are stated."""
    return [each.value_text for each in stated_by(text, *numbers)]


def times(text: str, *numbers: str) -> list[str | None]:
    """The words of their times."""
    return [each.date_text for each in stated_by(text, *numbers)]


def stated_by(text: str, *numbers: str) -> list[MetricStatement]:
    """The metrics that are stated where the model takes these words for numbers of the organization."""
    found = [(NAME, "organization"), *((words, "number") for words in numbers)]
    spans = [Span(layer, at, at, text.index(words), text.index(words) + len(words), words, 0.9)
             for at, (words, layer) in enumerate(found)]  # fmt: skip
    things = [Thing("o", [0]), *(Thing("q", [number]) for number in range(1, len(spans)))]
    size = len(spans)
    scores = np.full((len(RELATIONS), size, size), -20.0, dtype=np.float32)
    scores[RELATION_NAMES.index("counts"), 1:, 0] = 5.0
    classes = {name: np.ones((size, len(kinds)), dtype=np.float32) for name, kinds in CLASSES.items()}
    article = ArticleText("art_0000000000000000", text)
    reading = Reading(article, spans, things, classes, scores, np.ones_like(scores, dtype=bool))
    return list(state_numbers(Decoding(reading, LIMITS, Quotes(text), {0: NAME})))


@pytest.mark.parametrize(
    ("text", "numbers", "stated"),
    [
        (" spent €6m ($6.7m; £5.2m) on it.", ["€6m", "$6.7m", "£5.2m"], ["€6m"]),
        (" spent 31 billion won (US$23 million).", ["31 billion won", "US$23 million"], ["31 billion won"]),
        (" has €6m (€2m of it borrowed).", ["€6m", "€2m"], ["€6m", "€2m"]),
        (" has $10m (€2m of it borrowed).", ["$10m", "€2m"], ["$10m", "€2m"]),
        (" pays €500 (90 days).", ["€500", "90 days"], ["€500", "90 days"]),
        (" pays for 90 days ($4,000).", ["90 days", "$4,000"], ["90 days", "$4,000"]),
        (" has €6m, $4m, and £3m.", ["€6m", "$4m", "£3m"], ["€6m", "$4m", "£3m"]),
        (" has €6m and $4m.", ["€6m", "$4m"], ["€6m", "$4m"]),
        (" has 40 researchers ($4m a year).", ["40 researchers", "$4m"], ["40 researchers", "$4m"]),
    ],
)
def test_an_amount_told_again_in_another_currency_is_stated_once(
    text: str, numbers: list[str], stated: list[str]
) -> None:
    assert values(NAME + text, *numbers) == stated


def test_a_number_has_the_time_of_its_clause_and_a_length_has_none() -> None:
    text = f"{NAME} had 40 researchers in 2023. It offers 6 weeks in 2024. It has 3 labs."
    assert times(text, "40 researchers", "6 weeks", "3 labs") == ["2023", None, None]
