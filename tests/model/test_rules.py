"""What the rules of a policy become."""

from __future__ import annotations

import pytest

from bcm_formal.model.at_once import acting_at_once
from bcm_formal.model.certainty import Certainty
from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    Choose,
    ClockTerm,
    Comparison,
    Flag,
    InStatus,
    NamedCondition,
    NamedTerm,
    Not,
    Number,
    Sum,
)
from bcm_formal.model.from_syntax.policy import condition_from_text
from bcm_formal.model.load import load
from bcm_formal.model.model import AnyValue, Citation, Happen, Wait
from bcm_formal.model.sentences import CanReach, Ctl, CtlNext, CtlOr, CtlState, CtlUntil, EveryEntering, SomeCanReach
from bcm_formal.model.to_text import condition_text, term_text
from bcm_formal.model.types import Duration, Integer
from tests.builders.example import codes_of, errors_of, policy
from tests.builders.loading import model_of


def test_each_line_of_when_is_one_requirement_and_unless_is_one_negated() -> None:
    model = model_of(
        policy(
            "event move in worker by person\n  when employed\n   and level at least basic\n"
            "  unless stay more than 2 years\n     and points less than 3\n  set points = 1"
        )
    )
    requirements = model.event["move"].requirements
    expected = ["employed", "level at least basic", "unless stay more than 2 years and points less than 3"]
    assert expected == [requirement.text for requirement in requirements]
    blocked = "not (stay more than 2 years and points less than 3)"
    assert blocked == condition_text(model, requirements[2].condition)


def test_a_requirement_that_is_a_definition_has_its_origin_before_the_rules() -> None:
    model = model_of(
        policy(
            'source A "a"\nsource B "b"\ndefine ready = employed\n  source A "1"\n'
            'event move by person\n  when ready\n   and level is good\n  source B "2"\n  set points = 1'
        )
    )
    first, second = model.event["move"].requirements
    assert (Citation("A", "1"), Citation("B", "2")) == first.origin.citations
    assert (Citation("B", "2"),) == second.origin.citations


def test_a_status_limit_is_a_limit_on_the_time_in_the_status() -> None:
    model = model_of(
        policy(
            "status guest in inside\n  at most 3 years, then abroad\ntransition visit from abroad to guest by person"
        )
    )
    limit = model.limit["guest_limit"]
    expected = (("guest",), TRUE, "time_in_status", Number(36, Duration()), "abroad")
    assert expected == (limit.statuses, limit.condition, limit.clock, limit.bound, limit.target)


def test_a_status_that_acts_at_once_has_a_limit_of_the_model_that_is_none_of_the_text() -> None:
    model = model_of(
        policy(
            "status guest in inside\n  acts at once\n  at most 3 years, then abroad\n"
            "transition visit from abroad to guest by person"
        )
    )
    assert acting_at_once(model) == {"guest"}
    assert [limit.name for limit in model.own_limits] == ["guest_limit"]
    (stop,) = [limit for limit in model.limits if limit.at_once]
    assert (stop.statuses, stop.bound, stop.when) == (("guest",), Number(0, Duration()), FALSE)


def test_a_limit_may_stand_the_other_way_round_and_among_conditions() -> None:
    model = model_of(policy("limit idle\n  while granted more than away and employed, then abroad\n  set points = 0"))
    limit = model.limit["idle"]
    assert (Flag("employed"), "away", "granted - 1 month") == (
        limit.condition,
        limit.clock,
        term_text(model, limit.bound),
    )
    assert [assignment.name for assignment in limit.assignments] == ["points"]


def test_a_limit_may_be_a_day() -> None:
    model = model_of(policy("limit sunset in worker\n  while today at most 2030-04-01, then abroad"))
    assert (model.limit["sunset"].clock, term_text(model, model.limit["sunset"].bound)) == ("today", "2030-04-01")


def test_layers_stand_for_their_statuses_in_order_of_declaration() -> None:
    model = model_of(
        policy("event move in trainee, inside by person\n  set points = 1\nevent wait by person\n  set points = 2")
    )
    assert model.event["move"].sources == ("worker", "trainee")
    assert model.event["wait"].sources == ("abroad", "worker", "trainee")
    assert InStatus(("worker", "trainee")) == model.clock["stay"].runs
    assert (model.clock["away"].runs, model.clock["away"].zero) == (TRUE, FALSE)


def test_a_score_is_the_sum_of_its_lines() -> None:
    model = model_of(policy("score merit\n  30 when employed\n  -5 when level is none"))
    body = model.definitions[0].body
    assert isinstance(body, Sum)
    first = Choose(Flag("employed"), Number(30, Integer()), Number(0, Integer()))
    assert (first, 2) == (body.terms[0], len(body.terms))
    assert isinstance(condition_from_text(model, "merit at least 20"), Comparison)


def test_the_sources_of_a_scores_lines_are_sources_of_the_score() -> None:
    text = 'source A "a"\nscore merit\n  3 when employed\n    source A "1"\n  4 when level is good\n  source A "2"'
    assert model_of(policy(text)).definitions[0].origin.citations == (Citation("A", "2"), Citation("A", "1"))


def test_a_table_chooses_over_its_attribute_in_order_of_the_values() -> None:
    model = model_of(policy("parameter pace by sector: fishing 2 years, care 1 year, farming 18 months"))
    parameter = model.parameters[0]
    assert parameter.value == "by sector: care 1 year, farming 18 months, fishing 2 years"
    condition = condition_from_text(model, "stay at least pace")
    assert isinstance(condition, Comparison)
    assert isinstance(condition.right, NamedTerm)
    assert parameter.body == condition.right.body


def test_a_table_of_yes_and_no_is_a_condition() -> None:
    model = model_of(
        policy("parameter open by sector: care yes, farming no, fishing yes\nevent move by person\n  when open")
    )
    named = model.event["move"].requirements[0].condition
    assert isinstance(named, NamedCondition)
    assert condition_text(model, named.body) == "sector is one of care, fishing"


def test_a_parameter_keeps_its_bounds() -> None:
    text = 'parameter wait = 5 years between 1 year and 10 years\n  note "an assumption: the text gives no number"'
    parameter = model_of(policy(text)).parameters[0]
    assert (parameter.value, parameter.low, parameter.high) == ("5 years", "1 year", "10 years")
    assert (parameter.lowest, parameter.highest, parameter.is_assumption) == (12, 120, True)


def test_definitions_may_use_later_ones() -> None:
    model = model_of(policy("define a = b and employed\ndefine b = level is good"))
    assert [definition.name for definition in model.definitions] == ["a", "b"]
    expected = "level is good and employed"
    assert expected == condition_text(model, model.definitions[0].body, expand=True)  # type: ignore[arg-type]


def test_definitions_that_multiply_are_refused_instead_of_written_out() -> None:
    lines = ["define d0 = money + 1"] + [f"define d{n} = d{n - 1} + d{n - 1} + d{n - 1}" for n in range(1, 60)]
    assert "BCM211" in codes_of(policy("\n".join(lines)))


@pytest.mark.parametrize("form", ["{} is employed", "{} is one of yes, employed", "if {} then employed else hired"])
def test_what_stands_twice_in_the_outcome_counts_twice(form: str) -> None:
    lines = ["attribute hired: yes or no, fixed, starts any", "define d0 = employed"]
    lines += [f"define d{n + 1} = {form.format(f'd{n}')}" for n in range(40)]
    assert codes_of(policy("\n".join(lines))) == ["BCM211"]
    nested = "employed"
    for _ in range(20):
        nested = f"({form.format(nested)})"
    assert codes_of(policy(f"{lines[0]}\ndefine whole = {nested}")) == ["BCM211"]


def test_definitions_that_nest_too_deep_are_refused() -> None:
    lines = ["define d0 = employed"] + [f"define d{n} = not d{n - 1} or employed" for n in range(1, 300)]
    assert codes_of(policy("\n".join(lines))) == ["BCM211"]


def test_yes_no_attributes_compare_with_yes_no_and_with_each_other() -> None:
    model = model_of(policy("attribute married: yes or no, fixed"))
    assert condition_from_text(model, "employed is yes") == Flag("employed")
    assert condition_from_text(model, "employed is no") == Not(Flag("employed"))
    assert condition_from_text(model, "no is not employed") == Flag("employed")
    expected = "(employed and married) or (not employed and not married)"
    assert expected == condition_text(model, condition_from_text(model, "employed is married"))


def test_the_same_label_in_two_attributes_is_told_apart_by_the_other_side() -> None:
    model = model_of(policy("attribute reason: one of work, none, fixed"))
    first = condition_from_text(model, "level is none")
    second = condition_from_text(model, "none is reason")
    assert isinstance(first, Comparison)
    assert isinstance(second, Comparison)
    assert tuple(side.value for side in (first.right, second.left) if isinstance(side, Number)) == (0, 1)


def test_set_may_be_a_choice_a_copy_or_any() -> None:
    model = model_of(
        policy(
            "event move by person\n  set points = any\n  set granted = (if employed then 3 years else 5 years)\n"
            "  set stay = away + 2 months\n  set away = 0 months\n  set employed = not employed and in worker\n"
            "  set level = previous level"
        )
    )
    values = {assignment.name: assignment.value for assignment in model.event["move"].assignments}
    assert AnyValue() == values["points"]
    assert Sum((ClockTerm("away"), Number(2, Duration()))) == values["stay"]
    assert list(values) == ["points", "granted", "stay", "away", "employed", "level"]


def test_start_conditions_are_held_against_start_values() -> None:
    assert codes_of(policy("start in worker with points is 3")) == ["BCM407"]
    assert codes_of(policy("clock late\n  starts 0 months\nstart in worker with late at least 1 month")) == ["BCM407"]
    assert codes_of(policy("start in worker with sector is care and money at least 3")) == []


def test_a_rule_switched_off_by_a_parameter_is_no_mistake() -> None:
    assert codes_of(policy("parameter open = no\nevent move by person\n  when open\n  set points = 1")) == []
    assert codes_of(policy("define open = no\nevent move by person\n  when open\n  set points = 1")) == ["BCM405"]


def test_certainty_knows_what_bounds_decide() -> None:
    model = model_of(policy("parameter top = 3"))
    certain = {
        "points at most 10": True,
        "points + 1 at least 1": True,
        "-2 * points more than 0": False,
        "level at least none": True,
        "stay less than 0 months": False,
        "granted at least 6 years": False,
        "money is 3": None,
        "points more than 10 or employed": None,
        "points more than 10 implies employed": True,
        "not (points more than 10 and employed)": True,
        "(if employed then 1 else 2) more than 2": False,
        "top at least 4": False,
    }
    read = {text: condition_from_text(model, text) for text in certain}
    assert certain == {text: Certainty().truth(condition) for text, condition in read.items()}


def test_property_sentences_become_conditions_actors_and_steps() -> None:
    model = model_of(
        policy(
            "property a: every person in inside with employed can reach abroad within 2 years by person, law\n"
            "property b: some person can reach worker with level is good\n"
            "property c: every person entering worker has employed\n"
            "property d: ctl AG (employed implies EX in worker) and A[employed U E[in worker W employed]]"
        )
    )
    inside = InStatus(("worker", "trainee"))
    path = model.property["a"].sentence
    assert isinstance(path, CanReach)
    assert (24, ("person",), InStatus(("abroad",))) == (path.within, path.actors, path.target)
    assert condition_text(model, path.condition) == "in worker, trainee and employed"
    assert isinstance(model.property["b"].sentence, SomeCanReach)
    assert EveryEntering(InStatus(("worker",)), Flag("employed")) == model.property["c"].sentence
    assert model.property["c"].text == "every person entering worker has employed"
    formula = model.property["d"].sentence
    assert isinstance(formula, Ctl)
    assert inside == model.clock["stay"].runs
    globally = formula.formula.formulas[0]  # type: ignore[union-attr]
    assert isinstance(globally, CtlUntil)
    assert (True, True, CtlState(FALSE)) == (globally.every, globally.weak, globally.right)
    assert isinstance(globally.left, CtlOr)
    assert CtlNext(False, CtlState(InStatus(("worker",)))) == globally.left.formulas[1]


def test_a_scenario_overrides_start_values_and_fixes_choices() -> None:
    model = model_of(
        policy(
            "event learn in inside by person\n  set level = any\n"
            "scenario story\n  start in worker with sector is farming and employed and stay is 2 years\n"
            "    and money more than 3\n"
            "  learn with level is good\n  after 6 months\n  after 1 month: learn\n  expect level is good\n"
            "  expect learn possible"
        )
    )
    story = model.scenarios[0]
    assert story.overrides == (("sector", 1), ("employed", True), ("stay", 24))
    assert condition_text(model, story.condition) == "money more than 3"
    assert [Happen, Wait, Wait, Happen] == [type(step) for step in story.steps[:4]]
    first = story.steps[0]
    assert isinstance(first, Happen)
    assert first.choices == (("level", 2),)


def test_a_value_outside_the_type_is_refused_in_a_scenario() -> None:
    found = errors_of(
        policy(
            "event learn by person\n  set points = any\nscenario story\n  start in worker\n  learn with points is 11"
        )
    )
    assert [finding.message for finding in found] == ["`11` is not a whole number from 0 to 10"]


def test_long_sums_are_read_without_recursion() -> None:
    text = " + ".join(["points"] * 150)
    model = model_of(policy())
    condition = condition_from_text(model, f"{text} at least 3")
    assert isinstance(condition, Comparison)
    assert isinstance(condition.left, Sum)
    assert len(condition.left.terms) == 150


def test_rules_that_are_steps_in_too_many_places_are_an_error() -> None:
    statuses = "".join(f"status s{number} in l\n" for number in range(500))
    events = "".join(f"event e{number} in l by person\n" for number in range(401))
    text = f"policy p\n  time in months\nlayer l\n{statuses}{events}start in s0\nproperty d: no dead ends\n"
    _, findings = load(text)
    assert [item.code for item in findings] == ["BCM424"]
    model_of(text.replace("event e400 in l by person\n", ""))


def test_of_very_many_mistakes_the_first_are_told_and_near_names_are_looked_for_a_bounded_number_of_times() -> None:
    known = "".join(f"attribute long_name_{number}: yes or no, starts no\n" for number in range(300))
    wrong = "".join(f"event e{number} in s by person\n  when long_nme_{number}\n" for number in range(300))
    model, findings = load(f"policy p\n  time in months\nlayer l\nstatus s in l\n{known}{wrong}start in s\n")
    assert (model, findings[-1].code, len(findings)) == (None, "BCM107", 201)
    assert findings[1].help == "did you mean `long_name_0`?"


def test_a_list_of_what_is_declared_says_that_it_is_not_whole() -> None:
    many = "".join(f"attribute zz{number}: yes or no, starts any\n" for number in range(6))
    (found,) = errors_of(policy(f"{many}event move by person\n  when unheard_of_thing\n  set points = 1"))
    assert found.help is not None
    assert found.help.endswith(" and others")
