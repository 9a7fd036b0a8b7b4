"""PDF files: text as it was written before a layout broke it, and no harm from files made to do some."""

from __future__ import annotations

import random

import pytest

from orchestration.load.formats import pdf
from orchestration.load.formats.pdf import read_pdf
from orchestration.load.models import Page, Problem
from tests.load.formats.pdf_pages import LINE, new_pdf, one_column, raw_pdf, set_lines, show

SENTENCE = "The crane school at the quay takes in forty new students a year."


def page(content: bytes) -> Page:
    read = read_pdf(content)
    assert isinstance(read, Page), read
    return read


def reason(content: bytes) -> str:
    read = read_pdf(content)
    assert isinstance(read, Problem), read
    return read.reason


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["The park for new technol-", "ogy lies on the river and is open to visitors."], "new technology lies"),
        (["A room for the new AI-", "driven simulators of the crane school is open."], "new AI-driven simulators"),
        (["Students who got well-", "paid places at the quay came back as teachers."], "got well-paid places"),
        (["The Franco-", "German lab at the harbour opened its doors today."], "Franco-German lab"),
        (["It is a cross-", "border lab, and the cross-border work is new here."], "cross-border lab"),
        (["It calls the pre-", "cast quay a hub; the precast wall is new here too."], "the precast quay"),
        (["It was the only all-", "weather hub, and an all-weather quay is new here."], "all-weather hub"),
    ],
)
def test_hyphens_at_the_end_of_lines(lines: list[str], expected: str) -> None:
    assert expected in " ".join(page(set_lines(lines)).text.split())


def test_running_heads_and_page_numbers_go_and_numbers_of_the_text_stay() -> None:
    text = page(one_column()).text
    assert "Press release" not in text
    assert "Page 1" not in text
    assert "$4.5 million" in text


def test_what_a_browser_prints_around_a_page_goes_and_leaves_the_address() -> None:
    lines = ["11/22/26, 3:04 PM Cranes need company | Quay Times", "", "Cranes need company", "", SENTENCE, ""]
    read = page(set_lines([*lines, "https://quay.example.org/cranes 1/1"]))
    assert read.text == f"Cranes need company\n\n{SENTENCE}"
    assert read.address == "https://quay.example.org/cranes"


def test_an_address_at_the_end_of_the_text_stays() -> None:
    assert page(set_lines([SENTENCE, "", "https://quay.example.org/"])).text.endswith("https://quay.example.org/")


def test_rows_of_a_table_have_lines_of_their_own() -> None:
    document = new_pdf(None)
    document.text(20, 20, SENTENCE)
    for row, (name, value) in enumerate([("Students", "40"), ("Cranes", "12"), ("Teachers", "5"), ("Ships", "3")]):
        document.text(20, 30 + LINE * row, name)
        document.text(60, 30 + LINE * row, value)
    assert page(bytes(document.output())).text.endswith("\n\nStudents | 40\nCranes | 12\nTeachers | 5\nShips | 3")


def test_a_superscript_stays_on_its_line() -> None:
    document = new_pdf(None)
    document.text(20, 30, "The crane school takes in forty students")
    width = document.get_string_width("The crane school takes in forty students")
    document.set_font("Times", size=7)
    document.text(20.2 + width, 28.5, "2")
    document.set_font("Times", size=11)
    document.text(22 + width, 30, "a year.")
    assert page(bytes(document.output())).text == "The crane school takes in forty students2 a year."


def test_pages_on_their_side_are_read_and_stamps_across_them_are_not() -> None:
    turned = b"BT /F 12 Tf 0 1 -1 0 300 100 Tm (%b) Tj ET\n"
    lying = (
        turned % SENTENCE.encode() + b"BT /F 12 Tf 0 1 -1 0 315 100 Tm (It opened on Monday, in the rain, and) Tj ET\n"
    )
    assert SENTENCE in page(raw_pdf(lying)).text
    assert page(raw_pdf(show(SENTENCE.encode()) + turned % b"CONFIDENTIAL DRAFT")).text == SENTENCE


def test_ligatures_become_letters() -> None:
    cmap = (
        b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
        b"1 begincodespacerange <00><FF> endcodespacerange\n"
        b"1 beginbfrange <20><7A><0020> endbfrange\n1 beginbfchar <7E><FB03> endbfchar endcmap end end"
    )
    stream = b"<</Length %d>>stream\n%b\nendstream" % (len(cmap), cmap)
    content = raw_pdf(show(b"The o~ce of the crane school has moved to the quay."), b"", b"/ToUnicode 6 0 R", [stream])
    assert "The office of" in page(content).text


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Microsoft Word - cranes_final.docx", "Cranes need company at the quay"),
        ("untitled", "Cranes need company at the quay"),
        ("Letterhead of the harbour lab", "Cranes need company at the quay"),
        ("Cranes need company at the quay", "Cranes need company at the quay"),
    ],
)
def test_the_title_is_that_of_the_text(stated: str, expected: str) -> None:
    document = new_pdf(stated)
    document.set_font("Times", "B", 20)
    document.text(20, 20, "Cranes need company at the quay")
    document.set_font("Times", size=11)
    document.text(20, 40, SENTENCE)
    read = page(bytes(document.output()))
    assert (read.title, read.text) == (expected, f"{expected}\n\n{SENTENCE}")


@pytest.mark.parametrize(
    ("stated", "expected"), [("Ann Roy", "Ann Roy"), ("aroy", None), ("Microsoft Office User", None)]
)
def test_what_the_properties_say(stated: str, expected: str | None) -> None:
    document = new_pdf()
    document.set_author(stated)
    document.set_lang("en-CA")
    document.text(20, 20, SENTENCE)
    read = page(bytes(document.output()))
    assert (read.author, read.language) == (expected, "en")
    assert read.published is None  # the day on which the file was made is not that of the article


def test_a_password_is_a_problem_unless_it_only_guards_changes() -> None:
    document = new_pdf()
    document.text(20, 20, SENTENCE)
    document.set_encryption(owner_password="owner", user_password="reader")
    assert reason(bytes(document.output())) == "encrypted"
    document = new_pdf()
    document.text(20, 20, SENTENCE)
    document.set_encryption(owner_password="owner")
    assert SENTENCE in page(bytes(document.output())).text


def test_a_scan_has_no_text_layer() -> None:
    document = new_pdf()
    document.rect(20, 20, 100, 100)
    assert reason(bytes(document.output())) == "no_text_layer"


def test_letters_that_the_fonts_do_not_tell_are_not_guessed() -> None:
    assert reason(raw_pdf(show(bytes(range(1, 9)) * 20 + b"abc"))) == "unreadable"


def test_scripts_attachments_and_forms_are_neither_run_nor_read() -> None:
    catalog = (
        b"/OpenAction<</S/JavaScript/JS(app.alert\\('scripted'\\))>>"
        b"/Names<</EmbeddedFiles<</Names[(secret.txt)<</F(secret.txt)/EF<</F 6 0 R>>>>]>>>>"
        b"/AcroForm<</Fields[7 0 R]/XFA(<xdp/>)>>"
    )
    more = [b"<</Length 8>>stream\nattached\nendstream", b"<</FT/Tx/T(field)/V(filled in)>>"]
    assert page(raw_pdf(show(SENTENCE.encode()), catalog, b"", more)).text == SENTENCE


def test_a_file_that_was_cut_off_is_a_problem_and_not_half_an_article() -> None:
    whole = one_column()
    for share in (0.2, 0.5, 0.9, 0.99):
        assert reason(whole[: int(len(whole) * share)]) == "unreadable"
    # Files made for the web state their root at the beginning as well: pdfium reads of those what arrived.
    linear = raw_pdf(show(SENTENCE.encode())).replace(b"1.7\n", b"1.7\ntrailer<</Size 6/Root 1 0 R>>\n", 1)
    assert reason(linear[: linear.index(b"xref\n0")]) == "unreadable"


def test_noise_never_raises() -> None:
    noise = random.Random(4)
    whole = one_column()
    for _ in range(30):
        broken = bytearray(whole)
        for _ in range(60):
            broken[noise.randrange(9, len(broken))] = noise.randrange(256)
        assert isinstance(read_pdf(bytes(broken)), Page | Problem)
    assert reason(b"%PDF-1.7\n" + noise.randbytes(5000) + b"%%EOF") == "unreadable"


def test_objects_nested_deeply_or_in_circles_are_survived() -> None:
    deep = b"/Deep " + b"[" * 50_000 + b"]" * 50_000
    assert isinstance(read_pdf(raw_pdf(show(SENTENCE.encode()), deep)), Page | Problem)
    circle = raw_pdf(show(SENTENCE.encode())).replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")
    assert isinstance(read_pdf(circle), Page | Problem)


def test_limits_on_pages_and_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    content = one_column()
    assert page(content)
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 500)
    assert reason(content) == "too_large"
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    assert read_pdf(content) == pdf.TOO_LONG
