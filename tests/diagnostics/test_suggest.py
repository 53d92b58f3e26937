"""The nearest name is offered, however many names there are, for a bounded amount of work."""

from __future__ import annotations

import difflib

import pytest

from bcm_formal.diagnostics import did_you_mean, nearest

MANY = [f"status_of_region_{number}" for number in range(20_000)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("staus_of_region_777", "status_of_region_777"),
        ("status_of_regoin_19999", "status_of_region_19999"),
        ("STATUS_OF_REGION_5", "status_of_region_5"),
    ],
)
def test_the_nearest_of_many_names_is_found(word: str, expected: str) -> None:
    assert nearest(word, MANY) == (expected,)


def test_a_word_like_none_of_them_has_no_remedy() -> None:
    assert did_you_mean("x", MANY) is None
    assert did_you_mean("entirely_something_else", ["abc", "statuses"]) is None


def test_few_names_are_compared_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    real = difflib.get_close_matches

    def counted(word: str, names: list[str], **rest: int) -> list[str]:
        compared.append(len(names))
        return real(word, names, **rest)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    nearest("status_of_region_x", MANY)
    nearest("employd", ["employed", "employer"])
    assert compared == [60, 2]
