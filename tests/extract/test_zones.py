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


def test_an_article_that_goes_on_after_share_buttons_is_read():
    assert kinds("Title\n\nShare\n\n" + "Aster opened a lab. " * 30)[-1] == "paragraph"


def test_hard_wrapped_lines_are_one_paragraph():
    text = "Aster Lab, which has grown moss for longer than anybody in\nthe city can remember, opened a lab."
    assert len(split_blocks("Title\n\n" + text)) == 2


def test_a_list_knows_the_line_before_it():
    blocks = split_blocks("Title\n\nThe five startups:\n\n- Aster\n- Birch")
    assert [b.lead for b in blocks[2:]] == ["The five startups:"] * 2


@given(st.text(alphabet=st.sampled_from("aB. \n\t|-*#>•1)é가😀"), max_size=200))
def test_blocks_keep_their_place_and_lie_in_order(text):
    end = 0
    for block in split_blocks(text):
        assert end <= block.start < block.end <= len(text)
        assert len(block.text) == block.end - block.start
        end = block.end
