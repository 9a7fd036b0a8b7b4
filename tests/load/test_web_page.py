"""Web pages: the article stays whole, everything around it goes, and the page's own data is read."""

from __future__ import annotations

from datetime import date

import pytest
from lxml.html import document_fromstring, fragment_fromstring

from orchestration.load.article import read_article
from orchestration.load.furniture import remove_furniture
from orchestration.load.models import Article

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


def body(*between: str) -> str:
    """The four paragraphs, with the given elements behind the second."""
    paragraphs = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]
    return "".join([*paragraphs[:2], *between, *paragraphs[2:]])


@pytest.mark.parametrize(
    "furniture",
    [
        '<div class="ShareBar"><p>Send this page to your friends and colleagues.</p></div>',
        '<section class="c-newsletter-box"><p>Cranes in your inbox every Friday morning.</p></section>',
        '<div id="onetrust-banner"><p>We and our partners store small files on your device.</p></div>',
        '<div class="story-related"><p>Riga ferry line signs with the Turku bakery for five years.</p></div>',
        '<div class="commentList"><p>anchor42: They should hire my cousin, he knows cranes.</p></div>',
        '<p class="photo-credit">Mart Kask for Quay Times, in the old harbour</p>',
        '<span class="sr-only">Skip this part of the page if you are in a hurry.</span>',
        '<p>Read more: <a href="/x">Riga ferry line signs with Turku bakery</a></p>',
        '<p><strong>Don’t miss</strong> <a href="/x">Riga ferry line signs with Turku bakery</a></p>',
        '<h3>Related stories</h3><ul><li><a href="/x">Riga ferry line signs with Turku bakery</a></li></ul>',
        '<p>Up next: <a href="/x">Riga ferry line signs with Turku bakery</a></p>',
        '<h3>More stories</h3><ul><li><a href="/x">Riga ferry line signs with a bakery</a> by our staff in Riga</li>'
        '<li><a href="/y">Turku bakery buys a second ferry line</a> by our staff in Turku</li></ul>',
        "<p>Sign up for our newsletter and get the cranes into your inbox.</p>",
        "<p>Follow Quay Times on LinkedIn and Mastodon</p>",
        "<p>Image credit: Mart Kask, Quay Times</p>",
        "<p>Advertisement</p>",
        "<p>© 2026 Quay Times. All rights reserved.</p>",
        "<noscript><p>Please turn scripts on to see the cranes move.</p></noscript>",
    ],
)
def test_furniture_inside_the_article_goes(furniture: str) -> None:
    assert page(body(furniture)).text == page(body()).text


@pytest.mark.parametrize(
    "paragraph",
    [
        'The pact was signed on <time datetime="2024-05-04">4 May 2024</time> by the harbour lab in Tallinn itself.',
        'The money comes from <span class="link">Quay Bank</span> and from the town, as Tamm told the guests there.',
        'With <a class="related-link" href="/x">Blue Crane</a>, the lab will share its cranes with all students.',
        "The lab will read more: <em class='share'>three papers</em> a week go to all students there.",
        "Those who pass the <label>test of the quay</label> will work on the cranes of the harbour lab from May on.",
        "Copyright is the first subject of the new course at the college, "
        + "and then come cranes and their loads, " * 6,
        "Comments on the plan were mixed, and the college will sign up to forty students for the course in any case.",
    ],
)
def test_sentences_stay_whole(paragraph: str) -> None:
    whole = fragment_fromstring(paragraph, create_parent="p").text_content()
    assert f"\n\n{whole.strip()}\n\n" in page(body(f"<p>{paragraph}</p>")).text


def test_a_date_in_a_sentence_is_not_that_of_the_article() -> None:
    sentence = '<p>The quay was built on <time datetime="1984-05-04">4 May 1984</time>, Tamm said.</p>'
    assert page(body(sentence)).published_on is None


@pytest.mark.parametrize(
    ("before", "address"), [("<p>The first cohort:</p>", "/startups/{}"), ("<h2>Cohort</h2>", "https://{}.example.org")]
)
def test_a_list_of_companies_stays_though_all_are_links(before: str, address: str) -> None:
    names = ["Blue Crane", "Harbour Mind", "Quay Data", "Tide Works", "Buoy Labs", "Anchor Vision"]
    items = [f'<li><a href="{address.format(name.replace(" ", "").lower())}">{name}</a></li>' for name in names]
    text = page(body(before, "<ul>", *items, "</ul>")).text
    assert "\n".join(f"- {name}" for name in names) in text


@pytest.mark.parametrize(
    "html",
    [
        f"<div class='related'><p>{PARAGRAPHS[0]}</p></div><p>{PARAGRAPHS[2]}</p>",
        f"<div class='promo'><h1>Cranes</h1></div><p>{' '.join(PARAGRAPHS)}</p>",
        f"<div class='promo'><article><p>Cranes</p></article></div><p>{' '.join(PARAGRAPHS)}</p>",
        f"<div class='promo'><p itemprop='articleBody'>Cranes</p></div><p>{' '.join(PARAGRAPHS)}</p>",
    ],
)
def test_a_name_that_misleads_does_not_cost_the_article(html: str) -> None:
    tree = document_fromstring(f"<html><body>{html}</body></html>")
    before = tree.text_content()
    remove_furniture(tree)
    assert tree.text_content() == before


def test_the_lead_in_the_header_of_the_article_stays() -> None:
    html = FRAME.replace("<h1>Cranes need company</h1>", "<header><h1>Cranes need company</h1><p>{lead}</p></header>")
    lead = "Forty engineers a year are to learn how software moves a load across the water."
    article = read_article("a.html", html.format(lead=lead, body=body(), linked="{}").encode())
    assert isinstance(article, Article)
    assert article.text.startswith(f"Cranes need company\n\n{lead}\n\nThe harbour lab")


def test_a_page_of_unusual_layout_gets_a_second_look() -> None:
    cells = "".join(f"<div class='teaser'><p>{paragraph}</p></div>" for paragraph in PARAGRAPHS)
    article = read_article("a.html", f"<html><body><p>Quay Times</p>{cells}</body></html>".encode())
    assert isinstance(article, Article)
    assert "first class of twenty students" in article.text


def test_the_name_of_the_site_is_no_part_of_the_title() -> None:
    html = FRAME.replace("<h1>Cranes need company</h1>", "").replace("{body}", body()).replace("{linked}", "{}")
    article = read_article("a.html", html.encode())
    assert isinstance(article, Article)
    assert article.title == "Cranes need company"


def test_the_local_day_wins_over_that_in_utc() -> None:
    linked = (
        '[{"@type": "NewsArticle", "datePublished": "2024-05-05T01:30:00Z"},'
        '{"@type": "NewsArticle", "datePublished": "2024-05-04T21:30:00-04:00"}]'
    )
    assert page(linked=linked).published_on == date(2024, 5, 4)


def test_a_date_that_readers_see_counts_where_metadata_is_silent() -> None:
    byline = '<div class="entry-date">Posted on 4 May 2024</div>'
    article = page(byline + body())
    assert (article.published_on, article.published_on_basis) == (date(2024, 5, 4), "page_metadata")


def test_nobody_is_no_author() -> None:
    linked = '{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Unknown"}}'
    assert page(linked=linked).author is None


def test_a_dash_and_the_site_behind_the_title_of_its_cards_go() -> None:
    card = '<meta property="og:title" content="Cranes need company – Quay Times">'
    html = FRAME.replace("<h1>Cranes need company</h1>", "").replace("</head>", f"{card}</head>")
    article = read_article("a.html", html.replace("{body}", body()).replace("{linked}", "{}").encode())
    assert isinstance(article, Article)
    assert article.title == "Cranes need company"


def test_a_year_alone_is_no_publication_date() -> None:
    assert page('<div class="entry-date">2009</div>' + body()).published_on is None


def test_a_publisher_that_is_an_address_becomes_its_host() -> None:
    linked = '{"@type": "NewsArticle", "publisher": {"name": "https://www.quay.example.org/"}}'
    assert page(linked=linked).publisher == "quay.example.org"


def test_control_characters_do_not_end_the_page() -> None:
    html = FRAME.replace("{body}", body("<p>The lab\0 has\x01 four cranes and forty students now.</p>"))
    article = read_article("a.html", html.replace("{linked}", "{}").encode("utf-16"))
    assert isinstance(article, Article)
    assert "\n\nThe lab has four cranes and forty students now.\n\n" in article.text
