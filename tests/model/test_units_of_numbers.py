"""Percent and money: whole numbers with a unit, which meet only their like."""

from __future__ import annotations

import pytest

from bcm_formal.diagnostics import source_of_text
from bcm_formal.language.from_text import parse, parse_condition
from bcm_formal.language.to_text import format_source
from bcm_formal.language.writing.terms import expression_text
from bcm_formal.model.from_words import condition_from_text
from bcm_formal.model.load import load
from bcm_formal.model.to_json.policy import digest
from bcm_formal.model.to_text import condition_text
from bcm_formal.translate.to_bcm import to_bcm
from tests.builders.example import codes_of, policy
from tests.builders.loading import model_of

DECLARED = """
parameter fee = 20 EUR
parameter minimum = 3000000 JPY
parameter bare = 5
attribute income: 0 to 10000000 JPY, starts any
attribute debt: integer JPY, starts 0 JPY
attribute deposit: 0 to 500 EUR, starts any
attribute share: 0 to 100 percent, starts any
"""
MODEL = model_of(policy(DECLARED))


@pytest.mark.parametrize(
    "text",
    [
        "income at least 3000000 JPY",
        "income + debt at most 2 * minimum - 1 JPY",
        "share is one of 10 percent, 50 percent",
        "deposit at least fee + 3 * 10 EUR",
        "larger of income and debt at least minimum",
        "debt is -5 JPY",
        "(if share at least 50 percent then income else 0 JPY) at least minimum",
    ],
)
def test_numbers_of_one_unit_meet(text: str) -> None:
    condition = condition_from_text(MODEL, text)
    assert condition == condition_from_text(MODEL, condition_text(MODEL, condition))
    assert expression_text(parse_condition(source_of_text(text))) == text


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("income at least 5 EUR", "nothing is converted: write both in JPY, or both in EUR"),
        ("income at least deposit", "nothing is converted: write both in JPY, or both in EUR"),
        ("share at most income", "nothing is converted: write both in percent, or both in JPY"),
        ("share + income at least 5 percent", "nothing is converted: write both in percent, or both in JPY"),
        ("income is one of 5 JPY, 5 EUR", "nothing is converted: write both in JPY, or both in EUR"),
        ("larger of income and fee at least 5 JPY", "nothing is converted: write both in JPY, or both in EUR"),
        (
            "(if employed then income else fee) at least 5 JPY",
            "nothing is converted: write both in JPY, or both in EUR",
        ),
        ("income at least points", "nothing is converted: write both in JPY, or both without unit"),
        ("points at least 5 percent", "nothing is converted: write both without unit, or both in percent"),
        ("income at least 5", "write a unit: `5 JPY`"),
        ("5 at most income", "write a unit: `5 JPY`"),
        ("income + 5 at least 5 JPY", "write a unit: `5 JPY`"),
        ("share is 0", "write a unit: `0 percent`"),
        ("income at least bare", "give it its unit here: `5 JPY`"),
        ("stay at least 5 JPY", "compare two values of one kind"),
        ("income at least 1 year", "compare two values of one kind"),
    ],
)
def test_others_do_not_and_it_is_said_what_to_write(text: str, remedy: str) -> None:
    model, findings = load(policy(f"{DECLARED}define asked = {text}"))
    errors = [item for item in findings if item.severity == "error"]
    assert model is None
    assert [(item.code, item.help) for item in errors] == [("BCM301", remedy)]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("define asked = income * 2 JPY at least 5 JPY", "BCM305"),
        ("define asked = 2 percent * income at least 5 JPY", "BCM305"),
        ("event e by person\n  set income = 5 EUR", "BCM301"),
        ("event e by person\n  set income = share", "BCM301"),
        ("event e by person\n  set income = 10000001 JPY", "BCM312"),
        ("attribute other: 0 to 9 JPY, starts 1", "BCM301"),
        ("attribute other: 0 to 9 JPY, starts 1 EUR", "BCM301"),
        ("parameter other = 5 JPY between 1 EUR and 9 JPY", "BCM301"),
        ("parameter other by sector: care 5 JPY, farming 5 EUR, fishing 5 JPY", "BCM301"),
        ("score other\n  5 JPY when employed", "BCM114"),
    ],
)
def test_wherever_a_value_stands(lines: str, code: str) -> None:
    assert codes_of(policy(DECLARED + lines)) == [code]


@pytest.mark.parametrize(
    ("line", "code", "instead"),
    [
        ("define asked = income at least 5 jpy", "BCM126", "JPY"),
        ("define asked = income at least 5 yen", "BCM126", "JPY"),
        ("define asked = income at least JPY 5", "BCM126", "5 JPY"),
        ("define asked = share at least 50 per cent", "BCM126", "percent"),
        ("define asked = share at least 50 percents", "BCM126", "percent"),
        ("attribute other: 0 percent to 100 percent, fixed", "BCM126", "0 to 100 percent"),
        ("attribute other: 0 EUR to 9, fixed", "BCM126", "0 to 9 EUR"),
        ("attribute other: 0 to 9 eur, fixed", "BCM126", "EUR"),
        ("define asked = share at least 5 AND employed", "BCM114", "and"),
    ],
)
def test_other_spellings_are_known(line: str, code: str, instead: str) -> None:
    wrong = [item for item in parse(source_of_text(f"policy p\n{line}\n")).diagnostics if item.severity == "error"]
    assert [item.code for item in wrong] == [code]
    assert wrong[0].fix is not None
    assert [edit.text for edit in wrong[0].fix.edits] == [instead]


def test_no_name_is_taken_by_a_unit() -> None:
    text = policy(
        "attribute JPY: 0 to 3, starts any\nattribute percent: yes or no, starts any\nattribute size: 0 to 2, fixed\n"
        "attribute want: LOW < MID < TOP, fixed\nparameter grade by size: 0 LOW, 1 MID, 2 TOP\n"
        "define asked = JPY at least 2 and percent and want at least grade and MID is want"
    )
    model = model_of(text)
    (grade,) = (item for item in model.parameters if item.name == "grade")
    assert grade.value == "by size: 0 LOW, 1 MID, 2 TOP"
    assert "parameter grade by size: 0 LOW, 1 MID, 2 TOP\n" in format_source(source_of_text(text))


def test_the_rows_of_a_table_may_have_units_on_both_sides() -> None:
    table = "by size: 0 percent 5 JPY, 1 percent -3 JPY, 2 percent 0 JPY"
    model = model_of(policy(f"attribute size: 0 to 2 percent, fixed\nparameter fee {table}"))
    (fee,) = (item for item in model.parameters if item.name == "fee")
    assert fee.value == table


def test_a_model_with_units_is_written_and_read_back_and_is_another_than_without() -> None:
    again, findings = load(to_bcm(MODEL))
    assert again is not None, findings
    assert digest(again) == digest(MODEL)
    yen, euros = (model_of(policy(f"attribute paid: 0 to 9 {unit}, fixed")) for unit in ("JPY", "EUR"))
    assert digest(yen) != digest(euros)
