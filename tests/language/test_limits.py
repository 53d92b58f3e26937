"""Inputs of any size and shape are read, or refused with a clear message; nothing else is raised."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bcm_formal.diagnostics import DiagnosticError, Source, source_of_text
from bcm_formal.language.from_text import parse, parse_condition
from bcm_formal.language.reading.depth import MAX_DEPTH
from bcm_formal.language.reading.words import Reader
from bcm_formal.language.to_text import format_source
from bcm_formal.language.tree.policy import operands, subexpressions
from bcm_formal.language.vocabulary import MAX_DECLARATIONS, MAX_REPORTED
from bcm_formal.language.writing.terms import expression_text
from tests.builders.effort import tries

DEEP = [
    ("(", ")"),
    ("not ", ""),
    ("next ", ""),
    ("a implies ", ""),
    ("a + ", ""),
    ("(a or ", ")"),
    ("(a and not ", ")"),
]
_WORDS = [
    "policy",
    "layer",
    "event",
    "when",
    "and",
    "or",
    "(",
    ")",
    '"',
    '"a"',
    "a",
    "by",
    "person",
    ",",
    ":",
    "\n",
    "\n  ",
]


@pytest.mark.parametrize(("before", "after"), DEEP)
def test_ten_thousand_levels_are_refused(before: str, after: str) -> None:
    with pytest.raises(DiagnosticError, match="nested more than 200 deep"):
        parse_condition(source_of_text(before * 10_000 + "a" + after * 10_000))


@pytest.mark.parametrize(("before", "after"), DEEP)
def test_what_is_read_can_be_walked_compared_hashed_and_written(before: str, after: str) -> None:
    count = MAX_DEPTH // (2 if "not" in before and "(" in before else 1) - 1
    expression = parse_condition(source_of_text(before * count + "a" + after * count))
    again = parse_condition(source_of_text(expression_text(expression)))
    assert (expression, hash(expression), repr(expression)) == (again, hash(again), repr(again))


def test_a_long_chain_is_one_level() -> None:
    expression = parse_condition(source_of_text(" or ".join(["a"] * 5_000)))
    assert (len(operands(expression)), sum(1 for _ in subexpressions(expression))) == (5_000, 5_001)


@pytest.mark.slow
def test_more_declarations_than_allowed_are_refused() -> None:
    parsed = parse(source_of_text("layer a\n" * (MAX_DECLARATIONS + 1)))
    expected = (["BCM105"], MAX_DECLARATIONS)
    assert expected == ([d.code for d in parsed.diagnostics], len(parsed.tree.declarations))


def test_very_many_errors_are_cut_short() -> None:
    parsed = parse(source_of_text("layr a\n" * 5_000))
    assert (len(parsed.diagnostics), parsed.diagnostics[-1].code) == (MAX_REPORTED + 1, "BCM107")


@settings(max_examples=tries(100))
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        source = source_of_text(text)
    except DiagnosticError:
        return
    parsed = parse(source)
    assert parsed.ok == (not parsed.diagnostics)


@settings(max_examples=tries(200))
@given(st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join))
def test_any_words_are_read_or_refused_and_what_is_read_can_be_formatted(text: str) -> None:
    parsed = parse(source_of_text(text))
    if parsed.ok:
        assert parsed.tree == parse(source_of_text(format_source(parsed.source))).tree


def test_a_name_of_more_than_a_hundred_characters_is_refused() -> None:
    codes = [[d.code for d in parse(source_of_text(f"layer {'a' * length}\n")).diagnostics] for length in (100, 101)]
    assert codes == [[], ["BCM123"]]


def test_a_very_long_title_is_not_aligned_with() -> None:
    long = f'attribute a "{"x" * 100}": yes or no\n'
    assert format_source(source_of_text(f"{long}attribute b:   integer\n")) == f"{long}attribute b: integer\n"


def test_a_lone_expression_with_something_behind_it_is_refused() -> None:
    with pytest.raises(DiagnosticError, match="found `b`"):
        parse_condition(source_of_text("a b"))


def test_a_lone_expression_may_take_several_lines() -> None:
    expected = parse_condition(source_of_text("a and b"))
    assert expected == parse_condition(source_of_text("a\n  and b  # why\n"))


@pytest.mark.parametrize("text", ["", "  \n", "# nothing", '"', "a ?"])
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(DiagnosticError):
        parse_condition(source_of_text(text))


@pytest.mark.slow
def test_no_more_lines_are_read_than_there_can_be_declarations() -> None:
    text = "layer a\n" * (MAX_DECLARATIONS + 1) + "lyer b\n" * 1_000
    assert [item.code for item in parse(source_of_text(text)).diagnostics] == ["BCM105"]


def test_every_character_is_read_and_left_behind() -> None:
    signs = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000 and chr(code) not in '"#']
    for text in ("\n".join(signs), "\na".join(signs)):
        words = [word for row in Reader(Source("all.bcm", text)).rows(0, len(text)) for word in row.words]
        assert all(before.end <= word.start < word.end for before, word in pairwise(words))
        assert len(words) > 40_000
