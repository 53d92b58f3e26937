"""Names that look alike and are not the same are errors; names that mix scripts are warned of."""

from __future__ import annotations

import pytest

from bcm_formal.diagnostics import did_you_mean, look_alikes, source_of_text
from bcm_formal.model.load import reading_of

MODEL = """policy p "P"
  time in months
layer l
status s in l
actor {one}
attribute {two}: yes or no, starts any, fixed
start in s
property q: no person in s with {two}
property r: every person can reach s by {one}
"""


def codes(one: str, two: str) -> list[str]:
    found = reading_of(source_of_text(MODEL.format(one=one, two=two))).diagnostics
    return [item.code for item in found if item.code != "BCM612"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("ロ", "口"),  # Katakana, a character
        ("力仕事", "カ仕事"),
        ("scope", "ѕсоре"),  # Latin, Cyrillic
        ("αβ", "aβ"),  # Greek, Latin
        ("person_x", "реrson_x"),
        ("คำ", "คํา"),  # one letter, or a mark and a letter
    ],
)
def test_two_names_that_look_alike_are_an_error(one: str, two: str) -> None:
    assert "BCM214" in codes(one, two)


@pytest.mark.parametrize("word", ["реrson", "tоday", "уes", "nехt"])
def test_a_name_that_looks_like_a_word_of_the_language_is_an_error(word: str) -> None:
    assert "BCM214" in codes("a", word)


@pytest.mark.parametrize(
    ("one", "two"),
    [("modern", "modem"), ("l1", "ll"), ("I", "l"), ("口座", "人口"), ("срок", "scope"), ("は", "ば"), ("つ", "っ")],
)
def test_names_that_differ_for_the_eye_or_in_plain_letters_are_none(one: str, two: str) -> None:
    assert codes(one, two) == []


@pytest.mark.parametrize("name", ["статyс", "срокA", "aב", "αb", "日д"])
def test_a_name_that_mixes_scripts_is_warned_of_once(name: str) -> None:
    assert codes("a_", name).count("BCM625") == 1


@pytest.mark.parametrize("name", ["срок_A", "日本語N4", "ビザA号", "체류F2", "größe", "A日", "ไทย_x", "x1_が"])
def test_scripts_that_are_written_together_are_no_mixture(name: str) -> None:
    assert codes("a_", name) == []


def test_a_name_that_is_not_declared_but_looks_like_one_that_is_is_told_apart() -> None:
    text = MODEL.format(one="actor1", two="scope").replace("with scope", "with sсope")
    found = [item for item in reading_of(source_of_text(text)).diagnostics if item.code == "BCM201"]
    assert [item.help for item in found] == [
        "did you mean `scope`? it looks the same, but `sсope` has "
        "`с` (U+0441 cyrillic small letter es) for `c` (U+0063 latin small letter c)"
    ]


def test_plain_letters_never_look_alike() -> None:
    assert look_alikes("modern", ["modem"]) == ()
    assert did_you_mean("modern", ["xyz"]) is None
    assert did_you_mean("ロ", ["口"]) is not None
