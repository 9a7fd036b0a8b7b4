"""Markdown: plain text without markup, the first heading as title, front matter as metadata."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.load.markdown import read_markdown
from orchestration.load.models import PartialDate

DOCUMENT = """\
---
title: "Cranes: a story"
date: 2024-05-04
authors: [Mart Kask, Liis Tamm]
layout: post
---
# Cranes: a story

The **harbour lab** signed a [pact](https://quay.example.org) with
the *city college* &amp; others.<br>It runs for `five` years. <!-- draft -->

![logo](crane.png)

## Who

- Blue Crane
- Red Crane
  1. with
  2. wheels

3. three
4. four

> A quote.

| Name | People |
|------|--------|
| Lab  | 1,259  |

```
code stays
```

<div>A box.</div>
"""


def test_a_whole_document() -> None:
    page = read_markdown(DOCUMENT)
    assert page.text == (
        "Cranes: a story\n\n"
        "The harbour lab signed a pact with the city college & others.\nIt runs for five years.\n\n"
        "Who\n\n"
        "- Blue Crane\n- Red Crane\n1. with\n2. wheels\n3. three\n4. four\n\n"
        "A quote.\n\n"
        "Name | People\nLab | 1,259\n\n"
        "code stays\n\n"
        "A box."
    )
    assert page.title == "Cranes: a story"
    assert page.author == "Mart Kask, Liis Tamm"
    assert page.published is not None
    assert page.published.on == date(2024, 5, 4)


def test_a_title_of_the_front_matter_alone_becomes_the_first_line() -> None:
    page = read_markdown("---\ntitle: Cranes\nlang: et\n---\nThe lab opened.\n")
    assert (page.text, page.title) == ("Cranes\n\nThe lab opened.", "Cranes")


@pytest.mark.parametrize("text", ["---\nnot yaml: [\n---\nThe lab.", "---\nA line between rules\n---\nThe lab."])
def test_text_between_rules_that_is_no_metadata_stays(text: str) -> None:
    page = read_markdown(text)
    assert "The lab." in page.text
    assert "not yaml" in page.text or "A line between rules" in page.text


def test_front_matter_that_is_no_yaml_is_read_line_by_line() -> None:
    page = read_markdown("---\ntitle: Two labs: one roof\ndate: 2024-05-04\ntags:\n  - a: b: c\n---\nThey share it.")
    assert (page.title, page.published) == ("Two labs: one roof", PartialDate(date(2024, 5, 4), "day"))
    assert page.text == "Two labs: one roof\n\nThey share it."
    assert "Minutes" in read_markdown("---\nMinutes: a: b\nand then they all went home: late\n---\nEnd.").text


def test_an_empty_item_does_not_mark_the_next_paragraph() -> None:
    assert read_markdown("- one\n-\n\nThe lab opened.").text == "- one\n\nThe lab opened."


def test_a_document_without_heading_has_no_title() -> None:
    assert read_markdown("The lab opened.\n\nIt is open.").title is None


def test_a_paragraph_without_end_does_not_stop_the_refresh() -> None:
    assert read_markdown("[" * 200_000 + " The lab opened.").text.endswith("The lab opened.")
