"""Word documents: the text as its author sees it, and nothing from packages made to do harm."""

from __future__ import annotations

import io
import zipfile

import pytest

from orchestration.load.formats import office_package
from orchestration.load.formats.word_document import read_word_document
from orchestration.load.models import Page, Problem
from tests.load.formats.one_article import TITLE, docx, word_paragraph

SENTENCE = "The crane school at the quay takes in forty new students a year."
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def page(content: bytes) -> Page:
    read = read_word_document(content)
    assert isinstance(read, Page), read
    return read


def body(xml: str) -> str:
    """The text below the title of a document with this body."""
    return page(docx(word_paragraph(TITLE) + xml)).text.removeprefix(TITLE).strip()


def reason(content: bytes) -> str:
    read = read_word_document(content)
    assert isinstance(read, Problem), read
    return read.reason


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_properties_but_no_date() -> None:
    read = page(docx())
    assert (read.title, read.author, read.language, read.published) == (TITLE, "Ann Roy", "en", None)


def test_tracked_changes_are_taken_as_accepted() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>fifty</w:delText></w:r></w:del>'
    changed = f'{run("It takes in ")}{deleted}<w:ins w:id="2">{run("forty")}</w:ins>{run(" new students a year.")}'
    assert body(f"<w:p>{changed}</w:p>") == "It takes in forty new students a year."


def test_tables_stand_in_rows_and_a_frame_around_text_is_no_table() -> None:
    def table(*rows: list[str]) -> str:
        cells = ["".join(f"<w:tc>{word_paragraph(cell)}</w:tc>" for cell in row) for row in rows]
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"

    assert body(table(["Students", "40"], ["Cranes", "12"])) == "Students | 40\nCranes | 12"
    assert body(table([SENTENCE], ["Second"])) == f"{SENTENCE}\n\nSecond"


def test_text_boxes_hold_text() -> None:
    box = f"<v:textbox><w:txbxContent>{word_paragraph('In a box')}</w:txbxContent></v:textbox>"
    shape = f"<v:shape xmlns:v='urn:schemas-microsoft-com:vml'>{box}</v:shape>"
    assert "In a box" in body(f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>")


def test_headers_footers_comments_and_notes_are_no_text() -> None:
    note = word_paragraph("Note")
    parts = {
        "word/header1.xml": f"<w:hdr {WORD}>{word_paragraph('Header')}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {WORD}>{word_paragraph('Footer')}</w:ftr>",
        "word/comments.xml": f'<w:comments {WORD}><w:comment w:id="0">{word_paragraph("No")}</w:comment></w:comments>',
        "word/footnotes.xml": f'<w:footnotes {WORD}><w:footnote w:id="2">{note}</w:footnote></w:footnotes>',
    }
    marks = '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
    content = docx(f"<w:p>{run(SENTENCE)}{marks}</w:p>", **parts)
    assert page(content).text == f"{TITLE}\n\n{SENTENCE}"


def test_macros_and_pictures_from_elsewhere_are_left_alone() -> None:
    blip = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="p1"/>'
    inline = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    drawing = (
        f'<w:r><w:drawing><i:inline xmlns:i="{inline}"><i:docPr id="1" descr="Alt"/>{blip}</i:inline></w:drawing></w:r>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="p1" '
        'TargetMode="External" Target="file:///etc/hostname" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/image"/></Relationships>'
    )
    content = docx(
        f"<w:p>{run(SENTENCE)}{drawing}</w:p>",
        **{"word/_rels/document.xml.rels": relations, "word/vbaProject.bin": "Shell"},
    )
    assert page(content).text == f"{TITLE}\n\n{SENTENCE}"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!doctype d SYSTEM "http://127.0.0.1/x.dtd">',
    ],
)
@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml", "word/styles.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused(declaration: str, part: str, encoding: str) -> None:
    source = f'<?xml version="1.0" encoding="{encoding}"?>{declaration}<d/>'.encode(encoding)
    assert reason(docx(**{part: source})) == "unsafe"  # type: ignore[arg-type]


def test_bombs_are_refused() -> None:
    assert reason(docx(" " * 3_000_000)) == "unsafe"


def test_a_bomb_in_a_part_that_is_not_read_is_not_unpacked() -> None:
    assert page(docx(**{"word/media/image1.png": "0" * 50_000_000})).title == TITLE


def test_limits_on_text_and_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_package, "LARGEST_TEXT", 2000)
    assert reason(docx()) == "too_large"
    monkeypatch.undo()
    monkeypatch.setattr(office_package, "MOST_TAGS", 20)
    assert reason(docx()) == "too_large"
    monkeypatch.undo()
    monkeypatch.setattr(office_package, "MOST_ENTRIES", 3)
    assert reason(docx()) == "unsafe"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_unpacks_without_a_bound_is_refused(method: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx())) as package, zipfile.ZipFile(buffer, "w", method) as packed:
        for name in package.namelist():
            packed.writestr(name, package.read(name))
    assert reason(buffer.getvalue()) == "unsafe"


def test_the_size_that_a_part_states_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    content = docx(word_paragraph(SENTENCE) * 20_000)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        size = package.getinfo("word/document.xml").file_size
    lying = content.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert isinstance(read_word_document(lying), Problem)


def test_a_package_with_a_password_is_a_problem() -> None:
    content = bytearray(docx())
    for header, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = content.find(header)
        while place >= 0:
            content[place + flags] |= 1
            place = content.find(header, place + 4)
    assert reason(bytes(content)) == "encrypted"


def test_other_and_broken_files() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert reason(old) == "unknown_type"
    assert reason(old + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
    assert reason(b"PK\3\4" + b"noise" * 100) == "unreadable"
    assert reason(docx()[:900]) == "unreadable"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("readme.txt", "hello")
    assert reason(buffer.getvalue()) == "unreadable"


def test_packed_parts_that_are_damaged_are_a_problem() -> None:
    content = bytearray(docx())
    place = content.index(b"word/document.xml") + 40
    content[place : place + 20] = b"\xff" * 20
    assert reason(bytes(content)) == "unreadable"
