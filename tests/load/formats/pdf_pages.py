"""Writes PDF files for the tests: the article set in one or two columns, or lines at given places."""

from __future__ import annotations

from fpdf import FPDF

from tests.load.formats.one_article import CLOSING, ITEMS, TITLE, paragraphs

LINE = 5.5
LEFT, RIGHT, TOP = 20, 110, 50


def new_pdf(title: str | None = TITLE) -> FPDF:
    """A PDF with one page and a font that knows typographic quotes."""
    pdf = FPDF()
    pdf.core_fonts_encoding = "cp1252"
    pdf.add_page()
    pdf.set_font("Times", size=11)
    if title:
        pdf.set_title(title)
    return pdf


def one_column(align: str = "L", size: int = 11, gap: float = 4) -> bytes:
    """The article in lines that wrap, with running heads and page numbers over several small pages."""
    pdf = FPDF(format=(148, 120))
    pdf.core_fonts_encoding = "cp1252"
    pdf.header = lambda: _frame(pdf, 6, "Harbour Lab | Press release")
    pdf.footer = lambda: _frame(pdf, -10, f"Page {pdf.page_no()} of 9")
    pdf.set_auto_page_break(True, 15)
    pdf.add_page()
    pdf.set_title("Microsoft Word - release_final2.docx")
    pdf.set_font("Helvetica", "B", 16)
    pdf.multi_cell(0, 7, TITLE, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Times", size=size)
    for content in [*paragraphs(korean=False), *(f"• {item}" for item in ITEMS), CLOSING]:
        pdf.ln(gap)
        pdf.multi_cell(0, LINE, content, align=align, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def two_columns(by_row: bool) -> bytes:
    """The article in two columns; `by_row` writes a line of the left one, then one of the right one."""
    pdf = new_pdf()
    pdf.set_font("Times", "B", 18)
    pdf.multi_cell(0, 8, TITLE, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Times", size=11)
    left, right = [], []
    for content in paragraphs(korean=False)[:2]:
        left += [*_wrapped(pdf, content), ""]
    for content in [*paragraphs(korean=False)[2:], *(f"• {item}" for item in ITEMS), CLOSING]:
        right += [*_wrapped(pdf, content), ""]
    lines = [(LEFT, TOP + LINE * row, line) for row, line in enumerate(left)]
    lines += [(RIGHT, TOP + LINE * row, line) for row, line in enumerate(right)]
    for x, y, line in sorted(lines, key=lambda line: line[1]) if by_row else lines:
        pdf.text(x, y, line)
    return bytes(pdf.output())


def set_lines(lines: list[str], title: str | None = None, at: float = 20) -> bytes:
    """Lines below each other, as they are."""
    pdf = new_pdf(title)
    for row, line in enumerate(lines):
        pdf.text(LEFT, at + LINE * row, line)
    return bytes(pdf.output())


def _wrapped(pdf: FPDF, content: str) -> list[str]:
    lines: list[str] = pdf.multi_cell(80, LINE, content, align="L", dry_run=True, output="LINES")
    return [line.encode("latin-1").decode("cp1252") for line in lines]  # fpdf2 gives back the font's own codes


def _frame(pdf: FPDF, y: float, content: str) -> None:
    family, style, size = pdf.font_family, pdf.font_style, pdf.font_size_pt
    pdf.set_y(y)
    pdf.set_font("Helvetica", size=8)
    pdf.cell(0, 5, content)
    pdf.ln(8)
    if family:
        pdf.set_font(family, style, size)


def raw_pdf(content: bytes, catalog: bytes = b"", font: bytes = b"", more: list[bytes] | None = None) -> bytes:
    """A PDF of one page, written object by object; `more` are the objects from number 6 on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica" + font + b">>",
        *(more or []),
    ]
    written = b"%PDF-1.7\n"
    places = []
    for number, found in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, found)
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, b"".join(places))
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))
    return written + table + trailer


def show(text: bytes, x: int = 50, y: int = 700) -> bytes:
    """The page content that writes the text."""
    return b"BT /F 12 Tf %d %d Td (%b) Tj ET\n" % (x, y, text)
