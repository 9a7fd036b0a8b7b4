"""The engine `student`: article in, statements out.

Here: the order of the decoders, thresholds, and which names are stated. Not here: the model's answers (`reading`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from orchestration.extract.protocol import ArticleText, Statement
from orchestration.extract.student.agreements import state_agreements
from orchestration.extract.student.decoding import Decoding
from orchestration.extract.student.model import MODEL_DIR, Model, read_card
from orchestration.extract.student.numbers import state_numbers
from orchestration.extract.student.organizations import state_organizations
from orchestration.extract.student.parts import parts_of
from orchestration.extract.student.persons import state_persons
from orchestration.extract.student.programs import is_fact, state_programs
from orchestration.extract.student.quotes import Quotes
from orchestration.extract.student.reading import Reading, read
from orchestration.extract.student.tuned import Tuned, tuned_of
from orchestration.extract.versions import code_hash
from orchestration.language.names import fold_person

CODE_VERSION = "0.1.0"


@dataclass(frozen=True)
class StudentEngine:
    """Reads with the learned model. Pure: same text, model and thresholds, same statements."""

    version: str
    tuned: Tuned
    folder: Path = MODEL_DIR
    name: str = "student"

    def extract(self, article: ArticleText) -> list[Statement]:
        """Return what the article states, ordered by kind and place."""
        return list(self._statements(article))

    def _statements(self, article: ArticleText) -> Iterator[Statement]:
        for start, end in parts_of(article.text):
            part = replace(article, text=article.text[start:end])
            for found in decode(read(_model(self.folder), part, self.tuned.leans), self.tuned):
                yield replace(found, char_start=found.char_start + start, char_end=found.char_end + start)


def decode(reading: Reading, tuned: Tuned) -> Iterator[Statement]:
    """Turn a reading into statements; a statement refers only to names that are stated too."""
    decoding = Decoding(reading, tuned.limits, Quotes(reading.article.text), _names(reading, tuned.limits))
    for state in (state_organizations, state_programs, state_agreements, state_numbers, state_persons):
        for statement in state(decoding):
            yield replace(statement, confidence=tuned.confidence(statement.fact_type, statement.confidence))


def _names(reading: Reading, limits: Mapping[str, float]) -> dict[int, str]:
    """Return the stated name of each organization, program and place that is sure enough."""
    names = {place: reading.name_of(place) for place in reading.of_letter("l")}
    words_of_people = _words_of_people(reading)
    for letter, kind in (("o", "organization"), ("g", "program")):
        for thing in reading.of_letter(letter):
            if letter == "o" and words_of_people.issuperset(map(fold_person, reading.spellings(thing))):
                continue
            sure = max(reading.spans[i].score for i in reading.things[thing].names)
            if sure >= limits[kind] and (letter != "g" or is_fact(reading, thing)):
                names[thing] = reading.name_of(thing)
    return names


def _words_of_people(reading: Reading) -> frozenset[str]:
    """Return the words of the full names of persons: "Koticha says" speaks of a person, not of a company Koticha.

    On `dev` eight of nine organizations whose only spellings are such words are none.
    """
    names = (fold_person(name).split() for person in reading.of_letter("p") for name in reading.spellings(person))
    return frozenset(word for words in names if len(words) > 1 for word in words)


def load_student_engine(folder: Path = MODEL_DIR) -> StudentEngine:
    """Return the engine with a model, that of the repository unless told otherwise.

    Its version tells code, vocabulary and model.

    Raises:
        MissingModelError: the model's card is missing.
    """
    card = read_card(folder)
    version = f"{CODE_VERSION}+{code_hash('orchestration.extract.student')}.{card['version']}"
    return StudentEngine(version, tuned_of(card), folder)


@cache
def _model(folder: Path) -> Model:
    """Open the model when the first article comes: a refresh with nothing new asks only for the version."""
    return Model(folder)
