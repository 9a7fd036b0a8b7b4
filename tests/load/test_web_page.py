"""Web pages: the article stays whole, everything around it goes, and the page's own data is read."""

from __future__ import annotations

from datetime import date

from orchestration.load import Article, read_article

PARAGRAPHS = [
    "The harbour lab and the city college have agreed to train forty engineers a year, the two said in Tallinn.",
    "Under the <a href='/pact'>five-year pact</a>, students spend two days a week at the quay with its cranes.",
    "“We have more cranes than people who understand them,” said Liis Tamm, director of the lab, at the ceremony.",
    "The college will open a course for harbour software in the autumn, with a first class of twenty students.",
]
FRAME = """<!doctype html><html lang="en-GB"><head><title>Cranes need company | Quay Times</title>
<meta property="og:site_name" content="Quay Times"><link rel="canonical" href="https://quay.example.org/cranes">
<script type="application/ld+json">{linked}</script></head><body>
<div id="cookie-consent"><p>We use cookies to count our visitors and their visits.</p></div>
<header><nav><ul><li><a href="/">Front page</a></li><li><a href="/port">Port</a></li></ul></nav></header>
<main><article><h1>Cranes need company</h1>{body}</article>
<aside><h3>Read next</h3><ul><li><a href="/x">Riga ferry line signs with Turku bakery</a></li></ul></aside>
<section id="comments"><h3>Comments</h3>
<p>anchor42: They should hire my cousin, he knows cranes.</p></section></main>
<footer><p>© 2009 Quay Times</p></footer></body></html>"""


def page(body: str = "", linked: str = "{}") -> Article:
    body = body or "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    article = read_article("a.html", FRAME.replace("{body}", body).replace("{linked}", linked).encode())
    assert isinstance(article, Article), article
    return article


def test_headline_and_body_are_whole_and_nothing_else_is_there() -> None:
    paragraphs = [paragraph.replace("<a href='/pact'>", "").replace("</a>", "") for paragraph in PARAGRAPHS]
    assert page().text == "\n\n".join(["Cranes need company", *paragraphs])


def test_what_the_page_says_about_itself() -> None:
    article = page()
    assert article.title == "Cranes need company"
    assert article.publisher == "Quay Times"
    assert article.address == "https://quay.example.org/cranes"
    assert article.language == "en"


def test_a_copyright_year_is_no_publication_date() -> None:
    assert page().published_on is None


def test_linked_data() -> None:
    linked = (
        '{"@graph": [{"@type": "WebSite", "datePublished": "2001-01-01"}, {"@type": "NewsArticle",'
        '"headline": "Cranes need company", "datePublished": "2024-05-04T08:00:00Z",'
        '"author": {"@type": "Person", "name": "Mart Kask"}, "publisher": {"name": "Quay Times Group"}}]}'
    )
    article = page(linked=linked)
    assert (article.published_on, article.published_on_basis) == (date(2024, 5, 4), "page_metadata")
    assert (article.author, article.publisher) == ("Mart Kask", "Quay Times Group")


def test_broken_linked_data_costs_nothing() -> None:
    for linked in ("{", "[" * 100_000, '{"@graph": 1}', '[1, {"@type": ["Article"], "datePublished": [1]}]'):
        assert page(linked=linked).title == "Cranes need company"


def test_time_element_of_the_article_but_not_of_a_comment() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    comment = '<div class="comment-list"><time datetime="2025-01-01">x</time></div>'
    assert page(comment + body).published_on is None
    assert page('<time datetime="2024-05-04">4 May</time>' + body).published_on == date(2024, 5, 4)


def test_list_items_and_table_rows_stand_on_their_own_lines() -> None:
    body = (
        f"<p>{PARAGRAPHS[0]}</p><ul><li>Blue Crane</li><li>Red <b>Crane</b></li></ul><p>{PARAGRAPHS[2]}</p>"
        f"<table><tr><th>Staff</th><td>1,259</td></tr><tr><th>Cranes</th><td>12</td></tr></table><p>{PARAGRAPHS[3]}</p>"
    )
    text = page(body).text
    assert "\n\n- Blue Crane\n- Red Crane\n\n" in text
    assert "\n\nStaff | 1,259\nCranes | 12\n\n" in text


def test_a_heading_behind_a_kicker_becomes_the_first_line_once() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    html = FRAME.replace(
        "<article><h1>Cranes need company</h1>{body}",
        f"<article><p>Quay desk report</p><h1>Cranes need company</h1>{body}",
    )
    article = read_article("a.html", html.replace("{linked}", "{}").encode())
    assert isinstance(article, Article)
    assert article.text.startswith("Cranes need company\n\nQuay desk report\n\nThe harbour lab")
    assert article.text.count("Cranes need company") == 1


def test_code_points_of_the_page_are_kept() -> None:
    decomposed = "Montre\u0301al"
    body = f"<p>{decomposed} is far away from here.</p>" + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    assert decomposed in page(body).text
