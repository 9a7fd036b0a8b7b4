"""One article, and how it looks in each format. What PDF's built-in fonts cannot show is left out where asked for."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from html import escape

TITLE = "Harbour lab and city college open AI-driven crane school in Québec"
KOREAN = " 김하늘"
OPENING = "QUÉBEC CITY, Canada, March 4, 2025 — The harbour lab and the city college opened a school for crane drivers."
LONG = (
    "The school’s first forty students will learn on AI-driven simulators that the lab’s engineers built with the port "
    "authority over three years, and they will spend two days a week at the quay. The AI-driven simulators show wind, "
    "fog and night, and the long-term plan of the college is to train one hundred and twenty drivers a year, half of "
    "them from towns along the river. A state-of-the-art quay crane stands beside the classroom for the last term."
)
QUOTE = (
    "“We have more cranes than people who understand them,” said Kim Ha-neul{korean}, director of the lab. “That’s why "
    "we didn’t wait for anyone else’s programme — we wrote our own, and we’ll share it with every port that asks.”"
)
LIST_OPENING = "The partners have agreed on three things for the coming five years:"
ITEMS = [
    "Two well-paid places a year for teachers who want to work at the quay",
    "A shared AI-driven control room, paid for by the college",
    "$4.5 million for new simulators, of which the lab pays half",
]
CLOSING = (
    "The first class begins on 1 September, and the doors of the school are open to visitors until the end of May."
)


def paragraphs(korean: bool = True) -> list[str]:
    """The paragraphs before the list."""
    return [OPENING, LONG, QUOTE.format(korean=KOREAN if korean else ""), LIST_OPENING]


def text(korean: bool = True) -> str:
    """The text that every reader should find."""
    return "\n\n".join([TITLE, *paragraphs(korean), "\n".join(f"- {item}" for item in ITEMS), CLOSING])


def html() -> str:
    """A page with a menu and a footer around the article."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs())
    items = "".join(f"<li>{escape(item)}</li>" for item in ITEMS)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | Quay Times</title></head><body>'
        '<nav><ul><li><a href="/">Front page</a></li><li><a href="/port">Port</a></li></ul></nav>'
        f"<main><article><h1>{TITLE}</h1>{body}<ul>{items}</ul><p>{CLOSING}</p></article></main>"
        "<footer><p>© 2009 Quay Times</p></footer></body></html>"
    )


def mhtml() -> bytes:
    """The page as Chrome saves it."""
    import quopri

    page = quopri.encodestring(html().encode()).decode("ascii").replace("\n", "\r\n")
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://quay.example.org/cranes\r\n"
        "Subject: =?utf-8?Q?Crane=20school?=\r\nDate: Sat, 1 Aug 2026 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----edge"\r\n\r\n\r\n------edge\r\n'
        "Content-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: https://quay.example.org/cranes\r\n\r\n{page}\r\n------edge\r\nContent-Type: text/css\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: cid:a\r\n\r\n"
        "p { color: red }\r\n------edge--\r\n"
    ).encode()


def mail(with_html: bool = False) -> bytes:
    """The article as a press office sends it."""
    message = EmailMessage()
    message["Subject"] = f"Fwd: {TITLE}"
    message["From"] = "Harbour Lab Newsroom <press@lab.example.org>"
    message["Date"] = "Tue, 04 Mar 2025 23:30:00 -0500"
    message.set_content(text().removeprefix(TITLE).lstrip() + "\n\n-- \nHarbour Lab press office\n+1 418 555 0100\n")
    if with_html:
        message.add_alternative(html(), subtype="html")
    return message.as_bytes()


def docx(body: str | None = None, **parts: str) -> bytes:
    """The article as a Word document; `body` replaces its body's XML, `parts` adds parts by name (dots as __)."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    levels = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    content = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}" xmlns:r="{office}"><w:body>{body or _body()}</w:body>'
        "</w:document>",
        "word/numbering.xml": f'<w:numbering xmlns:w="{word}">'
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/styles.xml": f'<w:styles xmlns:w="{word}">'
        f'<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/>'
        "</w:style></w:styles>",
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{TITLE}</dc:title><dc:creator>Ann Roy</dc:creator><dc:language>en-CA</dc:language>"
        "</cp:coreProperties>",
    } | {name.replace("__", "."): part for name, part in parts.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def word_paragraph(content: str, properties: str = "") -> str:
    """A paragraph of Word's XML with the text as one run."""
    run = f'<w:r><w:t xml:space="preserve">{escape(content)}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def _body() -> str:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return "".join(
        [word_paragraph(TITLE, '<w:pStyle w:val="T"/>')]
        + [word_paragraph(paragraph) for paragraph in paragraphs()]
        + [word_paragraph(item, number) for item in ITEMS]
        + [word_paragraph(CLOSING)]
    )
