"""Ecosystem Ledger: from news articles to a warehouse of who works with whom, where, and how big."""

__version__ = "0.1.0"
