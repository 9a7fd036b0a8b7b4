"""What surrounds an article on a web page, and how it is removed: from the page's tree, and from the lines of its text.

An element goes by its tag, by words in its class or id, or by the label that announces it ("Read more: ..."). The words
are in `vocabulary/page_furniture.yml`. Not here: which part of the page is the article (trafilatura finds it).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Never read by people. trafilatura drops them too, but searches and copies the tree eight times with them.
UNREAD = (
    *("style", "noscript", "template", "nav", "menu", "dialog", "button", "select"),
    *("input", "textarea", "svg", "canvas", "map", "iframe", "object", "embed", "video", "audio", "source"),
)
NAMED_BLOCKS = (
    *("div", "section", "header", "p", "ul", "ol", "dl", "li", "table", "figure", "figcaption", "h2", "h3", "h4", "h5"),
)
NAMED_INLINE = ("span", "a", "em", "small", "strong")
INLINE = ("span", "font", "b", "i", "em", "u", "small", "mark", "abbr", "cite", "ins", "big", "bdi", "wbr")
HEADINGS = ("h2", "h3", "h4", "h5", "h6", "p", "div", "strong")
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
# "category-social" and "tag-newsletter" name the subject of the article, "has-sidebar" its place.
ABOUT_THE_ARTICLE = re.compile(r"(?<!\S)(?:category|tag|topic|type|format|has|is|no)-\S+")
NOT_A_WORD = re.compile(r"[^a-z0-9]+")
AROUND_A_LABEL = " \t\n:>»|–—-•*#.…()[]"
LONGEST_LINE = 250
FEWEST_SITES = 3
# A name that misleads, such as "promo" around the article itself, must not cost the article.
MOST_OF_PAGE = 0.3


@dataclass(frozen=True)
class Vocabulary:
    """The words of page_furniture.yml, ready for comparison."""

    elements: re.Pattern[str]
    labels: frozenset[str]
    lines: frozenset[str]
    paragraphs: re.Pattern[str]


def remove_unread(tree: HtmlElement) -> None:
    """Take out what browsers do not show as text, except what holds the page's metadata."""
    from lxml.etree import strip_elements

    for script in tree.xpath("//script[not(@type='application/ld+json')]"):
        _drop(script)
    strip_elements(tree, *UNREAD, with_tail=False)


def join_sentences(tree: HtmlElement) -> None:
    """Unwrap what stands inside sentences: trafilatura would judge it by its name, and leave a hole."""
    from lxml.etree import strip_tags

    for element in list(tree.iter("time", "label")):
        if _has_text_beside(element):
            element.drop_tag()
    strip_tags(tree, *INLINE)


def remove_furniture(tree: HtmlElement) -> None:
    """Take out what surrounds the article, as far as names and labels tell."""
    from lxml.etree import strip_elements

    strip_elements(tree, "head", "script", with_tail=False)
    most = MOST_OF_PAGE * len(_text(tree))
    for element in list(tree.iter(*NAMED_BLOCKS, *NAMED_INLINE)):
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if name != " " and is_furniture_name(name) and _may_go(element, most):
            _drop(element)
    for link in list(tree.iter("a")):
        _remove_announced_link(link)
    for heading in list(tree.iter(*HEADINGS)):
        _remove_announced_list(heading)
    for listed in tree.iter("ul", "ol", "table"):
        _keep_list_of_article(listed)
    for time in list(tree.iter("time")):
        _keep_date_of_sentence(time)


@lru_cache(maxsize=10_000)
def is_furniture_name(name: str) -> bool:
    """Whether the class and id of an element name furniture."""
    words = NOT_A_WORD.sub(" ", HUMP.sub(" ", ABOUT_THE_ARTICLE.sub("", name)).lower())
    return vocabulary().elements.search(f" {words} ") is not None


def is_furniture_line(text: str) -> bool:
    """Whether a line or paragraph of the text is none of the article."""
    if len(text) > LONGEST_LINE:
        return False
    folded = _folded(text)
    return folded in vocabulary().lines or vocabulary().paragraphs.fullmatch(folded) is not None


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    import yaml  # only needed for web pages

    source = files("orchestration.load").joinpath("vocabulary/page_furniture.yml").read_text(encoding="utf-8")
    loaded = yaml.safe_load(source)
    names = "|".join(re.escape(word) for words in loaded["elements"].values() for word in words.split(", "))
    labels, lines = (frozenset(loaded[key].split(", ")) for key in ("labels", "lines"))
    return Vocabulary(re.compile(f" (?:{names}) "), labels, lines, re.compile("|".join(loaded["paragraphs"])))


def _remove_announced_link(link: HtmlElement) -> None:
    """Drop "Related: <a>...</a>", where nothing but a label stands beside the link."""
    block = link.getparent()
    while block is not None and block.tag in ("strong", "b", "em", "i", "span", "u"):
        block = block.getparent()
    if block is None or block.tag not in ("p", "li", "div", "h2", "h3", "h4", "h5", "h6"):
        return
    text = _text(block)
    if len(text) <= LONGEST_LINE:
        rest = text
        for other in block.iter("a"):
            rest = rest.replace(_text(other), "", 1)
        if rest != text and _folded(rest) in vocabulary().labels:
            _drop(block)


def _remove_announced_list(heading: HtmlElement) -> None:
    text = "".join([heading.text or "", *(f"{child.text or ''}{child.tail or ''}" for child in heading[:3])])
    if (
        len(heading) > 3
        or _folded(text) not in vocabulary().labels
        or _folded(_text(heading)) not in vocabulary().labels
    ):
        return
    while (following := heading.getnext()) is not None and following.tag in ("ul", "ol", "div", "p", "section"):
        if 2 * sum(len(_text(link)) for link in following.iter("a")) <= len(_text(following)):
            break
        _drop(following)
    _drop(heading)


def _keep_list_of_article(listed: HtmlElement) -> None:
    """Unlink a list that the article introduces or that leads to many sites: the companies of a cohort, say.

    trafilatura takes lists of links for menus.
    """
    links = [link for link in listed.iter("a") if (link.get("href") or "").startswith(("http://", "https://"))]
    before = listed.getprevious()
    is_introduced = before is not None and before.tag == "p" and _text(before).endswith(":")
    hosts = {urlsplit(link.get("href")).netloc for link in links} if len(links) >= FEWEST_SITES else set()
    if is_introduced or len(hosts) >= max(FEWEST_SITES, 0.75 * len(links)):
        for link in list(listed.iter("a")):
            link.drop_tag()


def _keep_date_of_sentence(time: HtmlElement) -> None:
    """Unwrap a date that a sentence states, so that it is not taken for that of the article."""
    paragraph = next(time.iterancestors("p"), None)
    if paragraph is not None and _text(paragraph).endswith((".", "!", "?", "”", '"')):
        time.drop_tag()


def _may_go(element: HtmlElement, most: float) -> bool:
    """Whether removing the element leaves the article and its sentences whole."""
    if element.tag in NAMED_INLINE:
        return not _has_text_beside(element)
    if len(_text(element)) > most or next(element.iter("h1", "article", "main"), None) is not None:
        return False
    return not element.xpath("boolean(descendant-or-self::*[@itemprop='articleBody'])")


def _has_text_beside(element: HtmlElement) -> bool:
    parent = element.getparent()
    if parent is None:  # went with what it stood in
        return True
    return bool((parent.text or "").strip()) or any((child.tail or "").strip() for child in parent)


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _folded(text: str) -> str:
    return " ".join(text.split()).strip(AROUND_A_LABEL).casefold().replace("’", "'")
