"""Gold as targets: what the network is asked is what the annotation says."""

import random

import pytest
from tokenizers import Tokenizer

from orchestration.extract.student.labels import CLASSES, LAYERS, RELATION_NAMES
from orchestration.extract.student.model import MODEL_DIR
from orchestration.extract.student.tokens import MASK, load_tokenizer
from orchestration.learning.examples import Example, example_of, with_hidden_words
from orchestration.learning.markup import AnnotatedArticle, parse_article

ARTICLE = parse_article(
    """style: x

[o1 Halden Robotics] and the [o2 Institute of [o3 Moe College]] signed a [a1 pact]. [o1+o2~ Both] fund the
[g1 Harbour Lab] in [l1 Oulu] with [q1 40 engineers]. [x Read also: trams]
---
o1 type=company
o2 type=research_institute
o3 type=university
a1 kind=mou parties=o1,o2
l1 city=Oulu country=FI
g1 kind=lab funders=o1,o2 at=l1
q1 of=g1 measure=engineers low=40 high=40 unit=people planned
""",
    "halden",
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return load_tokenizer(MODEL_DIR / "tokenizer.json")


@pytest.fixture(scope="module")
def example(tokenizer: Tokenizer) -> Example:
    return example_of(ARTICLE, tokenizer)


def words(example: Example, layer: str) -> list[str]:
    """The spans of a layer, read back from the tags."""
    row, found = example.tags[LAYERS.index(layer)], []
    for at, tag in enumerate(row.tolist()):
        piece = ARTICLE.text[example.encoded.starts[at] : example.encoded.ends[at]]
        if tag == 1:
            found.append([piece])
        elif tag == 2:
            found[-1].append(piece)
    return [" ".join(each) for each in found]


def test_tags_give_the_marked_words_back(example: Example) -> None:
    assert words(example, "organization") == ["Halden Robotics", "Institute of Moe College"]
    assert words(example, "organization_inside") == ["Moe College"]
    assert words(example, "organization_word") == ["Both"]
    assert words(example, "outside") == ["Read also : trams"]


def test_relations_hold_between_things_whatever_mentions_them(example: Example) -> None:
    letters = example.thing_kinds
    found = {(RELATION_NAMES[r], letters[a], letters[b]) for r, a, b in example.relations}
    assert found == {("party", "a", "o"), ("funder", "g", "o"), ("located", "g", "l"), ("counts", "q", "g")}
    both = next(i for i, span in enumerate(example.spans.tolist()) if LAYERS[span[0]] == "organization_word")
    assert sum(both in members for members in example.things) == 2
    assert both not in example.names


def test_classes_are_those_of_the_fact_lines(example: Example) -> None:
    names = list(CLASSES)
    number = next(i for i, span in enumerate(example.spans.tolist()) if LAYERS[span[0]] == "number")
    row = dict(zip(names, example.classes[number].tolist(), strict=True))
    assert CLASSES["measure"][row["measure"]] == "engineers"
    assert CLASSES["time"][row["time"]] == "planned"
    assert row["organization_type"] == -1


def words_of(article: AnnotatedArticle, example: Example, mention: int) -> str:
    _, first, last = example.spans[mention]
    return article.text[example.encoded.starts[first] : example.encoded.ends[last]]


def test_a_district_lies_in_the_city_that_the_article_names(tokenizer: Tokenizer) -> None:
    article = parse_article(
        "style: x\n\n[o1 Halden] of [l1 Nyhavna], [l2 Trondheim], met people from [l3 Norway].\n"
        "---\no1 type=company at=l1\nl1 city=Trondheim country=NO\nl2 city=Trondheim country=NO\nl3 country=NO\n",
        "halden",
    )
    example = example_of(article, tokenizer)
    lies_in = RELATION_NAMES.index("lies_in")
    names = [words_of(article, example, thing[0]) for thing in example.things]
    assert [(names[a], names[b]) for r, a, b in example.relations if r == lies_in] == [("Nyhavna", "Trondheim")]


def test_hidden_words_keep_their_shape_and_place(example: Example) -> None:
    hidden = with_hidden_words(example.encoded, 1.0, random.Random(1))
    assert set(hidden.ids.tolist()) == {MASK}
    assert (hidden.features == example.encoded.features).all()
    assert (with_hidden_words(example.encoded, 0.0, random.Random(1)).ids == example.encoded.ids).all()


def test_a_word_for_several_agreements_is_asked_for_the_parties_of_all(tokenizer: Tokenizer) -> None:
    article = parse_article(
        """style: x

[o1 Halden] signed [a1+a2 agreements] with [o2 Moe] and [o3 Ruud] on [d1 Monday]; the [a1 pact] with [o2 Moe]
is a lab's.
---
o1 type=company
o2 type=company
o3 type=company
a1 kind=joint_center parties=o1,o2 date=d1 year=2025
a2 kind=mou parties=o1,o3 date=d1 modality=planned
""",
        "several",
    )
    example = example_of(article, tokenizer)
    found = {
        tuple(example.texts[each] for each in members): sorted(
            example.texts[example.things[tail][0]] for _, head, tail in example.relations if head == thing
        )
        for thing, members in enumerate(example.things)
        if example.thing_kinds[thing] == "a"
    }
    assert found == {("agreements",): ["Halden", "Moe", "Monday", "Ruud"], ("pact",): ["Halden", "Moe", "Monday"]}
