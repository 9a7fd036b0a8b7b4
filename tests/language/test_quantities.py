from __future__ import annotations

import pytest

from orchestration.language.quantities import Quantity, find_quantities, parse_quantity, parse_quantity_like

INF = None
CASES: list[tuple[str, str, float | None, float | None, str | None, str]] = [
    # bounds
    ("It has over 1,300 affiliated researchers.", "over 1,300", 1300, INF, None, "at_least"),
    ("more than 40 labs", "more than 40", 40, INF, None, "at_least"),
    ("no fewer than six teams", "no fewer than six", 6, INF, None, "at_least"),
    ("100+ startups", "100+", 100, INF, None, "at_least"),
    ("fifty or more partners", "fifty or more", 50, INF, None, "at_least"),
    ("houses nearly 900 scientists", "nearly 900", None, 900, None, "at_most"),
    ("Just under 900 people", "Just under 900", None, 900, None, "at_most"),
    ("no more than 5 projects", "no more than 5", None, 5, None, "at_most"),
    ("up to €12m for pilots", "up to €12m", None, 12e6, "EUR", "at_most"),
    ("Around 100 engineers", "Around 100", 100, 100, None, "about"),
    ("with some 40 staff", "some 40", 40, 40, None, "about"),
    ("between 10 and 20 firms", "between 10 and 20", 10, 20, None, "range"),
    ("20 to 30 startups a year", "20 to 30", 20, 30, None, "range"),
    ("10,000-12,000 jobs", "10,000-12,000", 10_000, 12_000, None, "range"),
    # number words
    ("sent seven companies", "seven", 7, 7, None, "exact"),
    ("Twenty-five people came", "Twenty-five", 25, 25, None, "exact"),
    ("two hundred and ten desks", "two hundred and ten", 210, 210, None, "exact"),
    ("a hundred mentors", "a hundred", 100, 100, None, "exact"),
    ("two dozen teams", "two dozen", 24, 24, None, "exact"),
    ("half a million euros", "half a million euros", 5e5, 5e5, "EUR", "exact"),
    ("one and a half million users", "one and a half million", 1.5e6, 1.5e6, None, "exact"),
    ("at least one founder", "at least one", 1, INF, None, "at_least"),
    ("1.259 companies", "1.259", 1259, 1259, None, "exact"),
    ("$3.125 billion", "$3.125 billion", 3.125e9, 3.125e9, "USD", "exact"),
    # vague numbers end where the next word begins
    ("tens of billions of wons", "tens of billions of wons", 1e10, 1e11, "KRW", "range"),
    ("Hundreds of guests", "Hundreds", 100, 1000, None, "range"),
    ("dozens of firms", "dozens", 12, 100, None, "range"),
    ("several hundred jobs", "several hundred", 100, 1000, None, "range"),
    # money: dollars of all kinds, Indian, Gulf, Korean and Nordic forms
    ("raised US$3.5 million in", "US$3.5 million", 3.5e6, 3.5e6, "USD", "exact"),
    ("a $10-million fund", "$10-million", 1e7, 1e7, "USD", "exact"),
    ("C$10M round", "C$10M", 1e7, 1e7, "CAD", "exact"),
    ("$5 million CAD", "$5 million CAD", 5e6, 5e6, "CAD", "exact"),
    ("NT$3 billion", "NT$3 billion", 3e9, 3e9, "TWD", "exact"),
    ("$5-10 million", "$5-10 million", 5e6, 1e7, "USD", "range"),
    ("€3m to €5m", "€3m to €5m", 3e6, 5e6, "EUR", "range"),
    ("€1,5 million", "€1,5 million", 1.5e6, 1.5e6, "EUR", "exact"),
    ("1.15 billion yen", "1.15 billion yen", 1_150_000_000, 1_150_000_000, "JPY", "exact"),
    ("Rs. 500 crore", "Rs. 500 crore", 5e9, 5e9, "INR", "exact"),
    ("₹1.2 lakh crore", "₹1.2 lakh crore", 1.2e12, 1.2e12, "INR", "exact"),
    ("Rs 1,50,000 each", "Rs 1,50,000", 150_000, 150_000, "INR", "exact"),
    ("AED 550 million", "AED 550 million", 5.5e8, 5.5e8, "AED", "exact"),
    ("20 million Saudi riyals", "20 million Saudi riyals", 2e7, 2e7, "SAR", "exact"),
    ("107 trillion won in sales", "107 trillion won", 107e12, 107e12, "KRW", "exact"),
    ("1조 5,000억 원", "1조 5,000억 원", 1.5e12, 1.5e12, "KRW", "exact"),
    ("100 hundred million won", "100 hundred million won", 1e10, 1e10, "KRW", "exact"),
    ("50 MSEK", "50 MSEK", 5e7, 5e7, "SEK", "exact"),
    ("DKK 21 million", "DKK 21 million", 2.1e7, 2.1e7, "DKK", "exact"),
    ("5 million Swedish kronor", "5 million Swedish kronor", 5e6, 5e6, "SEK", "exact"),
    ("900 million Czech crowns", "900 million Czech crowns", 9e8, 9e8, "CZK", "exact"),
    ("12 million Kenyan shillings", "12 million Kenyan shillings", 1.2e7, 1.2e7, "KES", "exact"),
    ("350 million CFA francs", "350 million CFA francs", 3.5e8, 3.5e8, "XOF", "exact"),
    ("R$ 180 million", "R$ 180 million", 1.8e8, 1.8e8, "BRL", "exact"),
    ("R50 million", "R50 million", 5e7, 5e7, "ZAR", "exact"),
    ("RM5 million", "RM5 million", 5e6, 5e6, "MYR", "exact"),
    # area, time, share
    ("(approx. 7,000 square meters, with", "approx. 7,000 square meters", 7000, 7000, "m2", "about"),
    ("a 7,000-square-meter hall", "7,000-square-meter", 7000, 7000, "m2", "exact"),
    ("12 000 m²", "12 000 m²", 12_000, 12_000, "m2", "exact"),
    ("100,000 sq. ft. campus", "100,000 sq. ft", 9290.304, 9290.304, "m2", "exact"),
    ("5 hectares", "5 hectares", 50_000, 50_000, "m2", "exact"),
    ("1,000 pyeong", "1,000 pyeong", 3305.785, 3305.785, "m2", "exact"),
    ("a 15-week programme", "15-week", 15, 15, "week", "exact"),
    ("a three-to-five-year plan", "three-to-five-year", 3, 5, "year", "range"),
    ("three (3) years", "three (3) years", 3, 3, "year", "exact"),
    ("within six months", "within six months", None, 6, "month", "at_most"),
    ("two decades", "two decades", 20, 20, "year", "exact"),
    ("12 per cent of", "12 per cent", 12, 12, "percent", "exact"),
    # digits that could be a year
    ("2,021 people came", "2,021", 2021, 2021, None, "exact"),
    ("more than 2000 students enrolled", "more than 2000", 2000, INF, None, "at_least"),
]


@pytest.mark.parametrize(("sentence", "text", "low", "high", "unit", "qualifier"), CASES, ids=[c[0] for c in CASES])
def test_reads_a_quantity(
    sentence: str, text: str, low: float | None, high: float | None, unit: str | None, qualifier: str
) -> None:
    start = sentence.index(text)
    expected = Quantity(start, start + len(text), text, low, high, unit, qualifier)  # type: ignore[arg-type]
    assert find_quantities(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "one of the world's top three nations", "It came first.", "many in their 20-30s", "people in their 40s",
        "The doors open at 9:30.", "until 10 a.m.", "Web3 and 5G", "Vision 2030", "the 4th Industrial Revolution",
        "Industry 4.0", "In 2020, they met.", "since 1993", "On October 4, they signed.", "on Monday, May 10th",
        "Phone: +82-44-202-4034", "Tel. 02-555-1234", "write to team7@mail42.org", "see https://x.org/2/34",
        "1. Background", "(2) Aims", "version 2.0", "v1.2.3", "GPT-4", "COVID-19", "a one-on-one talk", "24/7 support",
        "aged 25", "a 30-year-old founder", "two years ago", "for the past two years", "Article 12", "No. 5", "#1",
        "Horizon 2020", "12 High Street", "two-thirds of it", "0 replies", "10 km away", "a 24-hour race", "3D",
        "Q3 2024", "FY2024-25", "Room 301", "Apollo 11 was", "© 2009–2026 City News", "2021 News", "a two-way street",
        "serial 123456789012345678901234567890", "one wonders", "No one came", "Phase 2 begins", "5 GW of power",
    ],
)  # fmt: skip
def test_leaves_alone_what_is_no_quantity(sentence: str) -> None:
    assert find_quantities(sentence) == []


def test_finds_several_from_left_to_right() -> None:
    text = "Two professors and 34 graduate students share 600 square metres for $1.2bn over five years."
    found = [q.text for q in find_quantities(text)]
    assert found == ["Two", "34", "600 square metres", "$1.2bn", "five years"]


def test_a_change_is_two_quantities_and_a_range_is_one() -> None:
    assert [q.low for q in find_quantities("from 7,000 to 7,600 square meters")] == [7000, 7600]
    assert [(q.low, q.high) for q in find_quantities("7,000 to 7,600 square meters")] == [(7000, 7600)]


def test_over_a_time_says_how_long_unless_a_word_before_it_says_more_than() -> None:
    assert find_quantities("to invest over three years")[0].qualifier == "exact"
    assert find_quantities("has run for over three years")[0].qualifier == "at_least"


def test_won_is_a_verb_before_a_prize() -> None:
    assert [(q.low, q.unit) for q in find_quantities("Of 30 teams, 3 won the award.")] == [(30, None), (3, None)]


def test_of_the_caller_s_currencies_the_first_that_fits_is_meant() -> None:
    assert find_quantities("$5 million", ["CLP", "CAD", "USD"])[0].unit == "CAD"
    assert find_quantities("5 million pesos", ["USD", "CLP"])[0].unit == "CLP"
    assert find_quantities("5 million dirhams", ["EUR", "MAD"])[0].unit == "MAD"


def test_the_caller_says_what_a_dollar_and_a_krone_are() -> None:
    assert find_quantities("$5 million", ["CAD"])[0].unit == "CAD"
    assert find_quantities("5 million dollars", ["SGD"])[0].unit == "SGD"
    assert find_quantities("5 million kroner")[0].unit == "NOK"
    assert find_quantities("5 million kroner", ["DKK"])[0].unit == "DKK"
    assert find_quantities("US$5 million", ["CAD"])[0].unit == "USD"
    assert find_quantities("US $5 million", ["CAD"])[0].unit == "USD"
    assert [find_quantities("kr 5 million", [code])[0].unit for code in ("USD", "NOK")] == ["SEK", "NOK"]


@pytest.mark.parametrize("text", ["a lot", "", "many researchers", "in 2020"])
def test_parse_gives_nothing_without_a_number(text: str) -> None:
    assert parse_quantity(text) is None


def test_parse_takes_the_whole_text_as_a_number_and_else_the_first_quantity() -> None:
    whole, first = parse_quantity(" 2000 "), parse_quantity("34 graduate students and 2 professors")
    assert whole is not None
    assert first is not None
    assert (whole.low, first.low) == (2000, 34)


def test_a_bare_number_borrows_the_unit_of_another_phrase() -> None:
    area = parse_quantity_like("over 7,600", "approx. 7,000 square meters")
    money = parse_quantity_like("8 million", "$5 million")
    assert area is not None
    assert money is not None
    assert (area.low, area.high, area.unit) == (7600, None, "m2")
    assert (money.low, money.unit) == (8e6, "USD")
    assert parse_quantity_like("8 million", "a lot") is None
