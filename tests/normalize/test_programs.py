from tests.normalize.corpus import Corpus, names


def test_the_word_program_is_optional() -> None:
    corpus = Corpus().program("a", "Lighthouse Programme").program("b", "Lighthouse").program("c", "Lighthouse Program")
    assert len(names(corpus.normalize(), "programs")) == 1


def test_one_name_in_two_cities_is_two_programs() -> None:
    corpus = Corpus().program("a", "AI Frontier Lab", city="Oslo").program("b", "AI Frontier Lab", city="Bergen")
    corpus.program("c", "AI Frontier Lab", city="Oslo")
    tables = corpus.normalize()
    assert tables["programs"]["city_id"].sort().to_list() == ["3143244", "3161732"]
    assert tables["programs"]["program_id"].is_unique().all()


def test_one_name_and_other_operators_is_two_programs() -> None:
    corpus = Corpus()
    for article, operator in (("a", "Tern"), ("b", "Havn"), ("c", "Tern")):
        corpus.organization(article, operator).program(article, "Makers in Residence")
        corpus.role(article, "Makers in Residence", operator)
    assert corpus.normalize()["programs"].height == 2


def test_an_operator_more_is_no_contradiction() -> None:
    corpus = Corpus()
    for article, operators in (("a", ["Tern"]), ("b", ["Tern", "Havn"]), ("c", ["Havn"])):
        corpus.program(article, "Makers in Residence")
        for operator in operators:
            corpus.organization(article, operator).role(article, "Makers in Residence", operator)
    assert corpus.normalize()["programs"].height == 1


def test_the_start_is_the_most_exact_one() -> None:
    corpus = Corpus().program("a", "Fjord Lab", date="2024").program("b", "Fjord Lab", date="3 May 2024")
    row = corpus.normalize()["programs"].row(0, named=True)
    assert (str(row["started_on"]), row["started_on_precision"], row["year"]) == ("2024-05-03", "day", 2024)


def test_an_alias_leads_to_the_program() -> None:
    corpus = Corpus().program("a", "Northern Fjord Laboratory", "NFL").program("b", "NFL")
    assert names(corpus.normalize(), "programs") == ["Northern Fjord Laboratory"]


def test_an_alias_that_the_article_states_as_a_program_of_its_own() -> None:
    corpus = Corpus().program("a", "Northern Fjord Laboratory", "Fjord Lab").program("a", "Fjord Lab", city="Oslo")
    row = corpus.normalize()["programs"].row(0, named=True)
    assert corpus.normalize()["programs"].height == 1
    assert row["city_id"] == "3143244"
