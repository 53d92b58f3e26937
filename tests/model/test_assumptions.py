"""Rules that may be wrong: why, and what can be left out to see whether it matters."""

from __future__ import annotations

from bcm_formal.model.assumptions import doubtful
from bcm_formal.views.diagram.extract import extract
from bcm_formal.views.report.contents import assumptions_of
from tests.builders.loading import model_of

TEXT = """policy p "P"
  time in months
source ACT "The Act"
layer l
parameter go = 3 months
  source ACT
  confidence low
status a in l
  confidence low
status b in l
  note "assumption: b ends"
  at most 2 years, then c
status c in l
  confidence low
  note "assumption"
  at most 2 years, then a
    note "assumption: two years"
    source ACT
attribute skill: none < some, starts none
  confidence low
start in a
window absent: counts in a over 12 months in 12 parts
  confidence low
define skilled = skill is some
  confidence low
limit a_limit in a
  while skilled and time_in_status at most 5 years, then b
  confidence low
limit skilled_limit in b
  while skill is none and time_in_status at most 5 years, then c
  confidence assumed
transition go from a to b by person
  when absent at least go
  confidence low
property ends: every person in a can reach b
"""


def test_each_rule_is_there_once_with_each_doubt_and_what_can_be_left_out() -> None:
    found = [
        (item.rule, doubt.level, doubt.note, [f"{type(rule).__name__} {rule.name}" for rule in doubt.left_out])
        for item in doubtful(model_of(TEXT))
        for doubt in item.doubts
    ]
    assert found == [
        ("skill", "low", None, []),
        ("absent", "low", None, []),
        ("skilled", "low", None, ["Definition skilled"]),
        ("a", "low", None, []),
        ("b", "assumed", "assumption: b ends", ["Limit b_limit"]),
        ("c", "assumed", "assumption", []),
        ("c", "low", None, []),
        ("go", "low", None, ["Event go"]),
        ("c_limit", "assumed", "assumption: two years", ["Limit c_limit"]),
        ("a_limit", "low", None, ["Limit a_limit"]),
        ("skilled_limit", "assumed", None, ["Limit skilled_limit"]),
    ]


def test_a_doubt_of_its_own_about_a_time_limit_stands_beside_that_about_its_status() -> None:
    text = TEXT.replace("  at most 2 years, then c\n", "  at most 2 years, then c\n    confidence assumed\n")
    found = {item.rule: item.doubts for item in doubtful(model_of(text))}
    assert [(doubt.note, [rule.name for rule in doubt.left_out]) for doubt in found["b"]] == [
        ("assumption: b ends", ["b_limit"])
    ]
    assert [(doubt.level, doubt.note) for doubt in found["b_limit"]] == [("assumed", None)]


def test_the_diagram_counts_each_rule_and_number_that_the_report_names() -> None:
    model = model_of(TEXT)
    assert extract(model).subtitle == f"time in months · {len(doubtful(model)) + len(model.parameters)} assumptions"
    told = [item.what for item in assumptions_of(model)]
    assert told == [
        "b: b ends",
        "c, as it is written",
        "c_limit: two years",
        "of low confidence: skill, absent, skilled, a, c, go, a_limit",
        "assumed: skilled_limit",
    ]


def test_only_what_is_shown_not_to_matter_is_no_assumption() -> None:
    model, plain = model_of(TEXT), assumptions_of(model_of(TEXT))

    def gone(*rules: str, numbers: tuple[str, ...] = ()) -> set[str]:
        names = {word.strip(":,") for item in plain for word in item.what.split()}
        left = {word.strip(":,") for item in assumptions_of(model, numbers, rules) for word in item.what.split()}
        return names - left

    assert gone("skilled_limit") == {"skilled_limit", "assumed"}
    assert gone("a_limit") == {"a_limit"}
    assert gone("c_limit") == {"c_limit", "two", "years"}
    assert gone("b_limit") == {"b", "ends"}
    assert gone("skilled") == {"skilled"}
    assert gone(numbers=("skilled", "absent")) == set()
