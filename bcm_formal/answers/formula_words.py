"""CTL formulas in plain words: whoever is there can stay, or gets there on every life course.

Words say exactly what the formula does, or there are none: what would be too long or ambiguous is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from bcm_formal.answers.goals import common, exact_title
from bcm_formal.model.expressions import FALSE, TRUE, Condition, negation
from bcm_formal.model.sentences import CtlAnd, CtlNext, CtlNot, CtlOr, CtlState, CtlUntil, Formula
from bcm_formal.system.ctl.formulas import NO, YES, either, inside_always_globally, positive
from bcm_formal.system.ctl.plans import Plan, questions_in
from bcm_formal.system.ctl.rewritten import Rewritten, innermost
from bcm_formal.system.questions import per_status
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.verdict import Computed, Part, all_shown

_LONG = 400
_A_SET = "in the set of states that was computed"
_STEP = "a step, which is a change or one unit of time"


def sentence_words(system: TransitionSystem, formula: Formula) -> str | None:
    """What it says that every start satisfies the formula: `whoever is in A can stay in A for ever`."""
    words = _sentence(system, positive(formula))
    return words if words is not None and len(words) <= _LONG else None


def lemma_words(system: TransitionSystem, evidence: Computed) -> tuple[str, ...]:
    """What each lemma says: who satisfies an inner part of the formula, and that nobody else does."""
    return tuple(_lemma(system, evidence.by, lemma) for lemma in evidence.lemmas)


# --- whole sentences ---


def _sentence(system: TransitionSystem, formula: Formula) -> str | None:
    if isinstance(formula, CtlAnd):
        return _all_of([_sentence(system, part) for part in formula.formulas], "; and ")
    always = inside_always_globally(formula)
    if always is None:
        words = _of_them(system, formula, many=False)
        return None if words is None else f"everybody who starts {words}"
    return _at_any_time(system, always)


def _at_any_time(system: TransitionSystem, formula: Formula) -> str | None:
    match formula:
        case CtlAnd(parts):
            return _all_of([_at_any_time(system, part) for part in parts], "; and ")
        case CtlOr((CtlState(condition), *rest)):
            who, then = _is(system, negation(condition)), _of_them(system, either(*rest), many=False)
            return None if who is None or then is None else f"whoever {who} {then}"
        case CtlState(condition):
            words = _is(system, negation(condition))
            return None if words is None else f"nobody ever {words}"
        case _:
            words = _of_them(system, formula, many=False)
            return None if words is None else f"everybody at any time {words}"


def _all_of(words: list[str | None], joint: str) -> str | None:
    said = [each for each in words if each is not None]
    return joint.join(said) if len(said) == len(words) else None


# --- what is said of them ---


def _of_them(system: TransitionSystem, formula: Formula, *, many: bool) -> str | None:
    """`can stay in A for ever`, of one person or of `they`."""
    match formula:
        case CtlState(condition):
            return _is(system, condition, many=many)
        case CtlNot():
            return None
        case CtlAnd(parts) | CtlOr(parts):
            if any(isinstance(part, CtlAnd | CtlOr) for part in parts):
                return None
            joint = ", and " if isinstance(formula, CtlAnd) else ", or "
            return _all_of([_of_them(system, part, many=many) for part in parts], joint)
        case CtlNext(every, inner):
            then = _of_them(system, inner, many=True)
            if then is None:
                return None
            return (
                f"can make {_STEP}, after which they {then}" if not every else f"{_be(many)} sure that {_after(then)}"
            )
        case CtlUntil(every, True, left, right) if right == NO:
            return _staying(system, left, every=every, many=many)
        case CtlUntil(every, False, left, right) if left == YES:
            return _coming(system, right, every=every, many=many)
        case CtlUntil(every, weak, left, right):
            before, then = _of_them(system, left, many=True), _of_them(system, right, many=True)
            if before is None or then is None:
                return None
            until = f"they {before} until they {then}{', if they ever do' if weak else ', which comes'}"
            return f"{_be(many)} sure that {until}" if every else f"can live so that {until}"
        case _:
            assert_never(formula)


def _after(then: str) -> str:
    return f"after {_STEP}, whichever it is, they {then}"


def _staying(system: TransitionSystem, left: Formula, *, every: bool, many: bool) -> str | None:
    """Of EG and AG."""
    match left:
        case CtlState(condition) if (place := _place(system, condition)) is not None:
            if every:
                return f"{'stay' if many else 'stays'} in {place} whatever happens"
            return f"can stay in {place} for ever"
        case CtlOr((CtlState(condition), *rest)):
            here, then = _is(system, negation(condition), many=True), _of_them(system, either(*rest), many=True)
            words = None if here is None or then is None else f"whenever they {here}, they {then}"
        case _:
            then = _of_them(system, left, many=True)
            words = None if then is None else f"they always {then}"
    if words is None:
        return None
    return f"{_be(many)} sure that from then on {words}" if every else f"can go on for ever so that {words}"


def _coming(system: TransitionSystem, right: Formula, *, every: bool, many: bool) -> str | None:
    """Of EF and AF."""
    if isinstance(right, CtlState) and (place := _place(system, right.condition)) is not None:
        goal = place
    else:
        then = _of_them(system, right, many=True)
        if then is None:
            return None
        goal = f"where they {then}"
    return f"{'get' if many else 'gets'} to {goal} on every life course" if every else f"can get to {goal}"


def _be(many: bool) -> str:
    return "are" if many else "is"


def _place(system: TransitionSystem, condition: Condition) -> str | None:
    """The statuses by their titles, where the condition speaks of them alone."""
    conditions = per_status(system, condition)
    here = [status for status in system.statuses if conditions.get(status, FALSE) != FALSE]
    if len(here) in (0, len(system.statuses)) or any(conditions[status] != TRUE for status in here):
        return None
    return exact_title(system.policy, dict.fromkeys(here, TRUE))


def _is(system: TransitionSystem, condition: Condition, *, many: bool = False) -> str | None:
    """`is in A`, `is not in A`, `meets …`; None where that takes many words."""
    other = _place(system, negation(condition))
    place = _place(system, condition)
    if place is not None and (other is None or len(place) <= len(other)):
        return f"{_be(many)} in {place}"
    if other is not None:
        return f"{_be(many)} not in {other}"
    conditions = {status: each for status, each in per_status(system, condition).items() if each != FALSE}
    words = exact_title(system.policy, conditions)
    if words is None:
        return None
    is_everywhere = common(system.policy, conditions) is not None
    return f"{'meet' if many else 'meets'} {words}" if is_everywhere else f"{_be(many)} in {words}"


# --- lemmas ---


def _lemma(system: TransitionSystem, whole: Rewritten, lemma: Part) -> str:
    asked = {id(shown.question) for shown in all_shown(lemma.evidence)}
    for before, rewritten in _chain(whole):
        put, part = rewritten.put, innermost(before.formula)
        if put is None or part is None:
            continue
        who = negation(put.where) if part.every else put.where
        for is_enough, questions in ((True, _questions(put.sound)), (False, _questions(put.complete))):
            if asked & questions:
                return _about_the_set(system, who, _of_them(system, part, many=False), is_enough=is_enough)
    raise AssertionError("a lemma is about a condition that was put in")


def _chain(rewritten: Rewritten) -> Iterator[tuple[Rewritten, Rewritten]]:
    """Each formula with that which a condition was put into, the last one first."""
    while rewritten.before is not None:
        yield rewritten.before, rewritten
        rewritten = rewritten.before


def _questions(plan: Plan | None) -> set[int]:
    return set() if plan is None else {id(question) for question in questions_in(plan)}


def _about_the_set(system: TransitionSystem, who: Condition, part: str | None, *, is_enough: bool) -> str:
    """That whoever is in the set satisfies the part (`is_enough`), or that nobody else does."""
    part = part or "satisfies an inner part of the formula"
    if is_enough:
        if who == FALSE:
            return "there is nobody of whom an inner part of the formula is claimed"
        return f"everybody {part}" if who == TRUE else f"whoever {_is(system, who) or f'is {_A_SET}'} {part}"
    if who == TRUE:
        return "there is nobody of whom an inner part of the formula is denied"
    if who == FALSE:
        return f"nobody {part}"
    return f"nobody who {_is(system, negation(who)) or f'is not {_A_SET}'} {part}"
