"""What neither the rules nor a question read costs nothing, and the evidence is about the whole model."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.model.load import load
from bcm_formal.model.model import Model
from bcm_formal.system.derived.steps import observer_clock
from bcm_formal.system.questions import question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.cone import smaller, without_the_rest
from bcm_formal.verify.portfolio import Portfolio, decide
from tests.builders.loading import model_of

CASES = Path(__file__).parent.parent / "cases"
TEXT = """\
policy p "P"
  time in months
layer l "L"
actor o
{attributes}
clock idle
clock used
status a in l
  at most 12 months, then b
status b in l
status c in l
transition go from a to b by o
  when used at least 2 months and grade at least 1
transition mix from a to a by o
  set grade = any
{assignments}
transition fall from b to a by o, adverse
event again in b by o
{assignments}
start in a
property reach: every person can reach b
property never: every person can reach c
property safe: no person in b with grade is 1
property soon: every person can reach b within 1 year
property robust: every person in b can reach a despite 1 adverse events
property must: every person must reach c
property must_too: every person in a must reach b
property some: some person in a can reach b
property order: b only after used at least 3 months
property pairs: path to b does not depend on grade
property ctl1: ctl AG EF in a
property ctl2: ctl AF in c
"""
UNREAD = {
    "yes or no": ("yes or no, starts any", "any"),
    "a large range": ("0 to 999999999999999, starts any", ""),
    "a number": ("integer, starts 0", "any"),
    "one that is fixed": ("integer, fixed, starts any", ""),
    "one of some names": ("one of r, s, t, starts any", "t"),
    "one that counts": ("integer, starts 0", "u + 1"),
}


def graded(attribute: str = "", assignment: str = "") -> Model:
    attributes = "attribute grade: 0 to 2, starts any" + (f"\nattribute u: {attribute}" if attribute else "")
    text = TEXT.format(attributes=attributes, assignments=f"  set u = {assignment}" if assignment else "")
    return model_of(text)


def outcomes(model: Model) -> dict[str, tuple[Outcome, str | None]]:
    system, portfolio = TransitionSystem(model), Portfolio()
    verdicts = {item.name: portfolio.decide(system, item).verdict for item in model.properties}
    return {name: (verdict.outcome, verdict.reason) for name, verdict in verdicts.items()}


@pytest.fixture(scope="module")
def without() -> dict[str, tuple[Outcome, str | None]]:
    return outcomes(graded())


@pytest.mark.parametrize("kind", UNREAD)
def test_an_attribute_that_nothing_reads_changes_no_verdict(
    kind: str, without: dict[str, tuple[Outcome, str | None]]
) -> None:
    assert outcomes(graded(*UNREAD[kind])) == without


@pytest.mark.parametrize("kind", UNREAD)
def test_what_is_not_read_is_not_asked_about(kind: str) -> None:
    model = graded(*UNREAD[kind])
    system = TransitionSystem(model)
    for item in model.properties:
        question = question_of(system, item.sentence)
        small = smaller(question)[1].small
        kept = {attribute.name for attribute in small.model.attributes} | set(small.model.clock)
        if item.name != "pairs":
            assert kept - {"time_in_status", "used", observer_clock(model)} == {"grade"}
            assert "idle" not in kept


def test_two_persons_must_agree_on_what_is_set_though_nothing_reads_it() -> None:
    text = """\
policy p "P"
  time in months
layer l "L"
actor o
attribute seen: yes or no, starts no
attribute rich: yes or no, starts no
status a in l
status b in l
event earn in a by o
  set rich = yes
  set seen = yes
transition go from a to b by o
  when not rich
start in a
property pairs: path to b does not depend on rich
"""
    model, findings = load(text)
    assert model is not None, findings
    assert outcomes(model)["pairs"][0] is Outcome.VACUOUS  # whoever is rich was seen


def test_a_value_that_may_fall_outside_its_type_is_read() -> None:
    model = graded("0 to 3, starts 0", "u + 1")
    assert "u" in without_the_rest(TransitionSystem(model)).model.attribute


@pytest.mark.parametrize("name", ["attrs24", "range1e15"])
def test_many_or_large_attributes_that_nothing_reads_cost_nothing(name: str) -> None:
    model, findings = load((CASES / f"{name}.bcm").read_text(encoding="utf-8"))
    assert model is not None, findings
    assert [outcome for outcome, _ in outcomes(model).values()] == [Outcome.HOLDS]
    assert without_the_rest(TransitionSystem(model)).model.attributes == ()


def test_what_is_written_is_kept_also_where_the_status_alone_decides() -> None:
    text = TEXT.format(
        attributes="attribute grade: 0 to 3, starts 0\nattribute odd: yes or no, starts no", assignments=""
    )
    text = text.replace("when used at least 2 months", "when (in a or odd) and used at least 2 months")
    model, _ = load(text)
    assert model is not None
    assert "odd" in without_the_rest(TransitionSystem(model)).model.attribute
    assert decide(TransitionSystem(model), model.property["reach"]).outcome is Outcome.HOLDS


def test_the_clock_of_a_limit_is_kept_also_where_its_layer_has_no_status() -> None:
    model = model_of("""policy p
  time in months
layer l
layer m
status a in m
clock stay
limit over in l
  while stay at most 1 month, then a
start in a
property p: no person in a with time_in_status at least 3 months
""")
    small = without_the_rest(TransitionSystem(model))
    assert "stay" in small.model.clock
    for engine in ("explicit", "regions"):
        assert (
            Portfolio(engine).decide(TransitionSystem(model), model.property["p"]).verdict.outcome is Outcome.VIOLATED
        )


def test_what_zeroes_a_clock_is_read_where_two_persons_are_compared() -> None:
    text = TEXT.format(attributes="attribute grade: 0 to 2, fixed\nattribute ends: yes or no, fixed", assignments="")
    text = text.replace("clock idle", "clock idle\n  zero while ends").replace("set grade = any", "set used = 0 months")
    model, findings = load(text)
    assert model is not None, findings
    assert outcomes(model)["pairs"][0] is Outcome.HOLDS


@pytest.mark.parametrize("value", ["1", "u + 1", "if u is 0 then 5 else 0"], ids=["kept", "counted", "changing"])
def test_rounds_that_differ_in_what_nothing_reads_are_shown_all_the_same(value: str) -> None:
    model = model_of(f"""\
policy p "P"
  time in months
layer l
actor o
attribute n: 0 to 1000, starts 0
attribute u: integer, starts 0
status a in l
status b in l
event earn in a by o
  set n = n + 1
  set u = {value}
transition go from a to b by o
  when n at least 900
start in a
property nobody: no person in b
""")
    verdict = decide(TransitionSystem(model), model.properties[0])
    assert verdict.outcome is Outcome.VIOLATED, verdict.reason
