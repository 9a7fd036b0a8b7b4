"""Where person, title and organization stand to each other in a row of elements.

Here: what is right and left of a title. Not here: making roles of it (`person_roles`).
"""

from __future__ import annotations

from orchestration.extract.rules.elements import Element

AT = {"of", "at", "for", "in", "from", "with", "to"}


ARTICLES = {"the", "a", "an", "its", "his", "her", "their", "our"}


LINKS = {"is", "was", "serves", "as", "became", "who", "also", ",", "and", "(", "–", "—", "-", "now", "currently"}


def body_right_of(row: list[Element], k: int) -> tuple[Element | None, int]:
    """Read "of the O" behind a title; return the body and the index behind it."""
    i = k + 1
    if i < len(row) and row[i].low in AT:
        i += 1
        while i < len(row) and (row[i].low in ARTICLES or row[i].low in ("new", "the")):
            i += 1
        if i + 1 < len(row) and row[i].kind == "body" and row[i + 1].kind == "body" and _is_place(row[i]):
            i += 1  # "director of the Narvik centre"
        if i < len(row) and row[i].kind == "body":
            end = i + 1
            if end < len(row) and row[end].low in ("'s", "’s"):
                return None, k + 1
            return row[i], end
    return None, k + 1


def _is_place(element: Element) -> bool:
    return element.mention is not None and element.mention.entity.kind == "place"


def body_left_of(row: list[Element], k: int) -> tuple[Element | None, int]:
    """Read "O's" or "O" before a title; return the body and the index of what stands before it."""
    i = k - 1
    while i >= 0 and row[i].low in ("new", "former", "then", "chief"):
        i -= 1
    if i >= 0 and row[i].low in ("'s", "’s", "’", "'"):
        i -= 1
    if i >= 0 and row[i].kind == "body":
        return row[i], i - 1
    return None, k - 1


def body_of_frame(row: list[Element], k: int) -> Element | None:
    """Read "For O, director P" and "Her counterpart at O, manager P"."""
    if k >= 3 and row[k - 1].low == "," and row[k - 2].kind == "body":
        i = k - 3
        while i > 0 and row[i].low in ARTICLES:
            i -= 1
        return row[k - 2] if row[i].low in ("at", "for", "of") else None
    return None


def persons_right(row: list[Element], i: int) -> list[Element]:
    """Read the person, or the persons of a list, that follow."""
    if i < len(row) and row[i].low in (",", ":", "is", "("):
        if row[i].low == "is" and not (i + 1 < len(row) and row[i + 1].kind == "person"):
            return []
        i += 1
    while i < len(row) and row[i].low in ("“", "the"):
        i += 1
    return [row[i]] if i < len(row) and row[i].kind == "person" and not _has_own_title(row, i) else []


def _has_own_title(row: list[Element], i: int) -> bool:
    """True where ", Title of O" behind a person shows that the title before the comma is somebody else's."""
    return (
        i >= 2
        and row[i - 1].low == ","
        and i + 2 < len(row)
        and row[i + 1].low == ","
        and any(e.kind == "title" for e in row[i + 2 : i + 5])
    )


def person_left(row: list[Element], i: int) -> Element | None:
    """Return the person that a title behind a comma, "is" or "who is" belongs to, other titles passed over."""
    begin = i
    while i >= 0 and begin - i < 5 and (row[i].low in LINKS or row[i].low in ARTICLES):
        i -= 1
    if i < 0 or i == begin:
        return None
    if row[i].kind == "person":
        return row[i]
    if row[i].kind == "body" and row[i + 1].low in (",", "and", "("):
        return _person_before_body(row, i)
    if row[i].kind == "title":
        return _person_before_title(row, i, begin)
    return None


def _person_before_body(row: list[Element], i: int) -> Element | None:
    """Read "P of O, title" and "P, title of O, title"."""
    i -= 1
    while i >= 0 and row[i].low in (*AT, *ARTICLES, "and"):
        i -= 1
    if i < 0 or row[i].kind == "person":
        return row[i] if i >= 0 else None
    if row[i].kind != "title":
        return None
    return row[i - 1] if i and row[i - 1].kind == "person" else person_left(row, i - 1)


def _person_before_title(row: list[Element], i: int, begin: int) -> Element | None:
    """Read "P, a O title, is title" and "P, title and title"."""
    if i >= 2 and row[i - 1].kind == "body" and row[i - 2].low in (*ARTICLES, ","):
        return person_left(row, i - 2)
    linked = any(e.low in (",", "and") for e in row[i + 1 : begin + 1])
    return person_left(row, i - 1) if i and linked else None


def body_after_person(row: list[Element], person: Element) -> Element | None:
    """Read "P of O", "P from Canada's O"."""
    i = row.index(person) + 1
    if i >= len(row) or row[i].low not in ("of", "from", "at"):
        return None
    i += 1
    while i < len(row) and row[i].low in ARTICLES:
        i += 1
    if i + 2 < len(row) and row[i].kind == "body" and row[i + 1].low in ("'s", "’s") and row[i + 2].kind == "body":
        i += 2
    return row[i] if i < len(row) and row[i].kind == "body" else None


def led_body(row: list[Element], k: int) -> Element | None:
    """Read "O, led by Minister", "O under Minister", "O, whose president is", "O by its director"."""
    i = k - 1
    seen = False
    for _ in range(6):
        if i < 0:
            return None
        if row[i].kind == "body":
            return row[i] if seen else None
        if row[i].kind in ("person", "title"):
            return None
        seen = seen or row[i].low in ("by", "under", "whose", "its", "with")
        i -= 1
    return None
