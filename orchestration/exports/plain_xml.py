"""Texts for XML, in which some characters can't stand at all, not even escaped."""

from __future__ import annotations

import re

UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return the text without the characters that XML 1.0 does not know."""
    return UNSPEAKABLE.sub("", text)
