"""What shows that two persons who differ in one attribute alone have the same ways, or have not."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    AttributeTerm,
    Condition,
    Flag,
    Number,
    Operator,
    comparison,
    conjunction,
    disjunction,
    negation,
)
from bcm_formal.model.model import Model
from bcm_formal.model.types import Range
from bcm_formal.system.help import EVERYTHING
from bcm_formal.system.questions import Pairs, question_of
from bcm_formal.system.state import Delay, State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Act, ComparisonProof, InvariantProof, PairProof, Region, StateSet, Way
from bcm_formal.trust.check import obligations_of
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.solvers import discharge
from bcm_formal.trust.trace import ReplayError, Trace
from tests.builders.loading import model_of
from tests.builders.small_policies import is_accepted

TEXT = """policy two "Two persons"
  time in years
layer all
actor office
attribute kin: one of near, far, fixed
attribute n: 0 to 2, starts 0
attribute rank: 0 to 2, fixed
attribute licence: yes or no, fixed
status a in all
status b in all
status c in all
status g in all
status z in all
start in a
transition go from a to b by person
event earn in b by person
  when n less than 1
  set n = n + 1
transition pass from b to g by office
  when kin is near
  and rank at least 1
transition drive from c to g by person
  when licence
transition wait from b to c by person
transition drop from b to z by office, adverse
property kin: path to g does not depend on kin
property grown: path to g with n at least 1 does not depend on kin
property rank: better rank never blocks g
property licence: better licence never blocks g
"""
NEAR, FAR = 0, 1


@cache
def model() -> Model:
    return model_of(TEXT)


@cache
def question(name: str) -> Pairs:
    asked = question_of(TransitionSystem(model()), model().property[name].sentence)
    assert isinstance(asked, Pairs)
    return asked


def is_(name: str, operator: Operator, value: int) -> Condition:
    kind = model().attribute[name].kind
    return comparison(operator, AttributeTerm(name, kind), Number(value, Range(0, 2)))


def states(**conditions: Condition) -> StateSet:
    return StateSet(tuple(conditions.items()))


def course(*steps: str | int, kin: int = NEAR, rank: int = 1, licence: bool = False) -> Trace:
    """The life course of somebody; a number is a wait."""
    taken: list[Step] = [Delay(step) if isinstance(step, int) else Take(step) for step in steps]
    return Trace(State("a", (kin, 0, rank, licence), (0,)), tuple(taken))


# --- they have not ---

HOPELESS = states(b=conjunction((is_("kin", "=", FAR), negation(Flag("licence")))), c=negation(Flag("licence")), z=TRUE)
PAIR = PairProof(course("go", "pass"), 1, course("go", kin=FAR), HOPELESS)
LATER = PairProof(course("go", 2, "earn", "pass"), 3, course("go", 2, "earn", kin=FAR), HOPELESS)


@pytest.mark.parametrize(("name", "proof"), [("kin", PAIR), ("kin", LATER), ("grown", LATER)])
def test_a_pair_shows_that_it_does_depend(name: str, proof: PairProof) -> None:
    assert is_accepted(Outcome.VIOLATED, proof, question(name))


@pytest.mark.parametrize(
    ("name", "proof", "complaint"),
    [
        ("kin", replace(PAIR, index=-1), "no such moment"),
        ("kin", replace(PAIR, index=3), "no such moment"),
        ("kin", replace(PAIR, index=-4), "no such moment"),
        ("kin", replace(PAIR, trace=course("go")), "does not end at the goal"),
        ("grown", PAIR, "does not end at the goal"),
        ("kin", replace(PAIR, index=0), "do not differ in `kin` alone"),  # in another status
        ("kin", replace(PAIR, index=2), "do not differ in `kin` alone"),
        ("kin", replace(PAIR, twin=course("go")), "do not differ in `kin` alone"),
        ("kin", replace(PAIR, twin=course("go", kin=FAR, rank=2)), "do not differ in `kin` alone"),
        ("kin", replace(PAIR, twin=course("go", 1, kin=FAR)), "do not differ in `kin` alone"),
        ("kin", replace(PAIR, twin=course("go", rank=2)), "do not differ in `kin` alone"),
        ("kin", replace(LATER, twin=course("go", 2, kin=FAR)), "do not differ in `kin` alone"),
        ("rank", replace(PAIR, twin=course("go", rank=0)), "is not the better one"),
        ("kin", replace(PAIR, trap=states(z=TRUE)), "does not end in the trap"),
        ("kin", replace(PAIR, trap=states(b=is_("kin", "=", NEAR))), "does not end in the trap"),
        ("kin", replace(PAIR, twin=course("pass", kin=FAR)), "is not possible"),
    ],
)
def test_a_pair_is_two_life_courses_of_persons_who_differ_in_it_alone(
    name: str, proof: PairProof, complaint: str
) -> None:
    with pytest.raises(ReplayError, match=complaint):
        obligations_of(Outcome.VIOLATED, proof, question(name), None)


@pytest.mark.parametrize(
    "trap",
    [
        states(b=is_("kin", "=", FAR), z=TRUE),  # to c
        states(b=is_("kin", "=", FAR), c=TRUE, z=TRUE),  # and on to g
        replace(HOPELESS, conditions=(*HOPELESS.conditions, ("g", TRUE))),
    ],
)
def test_nothing_leads_out_of_the_trap_of_the_second(trap: StateSet) -> None:
    assert not is_accepted(Outcome.VIOLATED, replace(PAIR, trap=trap), question("kin"))


def test_an_adverse_event_is_no_way_out_of_the_trap() -> None:
    without_z = replace(HOPELESS, conditions=HOPELESS.conditions[:2])
    assert is_accepted(Outcome.VIOLATED, replace(PAIR, trap=without_z), question("kin"))
    assert not is_accepted(Outcome.VIOLATED, replace(PAIR, trap=without_z), replace(question("kin"), help=EVERYTHING))


def test_the_first_goes_on_without_adverse_events() -> None:
    lucky = model_of(TEXT.replace("from b to g by office", "from b to g by office, adverse"))
    asked = question_of(TransitionSystem(lucky), lucky.property["kin"].sentence)
    with pytest.raises(ReplayError, match="by a step that does not count"):
        obligations_of(Outcome.VIOLATED, PAIR, asked, None)
    assert isinstance(asked, Pairs)
    assert is_accepted(Outcome.VIOLATED, PAIR, replace(asked, help=EVERYTHING))


def test_the_better_one_is_the_one_with_more() -> None:
    """A higher rank is no reason to be trapped: asked the other way round there is a pair."""
    trap = states(b=conjunction((is_("rank", "=", 0), negation(Flag("licence")))), c=negation(Flag("licence")), z=TRUE)
    proof = PairProof(course("go", "pass"), 1, course("go", rank=0), trap)
    assert is_accepted(Outcome.VIOLATED, proof, replace(question("rank"), raised=False))
    with pytest.raises(ReplayError, match="not the better one"):
        obligations_of(Outcome.VIOLATED, proof, question("rank"), None)


def test_more_may_be_worse() -> None:
    text = TEXT.replace("  and rank at least 1", "  and rank at most 0")
    trap = states(b=conjunction((is_("rank", ">=", 1), negation(Flag("licence")))), c=negation(Flag("licence")), z=TRUE)
    proof = PairProof(course("go", "pass", rank=0), 1, course("go", rank=1), trap)
    assert is_accepted(Outcome.VIOLATED, proof, replace(question("rank"), system=TransitionSystem(model_of(text))))


# --- they have ---

ALL = states(a=TRUE, b=TRUE, c=TRUE, g=TRUE, z=TRUE)


def regions(who: Condition) -> tuple[Region, ...]:
    """The ways of those who may pass, and of those with a licence."""
    return (
        Region("a", who, 2, (Way(Act("go"), (1,)),)),
        Region("b", who, 1, (Way(Act("pass"), ()),)),
        Region("a", Flag("licence"), 3, (Way(Act("go"), (3,)),)),
        Region("b", Flag("licence"), 2, (Way(Act("wait"), (4,)),)),
        Region("c", Flag("licence"), 1, (Way(Act("drive"), ()),)),
    )


PASSES = conjunction((is_("kin", "=", NEAR), is_("rank", ">=", 1)))
CANNOT = conjunction((negation(Flag("licence")), disjunction((is_("kin", "=", FAR), is_("rank", "=", 0)))))
TRAP = states(a=CANNOT, b=CANNOT, c=negation(Flag("licence")), z=TRUE)


def same(asked: Pairs, who: Condition = PASSES, trap: StateSet = TRAP) -> bool:
    return is_accepted(Outcome.HOLDS, ComparisonProof(ALL, regions(who), trap), asked)


def test_the_better_person_has_a_way_if_the_first_is_not_trapped() -> None:
    assert same(question("rank"))
    assert same(question("licence"))


def test_who_cannot_be_the_second_needs_no_way() -> None:
    """Whoever has no rank, or no licence, is never the better one, and equals are not compared."""
    far = conjunction((negation(Flag("licence")), is_("kin", "=", FAR)))
    assert same(question("rank"), trap=states(a=far, b=far, c=negation(Flag("licence")), z=TRUE))
    assert same(question("licence"), trap=states(z=TRUE))


def test_a_licence_that_blocks_is_seen() -> None:
    text = TEXT.replace("  when licence", "  when not licence")
    asked = replace(question("licence"), system=TransitionSystem(model_of(text)))
    free, bound = negation(Flag("licence")), conjunction((Flag("licence"), negation(PASSES)))
    ways = tuple(
        replace(region, condition=free) if region.condition == Flag("licence") else region for region in regions(PASSES)
    )
    trap = states(a=bound, b=bound, c=Flag("licence"), z=TRUE)
    proof = ComparisonProof(ALL, ways, trap)
    assert not is_accepted(Outcome.HOLDS, proof, asked)
    rank = replace(question("rank"), system=asked.system)
    assert is_accepted(Outcome.HOLDS, proof, rank)


def test_every_solver_reads_what_is_better() -> None:
    for name in ("rank", "licence"):
        work = obligations_of(Outcome.HOLDS, ComparisonProof(ALL, regions(PASSES), TRAP), question(name), None)
        assert work is not None
        assert discharge(work, "cvc5").first_open is None


def test_the_goal_is_where_the_second_is_and_where_ways_lead() -> None:
    known = replace(question("rank"), goal={"b": is_("rank", ">=", 1)})
    ways: tuple[Region, ...] = (Region("a", is_("rank", ">=", 1), 1, (Way(Act("go"), ()),)),)
    assert is_accepted(Outcome.HOLDS, ComparisonProof(ALL, ways, states(c=TRUE, g=TRUE, z=TRUE)), known)
    grown = replace(question("rank"), goal={"b": is_("n", ">=", 1)}, raised=False)
    ways = (
        Region("b", is_("n", "=", 0), 1, (Way(Act("earn"), ()),)),
        Region("a", TRUE, 2, (Way(Act("go"), (0,)),)),
    )
    assert is_accepted(Outcome.HOLDS, ComparisonProof(ALL, ways, states(c=TRUE, g=TRUE, z=TRUE)), grown)
    first = replace(grown, goal={"b": is_("n", "=", 0)})
    back = (Region("b", is_("n", "=", 0), 1, (Way(Act("earn"), ()),)), Region("a", TRUE, 2, (Way(Act("go"), (0,)),)))
    assert not is_accepted(Outcome.HOLDS, ComparisonProof(ALL, back, states(c=TRUE, g=TRUE, z=TRUE)), first)


def test_asked_of_any_two_there_are_some_of_whom_one_has_no_way() -> None:
    assert not same(replace(question("rank"), raised=False))
    assert not same(replace(question("licence"), raised=False))
    assert not same(question("kin"))


def test_whoever_is_not_trapped_counts() -> None:
    assert not same(question("rank"), trap=states(z=TRUE))


def test_the_other_value_is_one_of_the_type() -> None:
    """Written down in the regions, or not, it makes no difference."""
    listed = conjunction((PASSES, disjunction(is_("rank", "=", value) for value in (1, 2))))
    assert same(question("rank"), who=listed)
    first = conjunction((PASSES, is_("rank", "=", 1)))
    assert not same(question("rank"), who=first)


def test_only_two_within_the_invariant_count() -> None:
    """Where all have one kin, nobody differs in it."""
    near = is_("kin", "=", NEAR)
    one_kin = replace(question("kin"), system=TransitionSystem(model_of(TEXT.replace(ANY, ONE))))
    proof = ComparisonProof(states(a=near, b=near, c=near, g=near, z=near), regions(PASSES), states(z=TRUE))
    assert is_accepted(Outcome.HOLDS, proof, one_kin)
    assert not is_accepted(Outcome.HOLDS, replace(proof, invariant=ALL), one_kin)
    for status in ("a", "b", "c"):
        wider = {name: TRUE if name == status else near for name in ("a", "b", "c", "g", "z")}
        assert not is_accepted(Outcome.HOLDS, replace(proof, invariant=states(**wider)), one_kin)
    assert is_accepted(Outcome.VACUOUS, InvariantProof(proof.invariant), one_kin)
    not_far = is_("kin", "!=", FAR)
    assert is_accepted(Outcome.VACUOUS, InvariantProof(states(**dict.fromkeys("abcgz", not_far))), one_kin)
    assert not is_accepted(Outcome.VACUOUS, InvariantProof(ALL), one_kin)
    assert not is_accepted(Outcome.VACUOUS, InvariantProof(states(a=FALSE)), one_kin)


ANY, ONE = "kin: one of near, far, fixed", "kin: one of near, far, starts near"


def test_nobody_is_alone_where_two_may_differ() -> None:
    for name in ("kin", "rank", "licence"):
        assert not is_accepted(Outcome.VACUOUS, InvariantProof(ALL), question(name))


def test_the_ways_of_both_begin_within_the_invariant() -> None:
    """Whoever has no rank never gets to b, and so needs no way from there."""
    ranked = is_("rank", ">=", 1)
    text = TEXT.replace("from a to b by person", "from a to b by person\n  when rank at least 1")
    asked = replace(question("rank"), system=TransitionSystem(model_of(text)))
    licensed = conjunction((Flag("licence"), ranked))
    ways = (
        Region("b", is_("kin", "=", NEAR), 1, (Way(Act("pass"), ()),)),
        Region("a", PASSES, 2, (Way(Act("go"), (0,)),)),
        Region("a", licensed, 3, (Way(Act("go"), (3,)),)),
        Region("b", licensed, 2, (Way(Act("wait"), (4,)),)),
        Region("c", Flag("licence"), 1, (Way(Act("drive"), ()),)),
    )
    hopeless = disjunction((is_("rank", "=", 0), conjunction((negation(Flag("licence")), is_("kin", "=", FAR)))))
    far = conjunction((negation(Flag("licence")), is_("kin", "=", FAR)))
    trap = states(a=hopeless, b=far, c=negation(Flag("licence")), z=TRUE)
    within = states(a=TRUE, b=ranked, c=TRUE, g=TRUE, z=TRUE)
    assert is_accepted(Outcome.HOLDS, ComparisonProof(within, ways, trap), asked)
    assert not is_accepted(Outcome.HOLDS, ComparisonProof(ALL, ways, trap), asked)
