"""How facts are written for people in lists of errors. Not here: how they are compared (`families`)."""

from __future__ import annotations


def number_label(subject: str | None, measure: str, low: float | None, high: float | None, unit: str | None) -> str:
    """Return like "Halden Robotics: 300.. researchers (people)"; an open bound is empty."""
    bounds = _plain(low) if low is not None and low == high else f"{_plain(low)}..{_plain(high)}"
    return f"{subject}: {bounds} {measure} ({unit})"


def person_label(person: str, title: str | None, organization: str | None) -> str:
    """Return like "Aino Lehto, director, IQM"; what is not known is left out."""
    return ", ".join(part for part in (person, title, organization) if part)


def program_label(name: str, city: str | None, country: str | None, year: int | None) -> str:
    """Return like "Polar Compute Lab (Oulu, FI, 2024)"; what is not known is left out."""
    known = ", ".join(str(part) for part in (city, country, year) if part)
    return f"{name} ({known})" if known else name


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:,.15g}"
