"""Why the last state of a life course breaks a property about single states, and why a condition is never met."""

from __future__ import annotations

from itertools import islice
from typing import assert_never

from bcm_formal.answers.goals import set_title
from bcm_formal.answers.life import last_mark, person_of
from bcm_formal.answers.misses import Miss, Misses
from bcm_formal.answers.phrases import (
    attribute_text,
    clock_title,
    listed,
    reading_text,
    rule_title,
    sources_text,
    span_of_time,
    status_title,
    statuses_title,
    who_acts,
    written_time,
)
from bcm_formal.answers.windows import shown_by_windows
from bcm_formal.look.exploration import Explorer, some_starts
from bcm_formal.look.unsatisfiability import unsatisfiability_of
from bcm_formal.model.at_once import acting_at_once
from bcm_formal.model.expressions import FALSE, And, Condition, NamedTerm, attributes_of, clocks_of, in_status, walk
from bcm_formal.model.model import LAW, Model
from bcm_formal.model.sentence_conditions import conditions_of
from bcm_formal.model.sentences import (
    BetterNeverBlocks,
    BetterNeverDelays,
    CanReach,
    Ctl,
    DoesNotDepend,
    EveryEntering,
    EveryHas,
    EveryLeaving,
    MustReach,
    NoDeadEnds,
    NoneCanReach,
    NoPerson,
    OnlyAfter,
    Sentence,
    SomeCanReach,
    TimeDoesNotDepend,
    TimeFrom,
)
from bcm_formal.model.to_text import condition_text
from bcm_formal.records import dataclass
from bcm_formal.system.help import EVERYTHING
from bcm_formal.system.questions import Pairs, Safety, StepSentence, Witness, per_status, step_between
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import Delay, State, Step, Take, time_of
from bcm_formal.trust.certificate import InvariantProof, TraceProof
from bcm_formal.trust.trace import Trace, replay
from bcm_formal.trust.verdict import Answered


@dataclass(frozen=True, slots=True)
class Violation:
    """`says` in one sentence; then what was asked and what the person has; `sources` of the rule called `rule`, which
    let it happen and need not be what asks."""

    says: str
    misses: tuple[Miss, ...] = ()
    rule: str = ""
    sources: tuple[str, ...] = ()


def violation_of(verdict: Answered) -> Violation | None:
    """What is wrong in the last state of the trace; None where the question is another."""
    question, certificate = verdict.question, verdict.certificate
    if not isinstance(question, Safety | Witness) or not isinstance(certificate, TraceProof):
        return None
    model = question.system.model
    if isinstance(question, Witness):
        return _gets_there(question, verdict.property.sentence, certificate.trace)
    interpreter = Interpreter(model)
    last = replay(interpreter, certificate.trace)[-1]
    misses = Misses(model, interpreter)
    match verdict.property.sentence:
        case NoPerson(condition):
            return Violation(f"This is a person the property says there is none of: {_reads(model, condition, last)}.")
        case EveryHas(_, conclusion):
            return Violation("The property asks of this person:", misses.of(conclusion, last))
        case (EveryEntering(_, conclusion) | EveryLeaving(_, conclusion)) as sentence:
            return _stepping(model, _step_of(interpreter, sentence, last), sentence, misses.of(conclusion, last))
        case NoDeadEnds():
            return _dead_end(model, last)
        case OnlyAfter(_, condition):
            words = condition_text(model, condition)
            return Violation(
                f"This person is there although `{words}` never held, and does not hold now:",
                misses.of(condition, last),
            )
        case Ctl() as sentence:
            person = person_of(question.system, last)
            return Violation(
                f"This is the person: {_reads(question.system.policy, And(conditions_of(sentence)), person)}."
            )
        case CanReach() | MustReach() | SomeCanReach() | NoneCanReach() | TimeFrom():
            return None
        case BetterNeverBlocks() | DoesNotDepend() | BetterNeverDelays() | TimeDoesNotDepend():
            return None
        case sentence:
            assert_never(sentence)


def _reads(model: Model, condition: Condition, state: State) -> str:
    """The values a condition reads, the status first."""
    attributes, clocks = attributes_of(condition), clocks_of(condition)
    found = [f"in {status_title(model, state.status)}"]
    found += [
        f"{item.name} {attribute_text(model, item.name, value)}"
        for item, value in zip(model.attributes, state.attributes, strict=True)
        if item.name in attributes - model.inner
    ]
    found += [
        f"{clock_title(model, clock.name)} {reading_text(model, clock.name, reading)}"
        for clock, reading in zip(model.clocks, state.clocks, strict=True)
        if clock.name in clocks - model.inner
    ]
    read = {node.name for node in walk(condition) if isinstance(node, NamedTerm)}
    found += [
        f"{title} {written_time(model, shown)}"
        for window, (title, shown) in zip(model.windows, shown_by_windows(model, state), strict=True)
        if window.name in read
    ]
    return listed(found)


def _gets_there(question: Witness, sentence: Sentence, trace: Trace) -> Violation | None:
    policy = question.system.policy
    match sentence:
        case NoneCanReach(_, target):
            goal = set_title(policy, per_status(question.system, target))
            return Violation(f"So somebody gets to {goal} of whom the property says that nobody does.")
        case TimeFrom(_, target, _, bound):
            goal = set_title(policy, per_status(question.system, target))
            time = time_of(trace.steps[last_mark(question.system, trace) or 0 :])
            took = f"in {span_of_time(policy, time)}" if time else "at once"
            less = span_of_time(policy, bound - time)
            return Violation(f"So somebody gets to {goal} {took}, {less} sooner than the property says.")
        case _:
            return None


def _stepping(model: Model, step: Step | None, sentence: StepSentence, missing: tuple[Miss, ...]) -> Violation:
    leads = "leads in" if isinstance(sentence, EveryEntering) else "leads out"
    if isinstance(step, Take):
        event = model.event[step.event]
        says = f"Now {rule_title(event)} ({who_acts(model, event)}) is possible and {leads}, but the property asks:"
        return Violation(says, missing, rule_title(event), sources_text(model, event.origin))
    if isinstance(step, Delay):
        return Violation(f"Time alone {leads} from here, but the property asks:", missing)
    if step is not None:
        limit = model.limit[step.limit]
        says = f"Now {rule_title(limit)} runs out and {leads}, but the property asks:"
        return Violation(says, missing, rule_title(limit), sources_text(model, limit.origin))
    return Violation(f"The next step {leads}, but the property asks:", missing)


def _step_of(interpreter: Interpreter, sentence: StepSentence, state: State) -> Step | None:
    """A step from the state that the sentence speaks of."""
    _, after = step_between(sentence)
    events, actors = interpreter.model.event, sentence.actors
    try:
        for step, to in islice(interpreter.changes(state), 10_000):
            actor = events[step.event].actor if isinstance(step, Take) else LAW
            if interpreter.holds(after, to) and (actors is None or actor in actors):
                return step
    except UnboundedChoiceError:
        return None
    later = interpreter.pass_time(state, 1) if actors is None else None
    return Delay(1) if later is not None and interpreter.holds(after, later) else None


def _dead_end(model: Model, last: State) -> Violation:
    full = [
        rule_title(limit)
        for limit in model.own_limits
        if last.status in limit.statuses and Interpreter(model).pass_time(last, 1) is None
    ]
    stops = f" Time cannot pass because of {listed(full)}, and no" if full else " No"
    if last.status in acting_at_once(model):
        stops = " No time passes there, and no"
    return Violation(f"Here the life course is stuck in {status_title(model, last.status)}.{stops} event is possible.")


def why_vacuous(verdict: Answered) -> Violation | None:
    """Why nobody meets the condition, as far as a bounded look around can tell."""
    question = verdict.question
    if isinstance(question, Pairs):
        such = "" if question.among is None else "such "
        return Violation(
            f"No two {such}persons ever differ in `{question.attribute}` alone, so the property says nothing."
        )
    if not isinstance(question, Safety):
        return None
    model, system = question.system.model, question.system
    sentence = verdict.property.sentence
    entering = isinstance(sentence, EveryEntering | EveryLeaving)
    where = "into" if isinstance(sentence, EveryEntering) else "out of"
    if not question.bad:
        says = f"No such step leads {where} it." if entering else "No status allows the condition at all."
        return Violation(says)
    explorer = Explorer(system, EVERYTHING, question.bad.values())
    starts = some_starts(system)
    if not starts:
        return None
    seen = explorer.explore(starts, 1500)
    missed = [name for name in question.bad if name not in seen.statuses]
    if len(missed) == len(question.bad):
        proof = verdict.certificate
        reachable = proof.invariant if isinstance(proof, InvariantProof) else None
        if reachable and all(unsatisfiability_of(system).shown(name, reachable.of(name)) for name in missed):
            return Violation(f"Nobody ever gets to {statuses_title(model, missed)}.")
        return Violation(f"Nobody was seen to get to {statuses_title(model, missed)} in a look around.")
    best: tuple[tuple[int, int], State, Condition] | None = None
    misses = Misses(model, explorer.interpreter)
    for state in seen.states:
        condition = _asked(verdict, question.bad.get(state.status, FALSE), state.status)
        if condition == FALSE:
            continue
        found = misses.of(condition, state)
        score = (len(found), misses.distance(condition, state))
        if best is None or score < best[0]:
            best = score, state, condition
    if best is None or best[0][0] == 0:
        return None
    title = status_title(model, best[1].status)
    says = f"{f'Nobody ever takes a step {where} it. ' if entering else ''}The closest seen, in {title}:"
    return Violation(says, misses.of(best[2], best[1]))


def _asked(verdict: Answered, bad: Condition, status: str) -> Condition:
    """The condition of the sentence in a status, as the author wrote it."""
    match verdict.property.sentence:
        case EveryHas(condition, _) | CanReach(condition, _) | MustReach(condition, _) | NoneCanReach(condition, _):
            return in_status(condition, status)
        case _:
            return bad
