"""The rules engine on single sentences, one table per kind of fact."""

from __future__ import annotations

import pytest

AGREED = [
    "Orla Systems teamed up with Fen University in 2020 to test sensors.",
    "Fen University and Orla Systems have signed a three-year research agreement.",
    "A memorandum of understanding was signed between Orla Systems and Fen University on Monday.",
    "Orla Systems has entered a partnership with Fen University.",
    "Together with Fen University, Orla Systems opened a joint laboratory in Lima.",
    "Orla Systems, which makes pumps, is partnering with Fen University.",
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
]


@pytest.mark.parametrize("sentence", AGREED)
def test_agreements(extract, sentence):
    partnerships = extract("News\n\n" + sentence).facts["partnership"]
    assert [set(p["parties"]) for p in partnerships] == [{"Orla Systems", "Fen University"}]


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
