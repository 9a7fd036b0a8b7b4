"""Who is in which program."""

from orchestration.extract.protocol import ProgramOrganizationStatement

from .invented import statements

MENTIONS = [("program", "Fjord Hub"), ("program", "Fjord Sprint"), ("organization", "Halden"), ("organization", "Moe")]


def roles(relations: dict[tuple[str, str, str], float]) -> list[tuple[str, str, str]]:
    return [
        (each.organization_name, each.role, each.program_name)
        for each in statements(MENTIONS, relations)
        if isinstance(each, ProgramOrganizationStatement)
    ]


def test_who_takes_part_is_in_the_likeliest_program_only() -> None:
    found = roles({("participant", "Fjord Hub", "Moe"): 0.8, ("participant", "Fjord Sprint", "Moe"): 0.9})
    assert found == [("Moe", "participant", "Fjord Sprint")]


def test_who_runs_several_programs_runs_them_all() -> None:
    found = roles(
        {
            ("operator", "Fjord Hub", "Halden"): 0.8,
            ("operator", "Fjord Sprint", "Halden"): 0.9,
            ("participant", "Fjord Hub", "Moe"): 0.7,
        }
    )
    assert found == [
        ("Halden", "operator", "Fjord Hub"),
        ("Moe", "participant", "Fjord Hub"),
        ("Halden", "operator", "Fjord Sprint"),
    ]


def test_likely_roles_in_several_programs_make_it_likely_that_it_is_in_one() -> None:
    both = {("participant", "Fjord Hub", "Moe"): 0.35, ("participant", "Fjord Sprint", "Moe"): 0.4}
    assert roles(both) == [("Moe", "participant", "Fjord Sprint")]  # 1 - 0.65 * 0.6 = 0.61
    assert roles(dict(list(both.items())[:1])) == []


def test_likely_roles_in_one_program_add_up() -> None:
    found = roles({("participant", "Fjord Hub", "Moe"): 0.2, ("supporter", "Fjord Hub", "Moe"): 0.35})
    assert found == [("Moe", "supporter", "Fjord Hub")]


def test_of_several_roles_in_a_program_the_likeliest_counts() -> None:
    found = roles({("participant", "Fjord Hub", "Moe"): 0.6, ("host", "Fjord Hub", "Moe"): 0.8})
    assert found == [("Moe", "host", "Fjord Hub")]
