"""A formula with conditions in place of inner parts, and what to ask to know that it still says what was asked.

Trusted like `system.questions`. A condition may stand for an inner part if two questions are answered by yes: a state
that meets the condition satisfies the part (it is *sound*), and one that does not does not (it is *complete*). All
parts of a formula without negations can only help it, so one of the two is worth something alone: with sound conditions
a formula that holds held before, with complete ones a formula that is violated was violated before. Which condition is
put where is a guess.

E[a U b], and A[a W b], the negation of such a part, ask for paths; EX a and AX a for one step. EG a, and AF b, ask for
a set that can be stayed in (`steps.lasting`) outside of which the end of `a` cannot be avoided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import assert_never

from bcm_formal.model.expressions import Condition, negation
from bcm_formal.model.sentences import CtlAnd, CtlNext, CtlNot, CtlOr, CtlState, CtlUntil, Formula
from bcm_formal.records import dataclass
from bcm_formal.system.ctl.formulas import NO, YES, opposite, simplified
from bcm_formal.system.ctl.models import initial
from bcm_formal.system.ctl.plans import ByQuestion, Plan, Propose, at_once, globally, plan_of, questions_in
from bcm_formal.system.ctl.remembering import remembered
from bcm_formal.system.ctl.steps import after_a_step, lasting, stepping
from bcm_formal.system.questions import CtlQuestion, Question, Safety, per_status

Inner = CtlNext | CtlUntil


@dataclass(frozen=True)
class Put:
    """A condition in place of an inner part: what shows that it is sound, and complete; None: no question does.

    `inside_first`: that members of the set that was computed satisfy its formula, which needs part of a fixpoint, is
    what `sound` says; else `complete` says it.
    """

    where: Condition
    """who is to satisfy the part, or, of an operator over every path, who is not to"""
    sound: Plan | None
    complete: Plan | None
    inside_first: bool

    @property
    def questions(self) -> tuple[tuple[bool, Plan | None], ...]:
        """What to ask, and which answer to the formula may be believed if that is true, the cheaper first."""
        both = (True, self.sound), (False, self.complete)
        return both if self.inside_first else both[::-1]


@dataclass(frozen=True)
class Rewritten:
    """What `question` asks, as a formula without negations, if what was put into it is right."""

    question: CtlQuestion
    formula: Formula
    propose: Propose
    before: Rewritten | None = None
    put: Put | None = None
    """what was put into the formula of `before`"""

    @cached_property
    def plan(self) -> Plan | None:
        """What to ask about the formula; None: no questions say it."""
        return plan_of(self.question.system, self.formula, self.propose)

    @cached_property
    def at_once(self) -> tuple[Plan, Plan]:
        """What may settle the formula where there is no plan."""
        return at_once(self.question.system, self.formula)

    @property
    def plans(self) -> tuple[Plan, ...]:
        """What may settle the formula."""
        return self.at_once if self.plan is None else (self.plan,)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All that may be asked about what was put in, and about the formula, in order."""
        lemmas = (plan for put in self.all_put for _, plan in put.questions if plan is not None)
        return tuple(question for plan in (*lemmas, *self.plans) for question in questions_in(plan))

    @property
    def all_put(self) -> Iterator[Put]:
        """Everything that was put into the formula, in order."""
        if self.before is not None:
            yield from self.before.all_put
        if self.put is not None:
            yield self.put


@dataclass(frozen=True)
class Opposite:
    """Every start satisfies the opposite of the formula iff `plan` is true; somebody starts iff `nobody` has a no."""

    question: CtlQuestion
    propose: Propose
    plan: Plan
    nobody: Safety

    @property
    def questions(self) -> tuple[Question, ...]:
        """All that may be asked, in order."""
        return *questions_in(self.plan), self.nobody


def as_asked(question: CtlQuestion, propose: Propose) -> Rewritten:
    """The formula of the question, with nothing put into it."""
    return Rewritten(question, simplified(question.system, question.formula), propose)


def rebuilt(question: CtlQuestion, conditions: Iterable[Condition], propose: Propose) -> Rewritten | None:
    """The formula with these conditions put in, one after the other; None: there is nothing to put one for."""
    rewritten = as_asked(question, propose)
    for where in conditions:
        part = innermost(rewritten.formula)
        if part is None:
            return None
        rewritten = with_condition(rewritten, part, where)
    return rewritten


def with_condition(before: Rewritten, part: Inner, where: Condition) -> Rewritten:
    """A condition in place of an inner part; see `Put` for `where`."""
    system, propose = before.question.system, before.propose
    exists = opposite(part) if part.every else part
    match exists:
        case CtlNext(_, CtlState(then)):
            inside: Plan | None = ByQuestion(stepping(system, where, then))
            outside: Plan | None = ByQuestion(after_a_step(system, negation(where), then))
        case CtlUntil(_, True, CtlState(left)):
            inside = ByQuestion(lasting(system, where, left))
            outside = globally(system, negation(where), opposite(exists), propose)
        case _:
            inside = globally(system, where, exists, propose)
            outside = globally(system, negation(where), opposite(exists), propose)
    put = Put(where, outside, inside, False) if part.every else Put(where, inside, outside, True)
    condition = negation(where) if part.every else where
    formula = simplified(system, _replaced(before.formula, part, CtlState(condition)))
    return Rewritten(before.question, formula, before.propose, before, put)


def opposite_of(question: CtlQuestion, propose: Propose) -> Opposite | None:
    """What to ask to know whether every start satisfies the opposite; None: no questions say it."""
    system = question.system
    plan = plan_of(system, opposite(simplified(system, question.formula)), propose)
    nobody = Safety(system, per_status(system, initial(system)))
    return None if plan is None else Opposite(question, propose, plan, nobody)


# --- parts of formulas ---


def innermost(formula: Formula) -> Inner | None:
    """The first part E[a U b], A[a W b], EG a, AF b, EX a or AX a over conditions; None: there is none, or it is the
    whole formula and a question itself."""
    for part in _parts(formula):
        match part:
            case CtlNext(_, CtlState()):
                return part
            case CtlUntil(every, weak, CtlState() as left, CtlState() as right):
                if every == weak and part != formula:
                    return part
                if every != weak and (right == NO if weak else left == YES):
                    return part
    return None


def _parts(formula: Formula) -> Iterator[Formula]:
    """The formula and all its parts, those it shares once."""
    seen: set[Formula] = set()
    stack = [formula]
    while stack:
        part = stack.pop()
        if part not in seen:
            seen.add(part)
            yield part
            stack.extend(reversed(_operands(part)))


def _operands(formula: Formula) -> tuple[Formula, ...]:
    match formula:
        case CtlState():
            return ()
        case CtlNot(inner) | CtlNext(_, inner):
            return (inner,)
        case CtlAnd(parts) | CtlOr(parts):
            return parts
        case CtlUntil(_, _, left, right):
            return left, right
        case _:
            assert_never(formula)


@remembered(4_000)
def _replaced(formula: Formula, part: Formula, put: Formula) -> Formula:
    if formula == part:
        return put
    match formula:
        case CtlState():
            return formula
        case CtlNot(inner):
            return CtlNot(_replaced(inner, part, put))
        case CtlNext(every, inner):
            return CtlNext(every, _replaced(inner, part, put))
        case CtlAnd(parts):
            return CtlAnd(tuple(_replaced(inner, part, put) for inner in parts))
        case CtlOr(parts):
            return CtlOr(tuple(_replaced(inner, part, put) for inner in parts))
        case CtlUntil(every, weak, left, right):
            return CtlUntil(every, weak, _replaced(left, part, put), _replaced(right, part, put))
        case _:
            assert_never(formula)
