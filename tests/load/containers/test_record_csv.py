"""CSV in the dialects that Excel, pandas, Spark and Media Cloud write, and tables that are broken."""

from __future__ import annotations

import pytest

from orchestration.load.containers import record_csv
from orchestration.load.containers.records import read_records
from orchestration.load.models import Document, Page, Rejection

BODY = "The harbour lab and the city college signed an agreement to train forty engineers together."


def found(content: str | bytes, fields: dict[str, str] | None = None) -> list[Document | Rejection]:
    return list(read_records("a.csv", content.encode() if isinstance(content, str) else content, "csv", fields))


def outcome(content: str | bytes) -> list[str]:
    return [item.uri if isinstance(item, Document) else f"{item.source_uri} {item.reason}" for item in found(content)]


def page(content: str | bytes, fields: dict[str, str] | None = None) -> Page:
    [document] = found(content, fields)
    assert isinstance(document, Document), document
    assert document.page is not None
    return document.page


@pytest.mark.parametrize(
    "content",
    [
        f'title,text,url\nCranes,"{BODY}\n\nHe said ""yes"", twice.",https://q.example.org/a\n',
        f'title;text;url\r\nCranes;"{BODY}\r\n\r\nHe said ""yes"", twice.";https://q.example.org/a\r\n',
        f'Title\tBody\tURL\nCranes\t"{BODY}\n\nHe said ""yes"", twice."\thttps://q.example.org/a',
        f'sep=;\r\n"title";"text";"url"\r\nCranes;"{BODY}\n\nHe said ""yes"", twice.";https://q.example.org/a\r\n',
        f'"sep=|"\ntitle|text|url\nCranes|"{BODY}\n\nHe said ""yes"", twice."|https://q.example.org/a',
        f'\ufefftitle,text,url\nCranes,"{BODY}\n\nHe said ""yes"", twice.",https://q.example.org/a',
        f',title,text,url,\n0,Cranes,"{BODY}\n\nHe said ""yes"", twice.",https://q.example.org/a,\n',
        f'title,text,url\nCranes,"{BODY}\n\nHe said \\"yes\\", twice.",https://q.example.org/a\n',
        f'title,text,url,text\nCranes,"{BODY}\n\nHe said ""yes"", twice.",https://q.example.org/a,another text\n',
        f'title,text,url\rCranes,"{BODY}\r\rHe said ""yes"", twice.",https://q.example.org/a\r',
    ],
    ids=["comma", "semicolon", "tab", "sep", "quoted sep", "mark", "index", "backslash", "twice", "old Mac"],
)
def test_dialects(content: str) -> None:
    for data in (content.encode(), content.encode("utf-16")):
        read = page(data)
        assert read.text == f'Cranes\n\n{BODY}\n\nHe said "yes", twice.'
        assert read.address == "https://q.example.org/a"


def test_a_table_of_windows_is_read_in_its_encoding() -> None:
    content = f"title;text\nQuébec;{BODY} “Très bien,” a dit la mairie de Québec à l’été, près du café.\n".encode(
        "cp1252"
    )
    assert "“Très bien,” a dit la mairie de Québec à l’été" in page(content).text


def test_columns_of_nested_records_and_cells_that_hold_lists() -> None:
    read = page(f"source.name,authors,text\nQuay Times,\"['Mart Kask', 'Liis Tamm']\",{BODY}\n")
    assert (read.publisher, read.author) == ("Quay Times", "Mart Kask, Liis Tamm")
    read = page(
        f'source,authors,text\n"{{\'id\': None, \'name\': \'Quay Times\'}}","[{{""name"": ""Mart""}}]",{BODY}\n'
    )
    assert (read.publisher, read.author) == ("Quay Times", "Mart")


def test_rows_that_do_not_fit_the_header_are_rejected_alone() -> None:
    content = f"title,text\nA,{BODY}\nB,one,two,three\nC\n,\n\nD,{BODY}\n"
    assert outcome(content) == ["a.csv#1", "a.csv#2 broken_record", "a.csv#3 broken_record", "a.csv#4"]
    row = found(content)[1]
    assert isinstance(row, Rejection)
    assert "4 fields, the header has 2" in row.message
    assert row.text == "B|one|two|three"


def test_rows_with_broken_quotes_are_rejected_alone() -> None:
    assert outcome(f'title,text\nA,"x"y\nB,{BODY}\n') == ["a.csv#1 broken_record", "a.csv#2"]


def test_a_quote_that_is_never_closed_is_no_article() -> None:
    assert outcome(f'title,text\nA,{BODY}\nB,"{BODY}\nC,{BODY}\n') == ["a.csv#1", "a.csv#2 broken_record"]


@pytest.mark.parametrize("above", ["", "sep=,\n"])
def test_rows_that_a_quote_took_along_are_said_to_be_lost(above: str) -> None:
    first = 3 + above.count("\n")
    for rest, last in ((f"C,{BODY}\nD,{BODY}\n", first + 2), (f'C,"{BODY}"\nD,{BODY}\n', first + 1)):
        rejection = found(f'{above}title,text\nA,{BODY}\nB,"{BODY}\n{rest}')[1]
        assert isinstance(rejection, Rejection)
        assert f"begins on line {first} " in rejection.message
        assert rejection.message.endswith(f" Nothing from there to line {last} was read.")
    alone = found(f'{above}title,text\nA,{BODY}\nB,"x"y\n')[1]
    assert isinstance(alone, Rejection)
    assert f"on line {first} cannot" in alone.message
    assert "Nothing" not in alone.message


def test_without_a_header_nothing_is_guessed() -> None:
    [rejection] = found(f"Cranes,{BODY}\nPorts,{BODY}\n")
    assert isinstance(rejection, Rejection)
    assert (rejection.source_uri, rejection.reason) == ("a.csv", "no_header")
    assert "Cranes, The harbour lab" in rejection.message


def test_own_names_make_a_header() -> None:
    assert page(f"kopf;absatz\nCranes;{BODY}\n", {"text": "absatz", "title": "kopf"}).title == "Cranes"


def test_a_header_alone_is_an_empty_export() -> None:
    assert outcome("title,text\n\n") == ["a.csv empty"]


def test_a_long_read_fits_in_a_cell() -> None:
    assert outcome(f"title,text\nCranes,{BODY * 3000}\n") == ["a.csv#1"]


def test_a_table_must_fit_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_csv, "LARGEST_TABLE", 100)
    assert outcome(f"title,text\nCranes,{BODY}\n") == ["a.csv too_large"]
