"""Reads Word documents (.docx, .docm): headings, paragraphs, lists and tables, with tracked changes taken as accepted.

mammoth reads a copy that holds only the checked text parts, so macros, pictures, comments, headers, footers and
embedded files are not there to be read, and nothing outside is fetched. The dates among the properties are those of
the file, not of the article, and so are not read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from orchestration.load.blocks import Block, block, joined
from orchestration.load.cleaning import clean_text
from orchestration.load.formats.office_package import BROKEN, read_parts
from orchestration.load.formats.stated_titles import stated_author, stated_title, with_headline
from orchestration.load.languages import language_code
from orchestration.load.models import Page, Problem

if TYPE_CHECKING:
    from lxml.etree import _Element

TEXT_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/core\.xml"
    r"|word/(?:document\d*|styles|numbering|footnotes|endnotes)\.xml|word/_rels/document\d*\.xml\.rels"
)
PROPERTIES = "docProps/core.xml"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
TITLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ul", "ol"})


def read_word_document(content: bytes) -> Page | Problem:
    """The page of a Word document's bytes."""
    parts = read_parts(content, TEXT_PARTS)
    if isinstance(parts, Problem):
        return parts
    if not any(name.startswith("word/document") for name in parts):
        return BROKEN
    properties = _properties(parts.get(PROPERTIES))
    title, blocks = with_headline(stated_title(properties.get("title")), _blocks(_html(parts)))
    return Page(
        text=clean_text(joined(blocks)),
        title=title,
        author=stated_author(properties.get("creator")),
        language=language_code(properties.get("language")),
    )


def _html(parts: dict[str, bytes]) -> str:
    import mammoth

    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    result = mammoth.convert_to_html(
        copy, style_map=TITLES, include_embedded_style_map=False, convert_image=lambda _image: []
    )
    return str(result.value)


def _blocks(html: str) -> list[Block]:
    from lxml.html import fragment_fromstring

    tree = fragment_fromstring(html, create_parent="div")
    for note in tree.xpath(
        "//sup[a[starts-with(@id, 'footnote-ref') or starts-with(@id, 'endnote-ref')]]"
        " | //li[starts-with(@id, 'footnote-') or starts-with(@id, 'endnote-')]"
    ):
        note.drop_tree()
    return list(_walk(tree))


def _walk(element: _Element) -> Iterator[Block]:
    for child in element:
        if child.tag in HEADINGS:
            yield from block("heading", _inline(child))
        elif child.tag in LISTS:
            for item in child.iter("li"):
                yield from block("item", f"- {_inline(item)}" if _inline(item).strip() else "")
        elif child.tag == "table":
            yield from _table(child)
        else:
            yield from block("paragraph", _inline(child))


def _table(table: _Element) -> Iterator[Block]:
    """A row per line. A table of one column is a frame around text, as is one inside a cell."""
    rows = [row.xpath("./td | ./th") for row in table.xpath("./tr | ./thead/tr | ./tbody/tr")]
    if max(map(len, rows), default=0) == 1:
        for row in rows:
            yield from _walk(row[0])
        return
    for row in rows:
        cells = (" ".join(_inline(cell).split()) for cell in row)
        yield from block("item", " | ".join(filter(None, cells)))


def _inline(element: _Element) -> str:
    """The text inside the element, with its line breaks. An item leaves out its nested lists: they have own lines."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append("\n")
        elif child.tag in ("p", "li", "td", "th", "tr"):
            parts += [" ", _inline(child), " "]
        elif not (child.tag in LISTS and element.tag == "li"):
            parts.append(_inline(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _properties(part: bytes | None) -> dict[str, str]:
    from lxml import etree

    if part is None:
        return {}
    try:
        # The part declares no entities, else it would have been refused; this is the second lock.
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        return {}  # the text may be sound all the same
    values = {name: root.findtext(f"{DUBLIN_CORE}{name}") for name in ("title", "creator", "language")}
    return {name: value for name, value in values.items() if value}
