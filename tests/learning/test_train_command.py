"""`python -m orchestration.learning train`: what it refuses before it trains for hours. Needs no torch."""

from pathlib import Path

import pytest

from orchestration.learning.__main__ import main


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--epochs", "0"], "0 epochs are too few"),
        (["--epochs", "2"], "2 epochs are too few"),
        (["--hands-share", "1.5"], "1.5 is no share"),
    ],
)
def test_a_recipe_that_comes_to_nothing_is_refused(
    options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["train", *options])
    assert message in capsys.readouterr().err


def test_a_folder_without_a_model_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["train", "--from", str(tmp_path)])
    assert "card.json is missing" in capsys.readouterr().err
