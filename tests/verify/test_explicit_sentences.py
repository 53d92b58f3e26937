"""The direct reading of every sentence: known verdicts, and laws that tie sentences to each other."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TypeVar

import pytest

from bcm_formal.model.expressions import FALSE, TRUE, Condition, conjunction, negation
from bcm_formal.model.model import Model
from bcm_formal.model.sentences import (
    BetterNeverBlocks,
    CanReach,
    Ctl,
    CtlNot,
    CtlOr,
    CtlState,
    CtlUntil,
    DoesNotDepend,
    EveryEntering,
    EveryLeaving,
    Formula,
    MustReach,
    NoneCanReach,
    OnlyAfter,
    Sentence,
    SomeCanReach,
)
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.sentences import verdict_of
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.random_models import random_model, random_other_sentence, random_sentence

POLICY = """policy known "Known verdicts"
  time in months

actor employer

layer outside "Outside"
layer inside "Inside"

status guest in outside
  at most 6 months, then gone
status worker in inside
status settled in inside
status gone in outside
attribute skill: 0 to 2, fixed, starts any
attribute employed: yes or no, starts no
clock stay
  runs in worker
transition hire from guest to worker by employer
  set employed = yes
event job_loss in worker by employer, adverse
  when employed
  set employed = no
event new_job in worker by person
  when not employed
   and skill at least 1
  set employed = yes
event reconsider in worker by person
transition settle from worker to settled by person
  when employed
   and stay at least 2 months
limit everything in worker
  while stay at most 4 months, then gone
start in guest

# HOLDS: hired at once and never hit
property plain: every person in guest can reach settled
# VIOLATED: job loss in the last moment, and without skill no new job
property once: every person in worker can reach settled despite 1 adverse event
# HOLDS: with skill a job is found again
property skilled: every person in worker with skill at least 1 can reach settled despite 2 adverse events
# VIOLATED: the bound counts too
property too_fast: every person in worker with skill at least 1 can reach settled within 1 month despite 1 adverse event
# HOLDS: two months of stay are enough
property in_time: every person in worker with skill at least 1 can reach settled within 2 months despite 1 adverse event
# HOLDS: the limits end both stays, however often the person reconsiders
property out: every person in guest must reach gone, settled
# VIOLATED: six months as a guest, four as a worker
property out_fast: every person in guest must reach gone, settled within 9 months
# HOLDS: ten are enough
property out_in_ten: every person in guest must reach gone, settled within 10 months
# VIOLATED: nobody has to settle
property settles: every person in worker must reach settled
# HOLDS: only workers settle
property after_work: settled only after employed
# VIOLATED: a guest may simply go
property gone_after_work: gone only after employed
# HOLDS: skill opens doors and closes none
property better: better skill never blocks settled
# VIOLATED: without a job only the skilled find one
property same: path to settled does not depend on skill
# VACUOUS: no guest has a job
property employed_guest: every person in guest with employed must reach gone
# HOLDS: one may stay a guest until the limit, but no longer
property leaves: ctl A[in guest U in worker, gone]
# VIOLATED: hiring is not sure
property hired: ctl AF in worker
"""

S = TypeVar("S")
LAWS = pytest.mark.parametrize("seed", range(tries(60)))
BUDGET = Budget(work=5_000)


def known() -> Model:
    return model_of(POLICY)


KNOWN = known()
EXPECTED = dict(
    zip(
        (item.name for item in KNOWN.properties),
        (Outcome(line[2:].split(":")[0]) for line in POLICY.splitlines() if line.startswith("# ")),
        strict=True,
    )
)


@pytest.mark.parametrize("name", EXPECTED)
def test_known_verdicts(name: str) -> None:
    system = TransitionSystem(KNOWN)
    assert EXPECTED[name] == verdict_of(system, KNOWN.property[name].sentence, Budget())


def drawn(seed: int, kind: type[S]) -> tuple[TransitionSystem, S]:
    """A random model with a random sentence of a kind."""
    draw = random.Random(seed)
    while True:
        model = random_model(draw)
        for draws in (random_other_sentence, random_sentence) * 20:
            sentence = draws(draw, model)
            if isinstance(sentence, kind):
                return TransitionSystem(model), sentence


def verdicts(system: TransitionSystem, *sentences: Sentence) -> list[Outcome]:
    try:
        return [verdict_of(system, sentence, BUDGET) for sentence in sentences]
    except BudgetExceededError:
        pytest.skip("too many states")


def entails(first: Outcome, second: Outcome) -> bool:
    return first is not Outcome.HOLDS or second is Outcome.HOLDS


def globally(formula: Formula) -> Formula:
    return CtlUntil(True, True, formula, CtlState(FALSE))


def finally_(every: bool, target: Condition) -> Formula:
    return CtlUntil(every, False, CtlState(TRUE), CtlState(target))


@LAWS
def test_more_setbacks_are_harder_to_withstand(seed: int) -> None:
    system, sentence = drawn(seed, CanReach)
    sentence = replace(sentence, adverse=False)
    more, fewer, none = verdicts(system, *(replace(sentence, despite=setbacks) for setbacks in (2, 1, None)))
    assert entails(more, fewer)
    assert entails(fewer, none)


@LAWS
def test_who_withstands_setbacks_also_gets_there_without(seed: int) -> None:
    system, sentence = drawn(seed, CanReach)
    steered, plain = verdicts(system, replace(sentence, adverse=False), replace(sentence, despite=None))
    assert entails(steered, plain)


@LAWS
def test_more_time_makes_no_path_worse(seed: int) -> None:
    system, sentence = drawn(seed, CanReach)
    short, longer, endless = verdicts(system, *(replace(sentence, within=within) for within in (2, 3, None)))
    assert entails(short, longer)
    assert entails(longer, endless)


@LAWS
def test_who_must_arrive_in_time_must_arrive(seed: int) -> None:
    system, sentence = drawn(seed, MustReach)
    short, longer, endless = verdicts(system, *(replace(sentence, within=within) for within in (2, 3, None)))
    assert entails(short, longer)
    assert entails(longer, endless)


@LAWS
def test_to_be_sure_on_every_path_is_to_be_sure_on_every_life_course(seed: int) -> None:
    # The other way round it is not: a path may stop time for ever, a life course may not.
    system, sentence = drawn(seed, MustReach)
    begins = CtlNot(CtlState(sentence.condition))
    on_paths = Ctl(globally(CtlOr((begins, finally_(True, sentence.target)))))
    sure, must = verdicts(system, on_paths, replace(sentence, within=None))
    assert sure is not Outcome.HOLDS or must is not Outcome.VIOLATED


@LAWS
def test_can_reach_is_a_formula_of_ctl(seed: int) -> None:
    system, sentence = drawn(seed, CanReach)
    plain = replace(sentence, within=None, actors=None, despite=None, adverse=True)
    formula = globally(CtlOr((CtlNot(CtlState(sentence.condition)), finally_(False, sentence.target))))
    said, read = verdicts(system, plain, Ctl(formula))
    assert (said is Outcome.VIOLATED) == (read is Outcome.VIOLATED)


@LAWS
def test_where_no_luck_is_needed_none_does_harm(seed: int) -> None:
    system, sentence = drawn(seed, CanReach)
    plain = replace(sentence, despite=None, adverse=False)
    without, even_so = verdicts(system, plain, replace(plain, adverse=True))
    assert without is not Outcome.HOLDS or even_so is Outcome.HOLDS


@LAWS
def test_that_nobody_can_is_the_opposite_of_that_somebody_can(seed: int) -> None:
    system, sentence = drawn(seed, NoneCanReach)
    somebody = SomeCanReach(sentence.condition, sentence.target, sentence.within, sentence.actors)
    opposite = {Outcome.HOLDS: Outcome.VIOLATED, Outcome.VIOLATED: Outcome.HOLDS, Outcome.VACUOUS: Outcome.VACUOUS}
    nobody_can, somebody_can = verdicts(system, sentence, somebody)
    assert nobody_can is opposite[somebody_can]


@LAWS
def test_who_leaves_enters_what_is_outside(seed: int) -> None:
    system, sentence = drawn(seed, EveryLeaving)
    enters = EveryEntering(negation(sentence.origin), sentence.conclusion, TRUE, sentence.actors)
    from_there = replace(enters, origin=sentence.origin)
    leaves, entered = verdicts(system, sentence, enters)
    assert leaves is entered
    assert verdicts(system, from_there, sentence)[0] is leaves


@LAWS
def test_only_after_is_a_formula_of_ctl(seed: int) -> None:
    system, sentence = drawn(seed, OnlyAfter)
    before = CtlState(negation(sentence.condition))
    too_early = CtlState(conjunction((negation(sentence.condition), sentence.target)))
    said, read = verdicts(system, sentence, Ctl(CtlNot(CtlUntil(False, False, before, too_early))))
    assert (said is Outcome.VIOLATED) == (read is Outcome.VIOLATED)


@LAWS
def test_what_a_path_does_not_depend_on_never_blocks_it(seed: int) -> None:
    system, drawn_sentence = drawn(seed, BetterNeverBlocks)
    sentence = replace(drawn_sentence, change=None)
    same = DoesNotDepend(sentence.attribute, sentence.target, sentence.within, sentence.among)
    independent, better = verdicts(system, same, sentence)
    assert entails(independent, better)
