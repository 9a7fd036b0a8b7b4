"""Zones: what belongs to another article, or to the page, states nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.extract.zones import split_blocks


def kinds(text):
    return [block.kind for block in split_blocks(text)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("RELATED: Aster Lab partners with Birch Bank", "furniture"),
        ("Read also: Aster Lab partners with Birch Bank.", "furniture"),
        ("© 2024 Aster Times", "furniture"),
        ("Share", "furniture"),
        ("-----", "furniture"),
        ("Aster opens a lab", "heading"),
        ("# Aster opens a lab", "heading"),
        ("Aster opened a lab in May.", "paragraph"),
        ("- Aster Lab, which grows moss", "bullet"),
        ("(ii) Aster Lab grows moss.", "bullet"),
        ("| Aster Lab | Lima |", "row"),
        ("Aster Lab | Lima | moss", "row"),
    ],
)
def test_kind_of_a_line(line, kind):
    assert kinds("Title\n\n" + line)[-1] == kind


def test_what_follows_the_closing_line_is_furniture():
    assert (
        kinds("Title\n\nAster opened a lab.\n\nLeave a Reply\n\nBirch Bank signed with Aster.")[2:] == ["furniture"] * 2
    )


BODY = "Aster Lab, which has grown moss since 1998, opened a second lab in Lima."
MORE = "Birch Bank will pay for the moss, the tables and the lamps of both labs."


@pytest.mark.parametrize(
    "line",
    [
        "Cookie Robotics signed a partnership agreement with Aster Lab.",
        "Aster Lab published a catalog in Lima.",
        "A cookie for every guest of Aster Lab",
    ],
)
def test_words_of_furniture_in_a_sentence_make_none(line):
    assert kinds("Title\n\n" + line)[-1] != "furniture"


@pytest.mark.parametrize("line", ["We use cookies for better moss.", "Accept all cookies", "Read our cookie policy."])
def test_notices_of_cookies_are_furniture(line):
    assert kinds("Title\n\n" + line)[-1] == "furniture"


@pytest.mark.parametrize("bar", ["Share", "Comments", "Newsletter", "Share this article"])
def test_a_bar_ends_nothing_while_running_text_follows(bar):
    assert kinds(f"Title\n\n{bar}\n\n{BODY}\n\n{MORE}")[2:] == ["paragraph"] * 2
    assert kinds(f"Title\n\n{BODY}\n\n{bar}\n\n{MORE}")[1:] == ["paragraph", "furniture", "paragraph"]


def test_a_bar_below_the_body_ends_the_article():
    text = f"Title\n\n{BODY}\n\nShare\n\nMail\n\nAster Lab partners with Birch Bank"
    assert kinds(text)[2:] == ["furniture"] * 3


def test_a_box_of_teasers_ends_with_the_next_running_text():
    text = f"Title\n\n{BODY}\n\nRelated stories\n\nCedar partners with Birch Bank\n\n{MORE}"
    assert kinds(text)[1:] == ["paragraph", "furniture", "furniture", "paragraph"]


@pytest.mark.parametrize("head", ["Leave a Reply", "Comments (2)", "2 comments", "Comments\n\nPost a comment"])
def test_comments_are_furniture_however_long(head):
    assert set(kinds(f"Title\n\n{BODY}\n\n{head}\n\n{MORE}\n\n{MORE}")[2:]) == {"furniture"}


def test_an_article_that_goes_on_after_share_buttons_is_read():
    assert kinds("Title\n\nShare\n\n" + "Aster opened a lab. " * 30)[-1] == "paragraph"


def test_hard_wrapped_lines_are_one_paragraph():
    text = "Aster Lab, which has grown moss for longer than anybody in\nthe city can remember, opened a lab."
    assert len(split_blocks("Title\n\n" + text)) == 2


@pytest.mark.parametrize("line", ["[Exclusive] Aster opens a lab", "# [Busan Tech] Aster opens a lab"])
def test_the_label_of_a_column_is_no_part_of_the_headline(line):
    label, headline = split_blocks(line + "\n\nAster opened a lab.")[:2]
    assert (label.kind, headline.text.strip()) == ("furniture", "Aster opens a lab")
    assert (label.start, headline.end) == (0, len(line))


def test_brackets_before_a_later_paragraph_are_read():
    text = "Aster opens a lab\n\n[Pune, India] Aster opened a lab.\n\n[Moss Program] It supports 50 startups."
    assert [block.kind for block in split_blocks(text)] == ["heading", "paragraph", "paragraph"]


@pytest.mark.parametrize("line", ["[Aster](https://aster.example) opens a lab", "The [new] lab opens", "[Aster]"])
def test_brackets_elsewhere_are_no_label(line):
    assert kinds(line + "\n\nAster opened a lab.")[0] != "furniture"


@given(st.text(alphabet=st.sampled_from("aB[]. \n\t|-*#>•1)é가😀"), max_size=200))
def test_blocks_keep_their_place_and_lie_in_order(text):
    end = 0
    for block in split_blocks(text):
        assert end <= block.start < block.end <= len(text)
        assert len(block.text) == block.end - block.start
        end = block.end
