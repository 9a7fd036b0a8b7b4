"""Names the kinds of files that are not read, and says what to do with them.

Here: signatures of binary files, what a zip file is by its members, and which of these are ever unpacked. Not here:
formats that are read (`sniffing`).
The table is our own: the libraries for it take a text that begins with "BMW" for a picture, and any zip for a Word
document (decision 24). It is asked only about files that are no text.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Final, Literal

DIRECTORY_ENTRY = b"PK\1\2"
# bzip2 and lzma give the library no way to unpack step by step: one kilobyte may become a gigabyte at once.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MOST_PARTS = 20_000  # of a Word document; what has more is an archive


@dataclass(frozen=True)
class Unread:
    """A kind of file that is not read, and what its owner can do."""

    what: str
    advice: str


DAMAGED_ZIP: Final = Unread("a damaged zip archive", "Copy or download it again.")
SAVE_TEXT = "Save the article's text as a .txt, .md or .html file."
SAVE_TABLE = "Save the sheet with the articles as a .csv file."
SAVE_WORD = "Save it as a .docx or .pdf file."
UNPACK = "Unpack it and put the files here, or make it a .zip."
NO_ARTICLE = "Remove it from the raw folder."
# What a zip is by the names of its members.
OFFICE: Final = (
    ("xl/", "an Excel workbook", SAVE_TABLE),
    ("ppt/", "a PowerPoint presentation", "Save it as a .pdf file."),
    ("visio/", "a Visio drawing", "Save it as a .pdf file."),
)
OTHER_ZIPS: Final = (
    ("META-INF/container.xml", "an e-book", SAVE_TEXT),
    ("Index/Document.iwa", "an Apple Pages, Numbers or Keynote document", SAVE_WORD),
    ("META-INF/MANIFEST.MF", "a Java program", NO_ARTICLE),
    ("AndroidManifest.xml", "an Android program", NO_ARTICLE),
)
OPEN_DOCUMENTS: Final = (
    (b"opendocument.text", "an OpenDocument text", SAVE_WORD),
    (b"opendocument.spreadsheet", "an OpenDocument spreadsheet", SAVE_TABLE),
    (b"opendocument.", "an OpenDocument file", SAVE_WORD),
    (b"application/epub", "an e-book", SAVE_TEXT),
)
OLE = b"\xd0\xcf\x11\xe0"
# Old Office documents are told apart by the UTF-16 names of their streams.
OLD_OFFICE: Final = (
    ("WordDocument", "an old Word document", SAVE_WORD),
    ("Workbook", "an old Excel workbook", SAVE_TABLE),
    ("PowerPoint Document", "an old PowerPoint presentation", "Save it as a .pdf file."),
    ("__substg1.0_", "an Outlook message", "Save it as an .eml file."),
)
SIGNATURES: Final = (
    (0, b"\x89PNG", "a picture", SAVE_TEXT),
    (0, b"\xff\xd8\xff", "a picture", SAVE_TEXT),
    (0, b"GIF8", "a picture", SAVE_TEXT),
    (8, b"WEBP", "a picture", SAVE_TEXT),
    (0, b"II*\0", "a picture", SAVE_TEXT),
    (0, b"MM\0*", "a picture", SAVE_TEXT),
    (0, b"BM", "a picture", SAVE_TEXT),
    (4, b"ftyphei", "a picture", SAVE_TEXT),
    (4, b"ftypavif", "a picture", SAVE_TEXT),
    (4, b"ftyp", "a video or sound recording", SAVE_TEXT),
    (0, b"\x1a\x45\xdf\xa3", "a video", SAVE_TEXT),
    (8, b"AVI ", "a video", SAVE_TEXT),
    (8, b"WAVE", "a sound recording", SAVE_TEXT),
    (0, b"ID3", "a sound recording", SAVE_TEXT),
    (0, b"\xff\xfb", "a sound recording", SAVE_TEXT),
    (0, b"OggS", "a sound recording", SAVE_TEXT),
    (0, b"fLaC", "a sound recording", SAVE_TEXT),
    (0, b"\x7fELF", "a program", NO_ARTICLE),
    (0, b"MZ", "a program", NO_ARTICLE),
    (0, b"\xcf\xfa\xed\xfe", "a program", NO_ARTICLE),
    (0, b"\xca\xfe\xba\xbe", "a program", NO_ARTICLE),
    (0, b"SQLite format 3\0", "an SQLite database", "Export its articles as a .csv or .jsonl file."),
    (8, b"DUCK", "a DuckDB database", "Export its articles as a .csv or .parquet file."),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (0, b"Rar!\x1a", "a RAR archive", UNPACK),
    (0, b"\xfd7zXZ", "an xz archive", UNPACK),
    (0, b"BZh", "a bzip2 archive", UNPACK),
    (257, b"ustar", "a tar archive", UNPACK),
)


def name_zip(content: bytes) -> Literal["zip", "docx"] | Unread:
    """What a file is that begins like a zip; DAMAGED_ZIP when its directory cannot be read."""
    if content.count(DIRECTORY_ENTRY) > MOST_PARTS:
        return "zip"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _by_members(archive)
    except MemoryError:
        raise
    except Exception:  # the library raises half a dozen types
        return DAMAGED_ZIP


def _by_members(archive: zipfile.ZipFile) -> Literal["zip", "docx"] | Unread:
    names = archive.namelist()
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return "docx"
        for folder, what, advice in OFFICE:
            if any(name.startswith(folder) for name in names):
                return Unread(what, advice)
    if "mimetype" in names and archive.getinfo("mimetype").compress_type in METHODS:
        with archive.open("mimetype") as stream:
            stated = stream.read(100)
        for part, what, advice in OPEN_DOCUMENTS:
            if part in stated:
                return Unread(what, advice)
    return next((Unread(what, advice) for name, what, advice in OTHER_ZIPS if name in names), "zip")


def name_binary(content: bytes) -> Unread | None:
    """What a file is that is no text."""
    if content.startswith(OLE):
        known = (Unread(what, advice) for stream, what, advice in OLD_OFFICE if stream.encode("utf-16-le") in content)
        return next(known, Unread("an old Office document", SAVE_WORD))
    found = (Unread(what, advice) for offset, magic, what, advice in SIGNATURES if content.startswith(magic, offset))
    return next(found, None)


def is_marked(content: bytes) -> bool:
    """Whether a signature tells that this is no text: a short picture or program may hold no zero byte."""
    magics = ((offset, magic) for offset, magic, _what, _advice in SIGNATURES if not magic.isascii())
    return content.startswith(OLE) or any(content.startswith(magic, offset) for offset, magic in magics)
