"""The rules engine on single sentences, one table per kind of fact."""

from __future__ import annotations

import calendar

import pytest

AGREED = [
    "Orla Systems teamed up with Fen University in 2020 to test sensors.",
    "Fen University and Orla Systems have signed a three-year research agreement.",
    "A memorandum of understanding was signed between Orla Systems and Fen University on Monday.",
    "Orla Systems has entered a partnership with Fen University.",
    "Together with Fen University, Orla Systems opened a joint laboratory in Lima.",
    "Orla Systems, which makes pumps, is partnering with Fen University.",
    "After months of negotiations Orla Systems and Fen University signed an agreement in June 2024.",
    "Following long talks Orla Systems signed an agreement with Fen University.",
]
NOT_AGREED = [
    "Orla Systems denied that it signed an agreement with Fen University.",
    "Orla Systems could sign an agreement with Fen University next year.",
    "Orla Systems has not signed an agreement with Fen University.",
    "Orla Systems acquired Fen Robotics last year.",
    "Did Orla Systems sign an agreement with Fen University?",
    "Orla Systems received a prize from Fen University.",
    "Orla Systems and Fen University attended a conference in Lima.",
    "Related: Orla Systems partners with Fen University",
    "Orla Systems may sign an agreement with Fen University.",
    "Orla Systems and Fen University are in negotiations over an agreement.",
    "Orla Systems is in talks with Fen University over a partnership agreement.",
    "Negotiations over an agreement between Orla Systems and Fen University continue.",
]


@pytest.mark.parametrize("sentence", AGREED)
def test_agreements(extract, sentence):
    partnerships = extract("News\n\n" + sentence).facts["partnership"]
    assert [set(p["parties"]) for p in partnerships] == [{"Orla Systems", "Fen University"}]


@pytest.mark.parametrize("month", calendar.month_name[1:])
@pytest.mark.parametrize(
    "sentence",
    [
        "In {} 2024 Orla Systems and Fen University signed an agreement.",
        "On {} 6, 2024, Orla Systems partnered with Fen University.",
    ],
)
def test_no_month_is_a_doubt(extract, sentence, month):
    partnerships = extract("News\n\n" + sentence.format(month)).facts["partnership"]
    assert [set(p["parties"]) for p in partnerships] == [{"Orla Systems", "Fen University"}]
    assert month in partnerships[0]["date_text"]


ALLIANCE = "Orla Systems, Fen University and Birch Bank formed an alliance on May 6, 2024. "


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        (
            ALLIANCE + "In another step, Orla Systems and Fen University signed a memorandum of understanding.",
            [3, 2],
        ),
        (ALLIANCE + "Orla Systems said that the agreement with Fen University matters.", [3]),
        (ALLIANCE + "Orla Systems signed an agreement with Fen University on July 2, 2024.", [3, 2]),
        (ALLIANCE + "The alliance between Orla Systems and Fen University lasts.", [3]),
    ],
)
def test_an_agreement_of_some_of_the_parties(extract, text, sizes):
    assert [len(p["parties"]) for p in extract("News\n\n" + text).facts["partnership"]] == sizes


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("On July 2, Quay Institute, which won an award in 2020, signed an agreement with Fjord College.", "July 2"),
        (
            "On July 2, 2024, Quay Institute, founded in 1998, signed an agreement with Fjord College.",
            "July 2, 2024",
        ),
        ("Quay Institute signed an agreement with Fjord College, which opened in 2003, on 3 May 2018.", "3 May 2018"),
        ("Quay Institute announced an agreement signed in 2020 with Fjord College.", "2020"),
    ],
)
def test_the_date_of_an_agreement(extract, sentence, date):
    assert [p["date_text"] for p in extract("News\n\n" + sentence).facts["partnership"]] == [date]


@pytest.mark.parametrize(
    "sentence",
    [
        "Harbour Lab raised €4.5 million in 2023 from Nordhavn Ventures.",
        "Harbour Lab secured a grant of €4.5 million from Nordhavn Ventures and Birch Bank.",
        "In 2023, €4.5 million was raised from Nordhavn Ventures by Harbour Lab.",
        "Nordhavn Ventures invested €4.5 million in Harbour Lab in 2023.",
    ],
)
def test_money_belongs_to_who_gets_it(extract, sentence):
    assert [m["subject_name"] for m in extract("News\n\n" + sentence).facts["metric"]] == ["Harbour Lab"]


def test_it_is_not_one_of_two(extract):
    text = (
        "Ravi Menon started the Fen Institute in 1998. Orla University and Quay College brought the institute into "
        "being. Some 900 researchers, most of them in biology, work under its roof."
    )
    assert [m["subject_name"] for m in extract("News\n\n" + text).facts["metric"]] == ["Fen Institute"]


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        (
            "Quay Institute (Norway) signed an agreement. Quay Institute and a firm from Palo Alto met.",
            None,
            "Norway",
        ),
        ("Quay Institute signed with a firm from Palo Alto.", None, None),
        ("Quay Institute, Lima (Peru), grows moss.", "Lima", "Peru"),
        ("Quay Institute works in Lima.", "Lima", None),
    ],
)
def test_places_are_said_of_the_organization(extract, text, city, country):
    rows = extract("News\n\n" + text).facts["organization"]
    assert [(r["city_text"], r["country_text"]) for r in rows if r["name"] == "Quay Institute"] == [(city, country)]


@pytest.mark.parametrize("sentence", NOT_AGREED)
def test_no_agreements(extract, sentence):
    assert extract("News\n\n" + sentence).facts["partnership"] == []


@pytest.mark.parametrize(
    ("sentence", "person", "title", "organization"),
    [
        ("Fen University President Kim Do-hyun spoke.", "Kim Do-hyun", "President", "Fen University"),
        ("Orla Systems's CTO Marit Lund spoke in May.", "Marit Lund", "CTO", "Orla Systems"),
        (
            "Amina Diallo, director of research at Fen University, said so.",
            "Amina Diallo",
            "director of research",
            "Fen University",
        ),
        ("The Fen Institute is led by Director Ravi Menon.", "Ravi Menon", "Director", "Fen Institute"),
        (
            "Vice President for Research at Fen University Lee Sun-ho spoke.",
            "Lee Sun-ho",
            "Vice President for Research",
            "Fen University",
        ),
        ("Professor Jon Eide of Fen University gave a talk.", "Jon Eide", "Professor", "Fen University"),
        ("The mayor of Lima, Rosa Quispe, opened the fair.", "Rosa Quispe", "mayor", "Lima"),
        ("Fen Institute, founded by Nadia Osei, grows fast.", "Nadia Osei", None, "Fen Institute"),
    ],
)
def test_persons(extract, sentence, person, title, organization):
    rows = extract("News\n\n" + sentence).facts["person_role"]
    assert [(r["person_name"], r["title"], r["organization_name"]) for r in rows] == [(person, title, organization)]


@pytest.mark.parametrize(
    ("sentence", "measure", "value"),
    [
        ("Fen University has over 1,200 researchers.", "researchers", "over 1,200"),
        ("Orla Systems raised US$3.5 million in May.", "funding", "US$3.5 million"),
        ("Orla Systems, with 40 employees, makes pumps.", "employees", "40"),
        ("The Fen Institute has a floor area of 900 square metres.", "area", "900 square metres"),
        ("Orla Systems recorded 12 billion won in sales last year.", "revenue", "12 billion won"),
    ],
)
def test_metrics(extract, sentence, measure, value):
    rows = extract("News\n\n" + sentence).facts["metric"]
    assert [(r["measure"], r["value_text"]) for r in rows] == [(measure, value)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Orla Systems was founded in 1998.",
        "Orla Systems came second in a ranking of ten cities.",
        "The two companies, Orla Systems and Fen Robotics, make pumps.",
        "Call Orla Systems at +1 555 0100.",
    ],
)
def test_no_metrics(extract, sentence):
    assert extract("News\n\n" + sentence).facts["metric"] == []


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        (
            "The Ministry of Science, Technology and Innovation (MSTI) pays.",
            "Ministry of Science, Technology and Innovation",
            ["MSTI"],
        ),
        ("The Institut Lunaire de Robotique signed. The institut is old.", "Institut Lunaire de Robotique", []),
        ("Harbour & Field Robotics makes pumps.", "Harbour & Field Robotics", []),
        (
            "The Centre for Culture, Language and Learning opened its doors.",
            "Centre for Culture, Language and Learning",
            [],
        ),
        ("Marlow Ventures invests in pumps. Marlow was founded in 2001.", "Marlow Ventures", ["Marlow"]),
    ],
)
def test_names_of_organizations(extract, text, name, aliases):
    rows = extract("News\n\n" + text).facts["organization"]
    assert [(r["name"], r["aliases"]) for r in rows] == [(name, aliases)]
