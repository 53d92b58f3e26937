"""The timelines of a verdict or a scenario: one life course, or two to compare, and what there is to say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from bcm_formal.answers.answer import Answer, model_of
from bcm_formal.answers.avoidance import goes_on
from bcm_formal.answers.explanation import Explanation, names_missed
from bcm_formal.answers.failures import ToldFailure
from bcm_formal.answers.lives import Life
from bcm_formal.answers.misses import Miss, missing
from bcm_formal.answers.pairs import Compared, ComparedPair
from bcm_formal.answers.phrases import counted
from bcm_formal.answers.relevance import Names, names_in, names_of
from bcm_formal.answers.story import Story
from bcm_formal.answers.timelines.bounds import Asking, asked_by_sentence
from bcm_formal.answers.timelines.timeline import Forever, Timeline, Wanted, timeline_of
from bcm_formal.answers.violation import Violation
from bcm_formal.model.model import Expect, ExpectPossible, Happen, Model, Property, Wait
from bcm_formal.model.sentences import CanReach, MustReach, NoneCanReach, SomeCanReach, TimeFrom
from bcm_formal.records import dataclass
from bcm_formal.system.questions import Inevitable
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Parts, Step, time_of
from bcm_formal.trust.certificate import LassoProof
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import Trace, replay
from bcm_formal.trust.verdict import Answered, Fault, Unknown
from bcm_formal.vetting.results import ScenarioResult
from bcm_formal.vetting.scenarios import started_by

_MOST_EXITS = 4
_MOST_STEPS = 12
"""of what is repeated for ever"""


@dataclass(frozen=True, slots=True)
class Lived:
    """One life course: who it is, where there are two, and what there is to say of its end, line by line."""

    who: str
    line: Timeline
    end: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one picture shows: the property or scenario (`name`, `title`, what it `says`), what came of it in a word,
    what the life is, and one life, or two that are to be compared."""

    name: str
    title: str
    says: str
    result: str
    shows: str
    lives: tuple[Lived, ...]
    origin: str = ""
    """of two lives: what happens where they are compared, if that is not at the start"""

    @property
    def model(self) -> Model:
        return self.lives[0].line.model


def sheet_of_answer(answer: Answer) -> Sheet | None:
    """The life course, or the two, that the evidence of a verdict names; None: it names none."""
    verdict = answer.verdict
    if isinstance(verdict, Unknown | Fault):
        return None
    if answer.pair is not None:
        return replace(_sheet(answer, "Two persons", _two(verdict, answer.pair)), origin="compared")
    if answer.trace is not None and answer.story is not None:
        breaks = verdict.outcome is Outcome.VIOLATED
        shows = "A life course that breaks it" if breaks else "A life course that shows it"
        return _sheet(answer, shows, (_one(answer, verdict, answer.trace, answer.story),))
    lives = answer.pathways.different
    if lives:
        more = f", one of {len(lives)} that are told" if len(lives) > 1 else ""
        return _sheet(answer, f"A pathway{more}", (_pathway(verdict, lives[0].life),))
    return None


def sheet_of_scenario(model: Model, result: ScenarioResult, told: ToldFailure | None, trace: Trace) -> Sheet:
    """The life of a scenario: the one that fails it, or, if nothing is `told` of a failure, one that lives it."""
    begun = started_by(model, result.scenario)
    names: Names = frozenset()
    for step in result.scenario.steps:
        if isinstance(step, Expect):
            names |= names_in(step.condition)
    failure = result.failure
    asked: tuple[Asking, ...] = ()
    if failure is not None and told is not None:
        rule = failure.step.name if isinstance(failure.step, Happen | ExpectPossible) else None
        asked = tuple(Asking(rule, miss.condition) for miss in told.violation.misses)
    line = timeline_of(begun, trace, Wanted(names, asked))
    ends = () if told is None else (_why(result), *_said(told.violation))
    word = "FAILED" if failure is not None else "PASSED"
    shows = "The life course that fails it" if failure is not None else "The life course"
    if failure is None and result.persons > 1:
        shows += f" of one of {result.persons:,} persons"
    scenario = result.scenario
    return Sheet(scenario.name, scenario.title, "", word, shows, (Lived("", line, ends),))


def _sheet(answer: Answer, shows: str, lives: tuple[Lived, ...]) -> Sheet:
    item: Property = answer.verdict.property
    return Sheet(item.name, item.title, item.text, answer.verdict.outcome.value, shows, lives)


def _one(answer: Answer, verdict: Answered, trace: Trace, story: Story) -> Lived:
    begins = next((item.elapsed for item in story.moments if item.counts_from_here), None)
    trace, forever = _onward(verdict, trace)
    asked = names_of(verdict.property.sentence) | (names_missed(answer.explanation) if answer.explanation else set())
    within = _within(verdict) if begins is not None else None
    at_end = (*asked_by_sentence(verdict.property.sentence), *_blocking(answer.explanation))
    if answer.violation is not None:
        at_end += tuple(Asking(None, miss.condition) for miss in answer.violation.misses)
    line = timeline_of(model_of(verdict), trace, Wanted(asked, at_end, begins, within, forever))
    violation = _said(answer.violation) if answer.violation else ()
    return Lived("", line, (*violation, *_explained(answer.explanation)))


def _onward(verdict: Answered, trace: Trace) -> tuple[Trace, Forever | None]:
    """The life with what happens after the evidence, where it goes on for ever."""
    question, proof = verdict.question, verdict.certificate
    if not isinstance(question, Inevitable) or not isinstance(proof, LassoProof):
        return trace, None
    state = replay(Interpreter(question.system.model), proof.trace)[-1]
    found = goes_on(question, proof, state)
    if found.is_idle:
        longer = Trace(trace.start, (*trace.steps, *found.steps))
        return longer, Forever(time_of(longer.steps), True)
    once = len(found.steps) - found.again
    before = (*trace.steps, *found.steps[:once])
    longer = Trace(trace.start, (*before, *_round(found.steps[once:])))
    return longer, Forever(time_of(before), False) if found.again else None


def _round(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """One round of steps that are the same again and again; of others the first few."""
    if len(steps) <= _MOST_STEPS:
        return steps
    period = next((size for size in range(1, len(steps) // 2 + 1) if steps[size:] == steps[:-size]), _MOST_STEPS)
    return steps[: min(period, _MOST_STEPS)]


def _within(verdict: Answered) -> int | None:
    """The time that the property gives."""
    match verdict.property.sentence:
        case CanReach() | SomeCanReach() | NoneCanReach() | MustReach() as sentence:
            return sentence.within
        case TimeFrom(bound=bound):
            return bound
        case _:
            return None


def _blocking(explanation: Explanation | None) -> Iterator[Asking]:
    """What the exits ask that are closed where the person is."""
    for place in explanation.places if explanation else ():
        for way in place.exits if place.here else ():
            for blocked in way.blocked:
                yield from (Asking(way.rule, miss.condition) for miss in blocked.misses)


def _two(verdict: Answered, pair: ComparedPair) -> tuple[Lived, ...]:
    """Both persons, each with the path that is told of them; what is compared counts from where they differ alone."""
    found: list[Lived] = []
    stuck = _explained(pair.stuck)
    for who, person in (("the first", pair.first), ("the second", pair.second)):
        before = person.life.steps[: person.met_after]
        steps: Parts = (*before, *person.path)
        trace = Trace(person.life.start, steps)
        asked = names_of(verdict.property.sentence) | (names_missed(pair.stuck) if pair.stuck else frozenset())
        is_stuck = person is pair.second and pair.stuck is not None
        at_end = tuple(_blocking(pair.stuck)) if is_stuck else ()
        line = timeline_of(model_of(verdict), trace, Wanted(asked, at_end, time_of(before)))
        found.append(Lived(_labelled(who, pair, person), line, (person.says, *(stuck if is_stuck else ()))))
    return tuple(found)


def _labelled(who: str, pair: ComparedPair, person: Compared) -> str:
    return f"{who}: {pair.attribute} {person.value}"


def _pathway(verdict: Answered, life: Life) -> Lived:
    begins = time_of(life.trace.steps[: life.begins])
    sentence = verdict.property.sentence
    wanted = Wanted(names_of(sentence), tuple(asked_by_sentence(sentence)), begins, _within(verdict))
    return Lived("", timeline_of(model_of(verdict), life.trace, wanted), ())


def _said(violation: Violation) -> tuple[str, ...]:
    return (violation.says, *(f"asks {missing(miss)}" for miss in violation.misses))


def _explained(explanation: Explanation | None) -> tuple[str, ...]:
    """Why there is no path: what each closed exit asks where the person is, or that it comes too late."""
    if explanation is None:
        return ()
    if explanation.late is not None:
        return (f"Too late: {explanation.late.says}",)
    here = [way for place in explanation.places if place.here for way in place.exits]
    closed = [way for way in here if way.blocked and not way.not_counted and not way.also_asked]
    lines = [f"Why there is no path to {explanation.goal}:"]
    for way in closed[:_MOST_EXITS]:
        misses = [miss for blocked in way.blocked for miss in blocked.misses]
        lines.append(f"closed: {way.title}{f' → {way.to}' if way.to else ''}: asks {_all_missing(misses)}")
    if len(closed) > _MOST_EXITS:
        lines.append(f"and {counted(len(closed) - _MOST_EXITS, 'more exit')} closed")
    return tuple(lines) if closed else ()


def _all_missing(misses: Iterable[Miss]) -> str:
    return " and ".join(map(missing, misses))


def _why(result: ScenarioResult) -> str:
    """The line that fails and why."""
    failure = result.failure
    assert failure is not None, "it is told of a failure"
    match failure.step:
        case Wait() | Happen() | Expect() | ExpectPossible() as step:
            return f"line {step.span.line}: {failure.reason}"
        case None:
            return failure.reason
        case _:
            assert_never(failure.step)
