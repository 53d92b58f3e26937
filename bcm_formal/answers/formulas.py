"""How the answer to a CTL formula was shown, said of people and their lives."""

from __future__ import annotations

from typing import assert_never

from bcm_formal.answers.formula_words import lemma_words, sentence_words
from bcm_formal.answers.goals import common, exact_title, read_by_policy
from bcm_formal.model.expressions import FALSE, TRUE, Not, negation
from bcm_formal.model.model import Model
from bcm_formal.model.sentences import Ctl
from bcm_formal.system.ctl.models import initial
from bcm_formal.system.questions import (
    Conditions,
    CtlQuestion,
    Inevitable,
    Pairs,
    Path,
    Robust,
    Safety,
    Witness,
    per_status,
)
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.verdict import (
    Agreement,
    Answered,
    Computed,
    Evidence,
    Holds,
    OppositeEverywhere,
    Shown,
    Together,
    Vacuous,
    Violated,
)

AGREED = "decided by two engines that agree: no certificate kind exists for this formula"
PARTS = "inner parts were computed, and proved on their own to be right"


def how_shown(verdict: Answered) -> str | None:
    """What was shown of the policy, and whether that is the formula or its opposite; None where the property is no
    formula."""
    if not isinstance(verdict.property.sentence, Ctl):
        return None
    fact = None if verdict.shown is None else _fact(verdict.shown)
    if isinstance(verdict, Holds | Violated) and (_has_lemmas(verdict.evidence) or _is_vague(fact)):
        words = _the_formula(verdict)
        if words is not None:
            return words
    if verdict.shown is None:
        return _without_one_certificate(verdict.evidence, verdict.outcome is Outcome.HOLDS)
    if fact is None:
        return "a question that says the same was decided"
    return f"shown: {fact}" if isinstance(verdict, Vacuous) else f"{_way(verdict)}: {fact}"


def lemmas_shown(verdict: Answered) -> tuple[str, ...]:
    """What was shown of inner parts of a formula, for each of them."""
    if not isinstance(verdict.evidence, Computed):
        return ()
    system = verdict.asked.question.system
    return tuple(f"shown: {words}" for words in lemma_words(system, verdict.evidence))


def _has_lemmas(evidence: Evidence) -> bool:
    return isinstance(evidence, Computed) and bool(evidence.lemmas)


def _is_vague(fact: str | None) -> bool:
    """True iff the words leave out what they speak of."""
    return fact is not None and "the formula" in fact


def _the_formula(verdict: Holds | Violated) -> str | None:
    """The formula itself in words, and whether it is so; None where it takes too many."""
    question = verdict.asked.question
    assert isinstance(question, CtlQuestion), "the property is a formula"
    words = sentence_words(question.system, question.formula)
    if words is None:
        return None
    return f"shown: {words}" if verdict.outcome is Outcome.HOLDS else f"refuted: it is not so that {words}"


def _without_one_certificate(evidence: Evidence, holds: bool) -> str:
    match evidence:
        case Together(parts):
            return f"each of its {len(parts)} parts is {'proved' if holds else 'refuted'} on its own"
        case Computed(_, inner, lemmas):
            whole = _without_one_certificate(inner, holds)
            return f"{whole}; {PARTS}" if lemmas else whole
        case OppositeEverywhere(_, inner):
            return f"the opposite is true at every start; {_without_one_certificate(inner, True)}"
        case Agreement():
            return AGREED
        case Shown():
            raise AssertionError("it is one certificate")
        case _:
            assert_never(evidence)


def _way(verdict: Answered) -> str:
    holds = verdict.outcome is Outcome.HOLDS
    if verdict.negated:
        return "shown by refuting the opposite" if holds else "refuted by showing the opposite"
    return "shown" if holds else "refuted"


def _fact(shown: Shown) -> str | None:
    """What the certificate shows."""
    question = shown.question
    model, yes = question.system.policy, shown.outcome is Outcome.HOLDS
    match question:
        case Safety(system, bad, along):
            where = "" if along is None else _before(system, along)
            return f"{_nobody_is(model, bad) if yes else f'somebody {_is(model, bad)}'}{where}"
        case Path(system, origin, goal, _, along):
            who = _who("everybody" if yes else "somebody", model, origin)
            keeping = "" if along is None else _keeping(system, along)
            return f"{who} {'has a way' if yes else 'has no way'} to {_goal(model, goal)}{keeping}"
        case Witness(_, origin, goal, _, denied):
            who = _who("somebody" if yes is not denied else "nobody", model, origin)
            return f"{who} has a way to {_goal(model, goal)}"
        case Inevitable(system, origin, goal):
            whose = (
                "is at the start" if _is_the_start(system, origin) else _starts(model, read_by_policy(model, origin))
            )
            if yes:
                return f"whoever {whose} meets {_goal(model, goal)} on every life course"
            kept = common(model, goal)
            if isinstance(kept, Not) and (words := exact_title(model, dict.fromkeys(goal, kept.condition))):
                return f"somebody who {whose} can for ever stay where {words} holds"
            return f"somebody who {whose} can for ever avoid {_goal(model, goal)}"
        case Robust() | Pairs() | CtlQuestion():
            return None
        case _:
            assert_never(question)


def _who(people: str, model: Model, origin: Conditions) -> str:
    """`somebody who is in b`; the people alone where that is anybody."""
    return people if common(model, origin) == TRUE else f"{people} who {_starts(model, origin)}"


def _before(system: TransitionSystem, along: Conditions) -> str:
    """What the life courses have not met that lead there."""
    met = {status: negation(along.get(status, FALSE)) for status in system.statuses}
    met = {status: condition for status, condition in met.items() if condition != FALSE}
    words = exact_title(system.policy, met)
    if words is None:
        return " before they get where the formula wants them first"
    return f" before they {'meet' if common(system.policy, met) is not None else 'get to'} {words}"


def _keeping(system: TransitionSystem, along: Conditions) -> str:
    """Where the ways that count lead through."""
    words = exact_title(system.policy, along)
    if words is None:
        return " that keeps to what the formula asks"
    return f" along which they {'meet' if common(system.policy, along) is not None else 'are in'} {words}"


def _is_the_start(system: TransitionSystem, origin: Conditions) -> bool:
    """True iff the origin is where lives begin."""
    starts = per_status(system, initial(system))
    return read_by_policy(system.policy, starts) == read_by_policy(system.policy, origin)


def _is(model: Model, conditions: Conditions) -> str:
    words = exact_title(model, conditions)
    if words is None:
        return "gets where the formula forbids"
    return f"meets {words}" if common(model, conditions) is not None else f"is in {words}"


def _nobody_is(model: Model, conditions: Conditions) -> str:
    """`nobody is ever in Worker`, `nobody ever meets …`"""
    words = _is(model, conditions)
    return f"nobody is ever {words.removeprefix('is ')}" if words.startswith("is ") else f"nobody ever {words}"


def _starts(model: Model, conditions: Conditions) -> str:
    if common(model, conditions) == TRUE:
        return "is anywhere"
    words = exact_title(model, conditions)
    if words is None:
        return "is where the formula looks"
    return f"meets {words}" if common(model, conditions) is not None else f"is in {words}"


def _goal(model: Model, conditions: Conditions) -> str:
    return exact_title(model, conditions) or "what the formula asks"
