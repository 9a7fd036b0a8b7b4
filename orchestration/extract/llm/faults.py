"""What can go wrong between an article and a model, by who must act.

Here: the classes. Not here: what becomes of them (`extract.run`): an OSError is a fault of the machine and stops the
refresh; any other exception is a fault of the article, which is a row of `data_issues` and is read again next time.
"""

from __future__ import annotations


class ServerError(OSError):
    """No article could be read: nobody answers, the key or the address is wrong, the server is overloaded."""


class AnswerError(Exception):
    """The server works, and its answer for this article is of no use."""


class BudgetError(Exception):
    """The requests or tokens of this process are spent; the articles that are left wait for the next refresh."""
