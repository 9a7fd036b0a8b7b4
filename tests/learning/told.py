"""What an annotated article tells, for tests that write something into it."""

from orchestration.learning.markup import AnnotatedArticle


def tells_all_of(variant: AnnotatedArticle, article: AnnotatedArticle) -> bool:
    """True where a variant has each mention of an article, with its words and in its order."""
    found = iter(_mentions(variant))
    return all(each in found for each in _mentions(article))


def _mentions(article: AnnotatedArticle) -> list[tuple[tuple[str, ...], str]]:
    return [(each.ids, article.text[each.start : each.end]) for each in article.mentions]
