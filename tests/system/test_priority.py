"""Which rule of the law goes first: a rule that yields is not possible where one that it yields to is."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from bcm_formal.model.expressions import TRUE
from bcm_formal.model.load import load
from bcm_formal.model.model import Event, Limit, Model
from bcm_formal.model.to_json.policy import digest
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from bcm_formal.vetting.mutation.mutants import mutants_of
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.policies import verdicts
from tests.builders.random_models import random_model
from tests.builders.random_states import random_state

HEAD = """policy p "P"
  time in months

layer l
status a in l
  at most 3 years, then c
status b in l
status c in l

attribute good: yes or no, fixed
attribute score: 0 to 3, starts any

start in a

property never:
  no person in b with good
"""
STOP = "\nlimit stop in a\n  while time_in_status at most 2 years, then b\n"
PARDON = "\ntransition pardon from a to c by law\n  when good\n"


def _plain(model: Model) -> Model:
    """The model without priorities."""
    events = (
        replace(item, requirements=item.requirements[:-1], yields_to=()) if item.yields_to else item
        for item in model.events
    )
    limits = (replace(item, requirements=(), yields_to=()) for item in model.limits)
    return replace(model, events=tuple(events), limits=tuple(limits))


def _possible(model: Model, plain: Interpreter, name: str, state: State) -> bool:
    """The page on meaning, word by word, on the interpreter of the rules without priorities."""
    rule: Event | Limit = model.event[name] if name in model.event else model.limit[name]
    if isinstance(rule, Limit):
        able = plain.expire(state, name) is not None
    else:
        able = any(True for _ in plain.outcomes(state, rule)) if state.status in rule.sources else False
    return able and not any(_possible(model, plain, other, state) for other in rule.yields_to)


def test_a_rule_is_possible_where_it_would_be_and_none_that_it_yields_to_is() -> None:
    yielding, held_back = 0, 0
    for number in range(tries(300)):
        draw = random.Random(number)
        model = random_model(draw)
        rules = [*model.event, *model.limit]
        interpreter, plain = Interpreter(model), Interpreter(_plain(model))
        yielding += any(item.yields_to for item in model.events) or any(item.yields_to for item in model.limits)
        for _ in range(30):
            state = random_state(draw, model)
            able = {step.event if hasattr(step, "event") else step.limit for step, _ in interpreter.changes(state)}
            assert able == {name for name in rules if _possible(model, plain, name, state)}, number
            held_back += len({name for name in rules if _possible(_plain(model), plain, name, state)} - able)
            assert interpreter.wait(state, 1) == plain.wait(state, 1)
    assert yielding > tries(300) // 20
    assert held_back > 10


def test_what_yields_leaves_the_field_to_the_other() -> None:
    def outcome(text: str) -> str:
        return verdicts(text)[0][1].outcome.value

    assert outcome(HEAD + PARDON + STOP) == "VIOLATED"
    assert outcome(HEAD + PARDON + STOP + "  yields to pardon\n") == "HOLDS"


def test_the_time_limit_of_a_status_yields_and_is_yielded_to_by_its_name() -> None:
    late = HEAD.replace("3 years, then c", "2 years, then b\n    yields to stop")
    model = model_of(late + STOP.replace("then b", "then c"))
    full = State("a", (1, 0), (24,))
    assert Interpreter(model).expire(full, "a_limit") is None
    assert Interpreter(model).expire(full, "stop") is not None
    model = model_of(HEAD.replace("3 years", "2 years") + STOP + "  yields to a_limit\n")
    assert Interpreter(model).expire(full, "stop") is None


def test_priority_changes_what_a_model_means_and_no_other_models_digest() -> None:
    before, after = model_of(HEAD + PARDON + STOP), model_of(HEAD + PARDON + STOP + "  yields to pardon\n")
    assert digest(before) != digest(after)
    assert digest(_plain(after)) == digest(before)


@pytest.mark.parametrize(
    ("lines", "code", "said"),
    [
        (STOP + "  yields to pardn\n" + PARDON, "BCM206", "there is no event, transition or limit `pardn`"),
        (STOP + "  yields to stop\n", "BCM427", "`stop` yields to itself"),
        (
            STOP + "  yields to pardon\n" + PARDON + "  yields to go\n"
            "\ntransition go from a to c by law\n  yields to stop\n",
            "BCM427",
            "these rules yield to one another in a circle: `pardon` yields to `go` yields to `stop` yields to `pardon`",
        ),
        (
            STOP + "  yields to pardon\n" + PARDON.replace("by law", "by person"),
            "BCM426",
            "`pardon` is no rule of the law, but an act of `person`",
        ),
        (
            STOP + PARDON.replace("by law", "by person") + "  yields to stop\n",
            "BCM426",
            "`pardon` is no rule of the law, but an act of `person`",
        ),
        (
            STOP + "  yields to pardon\n" + PARDON.replace("from a", "from b"),
            "BCM426",
            "`stop` and `pardon` are never possible in one status",
        ),
    ],
)
def test_what_cannot_yield_is_an_error(lines: str, code: str, said: str) -> None:
    model, found = load(HEAD + lines)
    assert model is None
    assert [(item.code, item.message) for item in found if item.severity == "error"] == [(code, said)]


def test_a_chain_of_rules_that_yield_is_limited() -> None:
    rules = [f"\ntransition t{i} from a to c by law\n" + (f"  yields to t{i - 1}\n" if i else "") for i in range(200)]
    _, found = load(HEAD + "".join(rules))
    assert [item.code for item in found if item.severity == "error"] == ["BCM427"]
    wide = [f"\ntransition t{i} from a to c by law\n" for i in range(20)]
    everyone = ", ".join(f"t{i}" for i in range(20))
    assert load(HEAD + "".join(wide) + STOP + f"  yields to {everyone}\n")[0] is not None
    doubling = ["\ntransition t0 from a to c by law\n"]
    for i in range(1, 30):
        earlier = ", ".join(f"t{j}" for j in range(i))
        doubling.append(f"\ntransition t{i} from a to c by law\n  yields to {earlier}\n")
    _, found = load(HEAD + "".join(doubling))
    assert [item.code for item in found if item.severity == "error"] == ["BCM427"]


def test_a_mutant_of_a_rule_changes_what_yields_to_it() -> None:
    model = model_of(HEAD + PARDON + STOP + "  yields to pardon\n")
    made = {item.says: item.make() for item in mutants_of(model)}
    without = made["`pardon` is removed"]
    assert without is not None
    good = State("a", (1, 0), (24,))
    assert Interpreter(model).expire(good, "stop") is None
    assert Interpreter(without).expire(good, "stop") is not None
    dropped = made["`yields to pardon` is dropped"]
    assert dropped is not None
    assert dropped.limit["stop"].when == TRUE
