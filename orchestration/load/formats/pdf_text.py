"""Takes the text of a PDF page apart into pieces that stand on one line, each with its place on the page.

The only module that calls pdfium's functions for text. Not here: which pieces belong together (`page_layout`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from orchestration.load.formats.page_layout import Line, overlap

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

# pdfium's marks for a hyphen at the end of a line, behind which it leaves the line break out.
HYPHENS = frozenset("\x02\ufffe")
SPACES = frozenset(" \t\xa0")
LINE_ENDS = frozenset("\r\n")
LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "ft", "\ufb06": "st"}
)
# Justified lines have gaps of up to one height between words, columns and cells lie further apart.
WIDEST_GAP = 1.5


class Character(NamedTuple):  # twice as fast to make as a dataclass, and pages have thousands
    """One visible character and its box; upright text runs along x, whatever the page's rotation."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def read_pieces(page: PdfPage, number: int) -> list[Line]:
    """The pieces of the page in the order of the file. Text that runs across the page's own (stamps) is left out."""
    runs = list(_runs(page))
    by_turn: dict[int, list[Line]] = {}
    for turn, characters in runs:
        by_turn.setdefault(turn, []).extend(_piece(run, number) for run in _split(_turned(characters, turn)))
    return max(by_turn.values(), key=lambda lines: sum(len(line.text) for line in lines), default=[])


def _runs(page: PdfPage) -> Iterator[tuple[int, list[Character]]]:
    """What pdfium takes for a line, with its number of quarter turns to the right."""
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    raw, box = text_page.raw, pdfium.FS_RECTF()
    run: list[Character] = []
    turn = 0
    for index in range(pdfium.FPDFText_CountChars(raw)):
        text = _text(pdfium.FPDFText_GetUnicode(raw, index))
        if text in SPACES:
            run += [Character(" ", last.right, last.bottom, last.right, last.top) for last in run[-1:]]
        elif text in LINE_ENDS:
            yield turn, run
            run = []
        elif pdfium.FPDFText_GetLooseCharBox(raw, index, box):
            before, turn = turn, _quarter_turns(pdfium.FPDFText_GetCharAngle(raw, index))
            if run and turn != before:
                yield before, run
                run = []
            hyphen = text in HYPHENS and pdfium.FPDFText_IsHyphen(raw, index) == 1
            run.append(Character("-" if hyphen else text, box.left, box.bottom, box.right, box.top))
            if hyphen:
                yield turn, run
                run = []
    yield turn, run
    text_page.close()


def _text(code: int) -> str:
    """The character; NUL and codes outside Unicode become the replacement character."""
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


def _quarter_turns(angle: float) -> int:
    """The angle in radians as quarter turns; slanted text has a value of its own, and so never stands with other."""
    if not angle:
        return 0
    turns = angle / 1.5707963
    return round(turns) % 4 if abs(turns - round(turns)) < 0.05 else -1


def _turned(characters: list[Character], turn: int) -> list[Character]:
    if turn == 1:
        return [Character(c.text, -c.top, c.left, -c.bottom, c.right) for c in characters]
    if turn == 2:
        return [Character(c.text, -c.right, -c.top, -c.left, -c.bottom) for c in characters]
    if turn == 3:
        return [Character(c.text, c.bottom, -c.right, c.top, -c.left) for c in characters]
    return characters


def _split(characters: list[Character]) -> Iterator[list[Character]]:
    """Splits where the pen jumps: over a gap, backwards, or up and down."""
    run: list[Character] = []
    for character in characters:
        if run and character.text != " " and _is_jump(run[-1], character):
            yield run
            run = []
        if run or character.text != " ":
            run.append(character)
    if run:
        yield run


def _is_jump(last: Character, character: Character) -> bool:
    height = max(last.top - last.bottom, character.top - character.bottom)
    gap = character.left - last.right
    return not -height < gap < WIDEST_GAP * height or overlap(last, character) < 0.5


def _piece(run: list[Character], page: int) -> Line:
    text = "".join(character.text for character in run).translate(LIGATURES).rstrip()
    right = max(character.right for character in run)
    # The middle values, because superscripts, symbols and brackets have boxes of their own.
    bottom, top = (sorted(values)[len(run) // 2] for values in ([c.bottom for c in run], [c.top for c in run]))
    return Line(text, run[0].left, bottom, right, top, page)
