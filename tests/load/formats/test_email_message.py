"""Mails: the article that was sent, by whom and when, without what mail programs and newsletters put around it."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest

from orchestration.load.formats.email_message import read_email_message
from orchestration.load.formats.mime_parts import MOST_CONTAINERS, header
from orchestration.load.models import Page, PartialDate, Problem
from tests.load.formats.one_article import TITLE, html, mail

SENTENCE = "The crane school at the quay in Québec takes in forty new students a year."
SECOND = "The first class begins on 1 September, and its doors are open to visitors until the end of May."


def message(text: str, subject: str = "Cranes need company", **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = subject
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def page(content: EmailMessage | bytes) -> Page:
    read = read_email_message(content if isinstance(content, bytes) else content.as_bytes())
    assert isinstance(read, Page), read
    return read


def body(text: str) -> str:
    return page(message(text)).text.removeprefix("Cranes need company").strip()


def test_what_the_headers_say() -> None:
    read = page(mail())
    assert read.title == TITLE
    assert (read.publisher, read.author) == ("Harbour Lab Newsroom", None)
    assert read.published == PartialDate(date(2025, 3, 4), "day")  # where it was sent, not in UTC


@pytest.mark.parametrize(
    ("sender", "author", "publisher"),
    [
        ("Ann Roy <ann.roy@lab.example.org>", "Ann Roy", None),
        ('"Harbour Lab" <news@lab.example.org>', None, "Harbour Lab"),
        ("Harbour Lab Press <cranes@lab.example.org>", None, "Harbour Lab Press"),
        ("ann.roy@lab.example.org", None, None),
        ("", None, None),
    ],
)
def test_senders_are_people_or_offices(sender: str, author: str | None, publisher: str | None) -> None:
    read = page(message(SENTENCE, From=sender))
    assert (read.author, read.publisher) == (author, publisher)


@pytest.mark.parametrize("mark", ["Fwd: ", "FW: Re: ", "[EXTERNAL] ", "AW: WG: ", ""])
def test_marks_of_the_subject_go(mark: str) -> None:
    assert page(message(SENTENCE, f"{mark}Cranes: a school")).title == "Cranes: a school"


def test_wrapped_lines_are_joined_and_short_ones_are_not() -> None:
    wrapped = (
        "The crane school at the quay in Québec takes in forty new students a\n"
        "year, and all of them learn on AI-\ndriven simulators.\n"
        "Contact:\nAnn Roy\n"
    )
    joined = body(f"{wrapped}\n{'x' * 70}")
    assert joined.startswith("The crane school at the quay in Québec takes in forty new students a year, and all")
    assert "\nContact:\nAnn Roy" in joined


def test_flowed_text_is_joined() -> None:
    content = (
        b"Subject: Cranes\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
        b"The crane school at the quay \ntakes in forty new students \na year.\n\n-- \nAnn Roy\n"
    )
    assert page(content).text == "Cranes\n\nThe crane school at the quay takes in forty new students a year."


def test_signature_reply_and_footer_go() -> None:
    assert body(f"{SENTENCE}\n\n{SECOND}\n\n-- \nAnn Roy\n+1 418 555 0100\n") == f"{SENTENCE}\n\n{SECOND}"
    reply = "On Tue, 4 Mar 2025 at 09:30, Ann Roy <ann@lab.example.org> wrote:\n> Is there news?\n>\n> Ann\n"
    assert body(f"{SENTENCE}\n\n{reply}") == SENTENCE
    footer = "You are receiving this email because you signed up.\nUnsubscribe | Manage preferences\n\n1 Quay Street"
    assert body(f"View this email in your browser\n\n{SENTENCE}\n\n{SECOND}\n\n{footer}") == f"{SENTENCE}\n\n{SECOND}"


def test_a_dash_between_paragraphs_is_no_signature() -> None:
    long = "\n\n".join([SENTENCE] * 20)
    assert SECOND in body(f"{SENTENCE}\n\n--\n\n{long}\n\n{SECOND}")


def test_a_paragraph_about_unsubscribing_is_an_article() -> None:
    story = f"People who unsubscribe from newsletters save time. {SENTENCE * 8}"
    assert story in body(f"{SENTENCE}\n\n{story}\n\n{SECOND}").replace("\n", " ")


def test_a_forwarded_mail_is_that_of_its_first_sender() -> None:
    head = (
        "FYI\n\n---------- Forwarded message ---------\nFrom: Harbour Lab <press@lab.example.org>\n"
        "Date: Tue, Mar 4, 2025 at 9:30 AM\nSubject: Cranes need company\nTo: <desk@quay.example.org>\n\n\n"
    )
    read = page(message(f"{head}{SENTENCE}\n\n{SECOND}\n", "Fwd: worth a look", From="Bo Lee <bo@quay.example.org>"))
    assert read.text == f"Cranes need company\n\n{SENTENCE}\n\n{SECOND}"
    assert (read.publisher, read.published) == ("Harbour Lab", PartialDate(date(2025, 3, 4), "day"))


def test_a_mail_forwarded_as_an_attachment_is_read_instead() -> None:
    outer = message("FYI", "Fwd: worth a look")
    outer.add_attachment(message(SENTENCE))
    assert page(outer).text == f"Cranes need company\n\n{SENTENCE}"


def test_the_version_with_clearly_more_is_read() -> None:
    stub = message("This newsletter is best read in a browser: https://quay.example.org/", TITLE)
    stub.add_alternative(html(), subtype="html")
    assert "two days a week at the quay" in page(stub).text


def test_attachments_are_not_named() -> None:
    with_file = message(SENTENCE)
    with_file.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="secret-plan.pdf")
    with_file.add_attachment("An attached text about other things.", filename="notes.txt")
    assert page(with_file).text == f"Cranes need company\n\n{SENTENCE}"


def with_parts(*parts: tuple[str, str]) -> EmailMessage:
    """A mail with parts that are shown one below the other: subtype and text of each."""
    made = EmailMessage()
    made["Subject"] = "Cranes need company"
    made.make_mixed()
    for subtype, text in parts:
        part = EmailMessage()
        part.set_content(text, subtype=subtype, disposition="inline")
        made.attach(part)
    return made


def test_all_parts_that_are_shown_are_read() -> None:
    made = with_parts(("plain", "Dear colleagues, see below."), ("plain", f"{SENTENCE}\n\n{SECOND}"))
    made.add_attachment("An attached text about other things.", filename="notes.txt")
    assert page(made).text == f"Cranes need company\n\nDear colleagues, see below.\n\n{SENTENCE}\n\n{SECOND}"
    pages = page(with_parts(("html", f"<p>{SENTENCE}</p>"), ("html", f"<p>{SECOND}</p>"))).text
    assert pages == f"Cranes need company\n\n{SENTENCE}\n\n{SECOND}"


@pytest.mark.parametrize(
    "end", ["-- \nAnn Roy\n", "On Tue, 4 Mar 2025 at 09:30, Bo Lee <b@q.example.org> wrote:\n> Hi\n"]
)
def test_the_end_of_a_note_is_not_the_end_of_the_release_below_it(end: str) -> None:
    made = with_parts(("plain", f"See below.\n\n{end}"), ("plain", f"{SENTENCE}\n\n{SECOND}"))
    assert page(made).text == f"Cranes need company\n\nSee below.\n\n{SENTENCE}\n\n{SECOND}"


def test_an_article_in_both_versions_is_read_once() -> None:
    for text in (page(with_parts(("plain", SENTENCE), ("html", f"<p>{SENTENCE}</p>"))).text, page(mail(True)).text):
        assert text.count(text[-40:]) == 1


def test_a_part_that_cannot_be_decoded_is_not_left_out_in_silence() -> None:
    unclear = b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n\xff\x81 \xfe\x8d \xf9\x90"
    head = b"Subject: C\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
    note = b"Content-Type: text/plain\n\n" + SENTENCE.encode()
    read = read_email_message(head + note + b"\n--b\n" + unclear + b"\n--b--\n")
    assert isinstance(read, Problem)
    assert read.reason in {"encoding", "binary"}


def test_a_machine_without_memory_is_not_a_broken_header(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(EmailMessage, "get", fail)
    with pytest.raises(MemoryError):
        header(EmailMessage(), "Subject")


@pytest.mark.parametrize("stated", ["iso-8859-1", "windows-1252", "us-ascii", "x-nonsense", "utf-8"])
def test_a_wrong_charset_is_mended_only_where_that_is_sure(stated: str) -> None:
    head = f"Subject: Cranes\nContent-Type: text/plain; charset={stated}\nContent-Transfer-Encoding: 8bit\n\n"
    for encoding in {"us-ascii": ["utf-8"], "x-nonsense": ["utf-8"], "utf-8": ["utf-8"]}.get(stated, ["cp1252"]):
        assert "in Québec takes" in page(head.encode() + SENTENCE.encode(encoding)).text
    unclear = read_email_message(b"Subject: C\nContent-Type: text/plain; charset=utf-8\n\n\xff\x81 \xfe\x8d \xf9\x90")
    assert isinstance(unclear, Problem)
    assert unclear.reason in {"encoding", "binary"}


def test_parts_inside_parts_are_limited() -> None:
    def nested(depth: int) -> bytes:
        head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))
        return b"Subject: Cranes need company\n" + head + b"Content-Type: text/plain\n\n" + SENTENCE.encode()

    assert SENTENCE in page(nested(20)).text
    assert read_email_message(nested(1000)) == read_email_message(nested(MOST_CONTAINERS + 1))
    assert isinstance(read_email_message(nested(MOST_CONTAINERS + 1)), Problem)


def test_broken_mails_never_raise() -> None:
    whole = mail(with_html=True)
    for end in range(0, len(whole), 97):
        assert isinstance(read_email_message(whole[:end]), Page | Problem)
    for field in (
        b"From: <@[",
        b"Date: 99 Foo 2025",
        b"Subject: =?utf-8?b?!!!?=",
        b"From: =?x?q?=FF?= <a@b>",
        b"Date:",
    ):
        assert SENTENCE in page(b"MIME-Version: 1.0\n" + field + b"\n\n" + SENTENCE.encode()).text
    assert isinstance(read_email_message(b"\x00\x01" * 500), Problem)
