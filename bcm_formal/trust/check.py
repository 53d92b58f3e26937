"""The checker: turns a claim into a verdict, or refuses it.

Trusted. It imports no engine. Traces are replayed by the interpreter; everything else becomes SMT-LIB obligations
that every solver asked must answer with `unsat`. There is no way to switch it off, and verdicts are made nowhere else
(what shows a CTL formula is put together in `trust.formulas`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from bcm_formal.model.expressions import Condition, Number
from bcm_formal.model.model import Property
from bcm_formal.model.types import Duration
from bcm_formal.records import dataclass
from bcm_formal.system.asked import Asked
from bcm_formal.system.choices import TooManyChoicesError
from bcm_formal.system.moments import Moments, TooManyMomentsError
from bcm_formal.system.questions import Conditions, Inevitable, Pairs, Path, Question, Robust, Safety, Witness
from bcm_formal.system.repeated import stays_in
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import OBSERVER, Delay, Repeat, State, Take, single_steps
from bcm_formal.trust import kinds, pairs
from bcm_formal.trust.certificate import (
    Certificate,
    ComparisonProof,
    InvariantProof,
    LassoProof,
    PairProof,
    PathProof,
    PursuitProof,
    SeparationProof,
    SetbackProof,
    StateSet,
    StrategyProof,
    TraceProof,
    TrapProof,
)
from bcm_formal.trust.claim import Claim, Outcome, if_found
from bcm_formal.trust.obligations import MalformedCertificateError, Obligations
from bcm_formal.trust.proved import Proved
from bcm_formal.trust.solvers import LIMITS, Limits, SatAnswer, discharge
from bcm_formal.trust.trace import ReplayError, Trace, replay
from bcm_formal.trust.verdict import Fault, Holds, Refused, Shown, Unknown, Vacuous, Violated


def judge(
    asked: Asked,
    claim: Claim,
    solvers: Sequence[str] = ("z3",),
    limits: Limits = LIMITS,
    proved: Proved | None = None,
) -> Holds | Violated | Vacuous | Refused:
    """The verdict on a property by a claim about what it asks. `proved`: what need not be proved again."""
    shown = check(claim, asked.question, asked.vacuity, solvers, limits, proved)
    if isinstance(shown, Refused):
        return shown
    match claim.outcome:
        case Outcome.HOLDS:
            return Holds(asked, shown)
        case Outcome.VIOLATED:
            return Violated(asked, shown)
        case Outcome.VACUOUS:
            return Vacuous(asked, shown)
        case Outcome.UNKNOWN | Outcome.ENGINE_FAULT:
            raise AssertionError("no certificate shows these")
        case _:
            assert_never(claim.outcome)


def unknown(item: Property, reason: str) -> Unknown:
    """The verdict on a property that was not decided."""
    return Unknown(item, reason)


def fault(asked: Asked, refused: Refused) -> Fault:
    """The verdict on a property of which an engine said what its evidence does not show."""
    return Fault(asked, refused)


def check(
    claim: Claim,
    question: Question,
    vacuity: Safety | None,
    solvers: Sequence[str] = ("z3",),
    limits: Limits = LIMITS,
    proved: Proved | None = None,
) -> Shown | Refused:
    """What the claim's certificate shows, if that is its outcome. `vacuity`: what a claim of VACUOUS must prove, and
    what must be refuted by a life course where the answer would be the same if the question spoke of no state.
    `proved`: what need not be proved again."""
    work = remaining(claim, question, vacuity)
    if isinstance(work, Refused):
        return work
    asked = _shown_of(claim, question, vacuity)
    remembered = 0
    try:
        if work is not None:
            done = _discharge(work, solvers, limits, proved)
            if isinstance(done, _Open):
                return Refused(claim, asked, done.reason, done.undecided)
            remembered = done
    except RecursionError:
        return Refused(claim, asked, "the certificate is nested too deeply")
    return once_proved(claim, question, vacuity, work, solvers, remembered)


def once_proved(
    claim: Claim,
    question: Question,
    vacuity: Safety | None,
    work: Obligations | None,
    solvers: Sequence[str],
    remembered: int = 0,
) -> Shown:
    """What the claim shows if the solvers have proved what was `remaining`, so many obligations in earlier runs."""
    asked = _shown_of(claim, question, vacuity)
    outcome = claim.outcome if asked is question else Outcome.HOLDS
    count, by = (0, ()) if work is None else (len(list(work)), tuple(solvers))
    return Shown(asked, outcome, claim.certificate, claim.engine, count, by, claim.somebody, remembered)


def remaining(claim: Claim, question: Question, vacuity: Safety | None) -> Obligations | Refused | None:
    """What solvers must prove once all is replayed that can be; None: nothing."""
    asked = _shown_of(claim, question, vacuity)
    try:
        if vacuity is not None and claim.outcome is answer_when_vacuous(question):
            if claim.somebody is None:
                return Refused(claim, asked, "it is not shown that anybody meets the condition", undecided=True)
            _replayed(claim.somebody, vacuity, vacuity.bad, "is nobody the property speaks of")
        return obligations_of(claim.outcome, claim.certificate, question, vacuity)
    except (MalformedCertificateError, ReplayError) as error:
        return Refused(claim, asked, str(error))
    except TooManyChoicesError as error:
        return Refused(claim, asked, str(error), undecided=True)
    except RecursionError:
        return Refused(claim, asked, "the certificate is nested too deeply")
    except Exception as error:  # Whatever else is wrong with evidence: it shows nothing.
        return Refused(claim, asked, f"the certificate is not well-formed: {type(error).__name__}: {error}")


def _shown_of(claim: Claim, question: Question, vacuity: Safety | None) -> Question:
    """The question that the claim's certificate answers."""
    return vacuity if claim.outcome is Outcome.VACUOUS and vacuity is not None else question


def answer_when_vacuous(question: Question) -> Outcome:
    """The answer to the question if no reachable state is one that it speaks of."""
    return if_found(question, False) if isinstance(question, Witness) else Outcome.HOLDS


def obligations_of(
    outcome: Outcome, certificate: Certificate, question: Question, vacuity: Safety | None
) -> Obligations | None:
    """What remains to be proved by solvers; None: nothing, the replayed trace is the proof.

    Raises `MalformedCertificateError` or `ReplayError` if the evidence is of the wrong kind or not a life course.
    """
    work = Obligations(question.system.model)
    match outcome, certificate, question:
        case Outcome.VACUOUS, InvariantProof(), _ if vacuity is not None:
            work = Obligations(vacuity.system.model)
            kinds.invariant(work, certificate, vacuity)
        case Outcome.VACUOUS, InvariantProof(), Pairs():
            pairs.alone(work, certificate, question)
        case Outcome.HOLDS, InvariantProof(), Safety():
            kinds.invariant(work, certificate, question)
        case Outcome.VIOLATED, TraceProof(trace), Safety():
            states = _replayed(trace, question, question.bad, "is not as the property forbids")
            if question.along is not None:
                _stays(trace, states, question, question.along)
            return None
        case Outcome.HOLDS, PathProof(), Path():
            kinds.paths(work, certificate, question)
        case Outcome.VIOLATED, TrapProof(trace, trap), Path():
            _ends_in(trace, question, trap)
            kinds.trap(work, trap, question)
        case _, TraceProof(trace), Witness() if outcome is if_found(question, True):
            _witnessed(trace, question)
            return None
        case _, SeparationProof(), Witness() if outcome is if_found(question, False):
            kinds.separation(work, certificate, question)
        case Outcome.HOLDS, PursuitProof(), Inevitable():
            kinds.pursuit(work, certificate, question)
        case Outcome.VIOLATED, TraceProof(trace), Inevitable():
            _missed(trace, question)
            return None
        case Outcome.VIOLATED, LassoProof(trace, stay), Inevitable() if question.within is None:
            last = _pursued(trace, question)
            if not _member(question, dict(stay.conditions), last):
                raise ReplayError("the trace does not end in the set to stay in")
            kinds.lasso(work, certificate, question)
        case Outcome.HOLDS, StrategyProof(), Robust():
            kinds.strategy(work, certificate, question)
        case Outcome.VIOLATED, SetbackProof(trace, traps), Robust() if traps:
            _ends_in(trace, question, traps[-1])
            kinds.setbacks(work, certificate, question)
        case Outcome.HOLDS, ComparisonProof(), Pairs():
            pairs.comparison(work, certificate, question)
        case Outcome.VIOLATED, PairProof(), Pairs():
            pairs.closed(work, certificate, question)
            pairs.check_pair(certificate, question)
        case _:
            raise MalformedCertificateError(
                f"a {type(certificate).__name__} cannot show {outcome.value} for a {type(question).__name__} question"
            )
    return work


@dataclass(frozen=True, slots=True)
class _Open:
    """An obligation that is not proved. `undecided`: no solver says that it is wrong."""

    reason: str
    undecided: bool


def _discharge(obligations: Obligations, solvers: Sequence[str], limits: Limits, proved: Proved | None) -> _Open | int:
    """The first obligation that some solver does not prove; else, as each proves all, of how many obligations a proof
    is remembered from an earlier run."""
    items = list(obligations)
    remembered: set[int] = set()
    for name in solvers:
        result = discharge(obligations, name, limits, proved)
        open_at = result.first_open
        if open_at is not None:
            given_up = all(answer is not SatAnswer.SAT for answer in result.answers)
            says = f"{name} does not prove that {items[open_at].says}"
            return _Open(f"{says} ({result.answers[open_at].value}: {result.detail})", given_up)
        remembered |= result.remembered
    return len(remembered)


def _member(question: Question, conditions: Conditions, state: State) -> bool:
    condition: Condition | None = conditions.get(state.status)
    return condition is not None and Interpreter(question.system.model).holds(condition, state)


def _replayed(trace: Trace, question: Question, must: Conditions, complaint: str) -> tuple[State, ...]:
    states = replay(Interpreter(question.system.model), trace)
    if not _member(question, must, states[-1]):
        raise ReplayError(f"the last state of the trace {complaint}")
    return states


def _ends_in(trace: Trace, question: Path | Robust, trap: StateSet) -> None:
    """The trace leads to a state that the property speaks of, in the trap."""
    last = _replayed(trace, question, question.origin, "is nobody the property speaks of")[-1]
    if not _member(question, dict(trap.conditions), last):
        raise ReplayError("the trace does not end in the trap")


def _pursued(trace: Trace, question: Inevitable) -> State:
    """The last state of a trace that, from a state the property speaks of on, meets the goal at no unit of time."""
    interpreter = Interpreter(question.system.model)
    states = replay(interpreter, trace)
    begun = [index for index, state in enumerate(states) if _member(question, question.origin, state)]
    if not begun:
        raise ReplayError("the trace meets nobody the property speaks of")
    for step in single_steps(trace.steps[begun[-1] :]):
        if isinstance(step, Take) and question.system.model.event[step.event].actor == OBSERVER:
            raise ReplayError("the time of the property begins anew on the way")
    _stays(trace, states, question, kinds.outside(question.system, question.goal), begun[-1])
    return states[-1]


def _missed(trace: Trace, question: Inevitable) -> None:
    """The goal is missed for good: nothing can happen any more, or it is too late."""
    last = _pursued(trace, question)
    within = question.within
    late = within is not None and _member(question, kinds.late_in(question, Number(within, Duration())), last)
    if not late and not _member(question, kinds.stuck_in(question.system), last):
        raise ReplayError("the goal may still be met after the trace")


def _stays(trace: Trace, states: tuple[State, ...], question: Question, along: Conditions, since: int = 0) -> None:
    """Every state from number `since` on, at every unit of time, is a member of `along`."""
    interpreter = Interpreter(question.system.model)
    for number in range(since, len(states)):
        state = states[number]
        step = trace.steps[number] if number < len(trace.steps) else None
        if isinstance(step, Repeat):
            is_in = stays_in(interpreter, state, step, along)
        else:
            length = step.steps - 1 if isinstance(step, Delay) else 0  # the next state is looked at on its own
            is_in = _is_in_all_along(interpreter, along, state, length)
        if not is_in:
            raise ReplayError("the trace passes a state that ends what the property speaks of")


def _is_in_all_along(interpreter: Interpreter, conditions: Conditions, state: State, length: int) -> bool:
    """True iff the state is a member now and after each wait of up to `length`, all of which are possible."""
    condition = conditions.get(state.status)
    if condition is None:
        return False

    def later(wait: int) -> State:
        after = interpreter.wait(state, wait) if wait else state
        if after is None:
            raise ReplayError("time cannot pass where the trace waits")
        return after

    try:
        moments = Moments(interpreter, later, length).of(condition) if length else (0,)
    except TooManyMomentsError:
        raise ReplayError("what the trace must keep to changes too often while it waits") from None
    return all(interpreter.holds(condition, later(moment)) for moment in moments)


def _witnessed(trace: Trace, question: Witness) -> None:
    """The trace passes a state of the origin and then, by allowed steps only, ends at the goal."""
    states = _replayed(trace, question, question.goal, "is not at the goal")
    for index in range(len(states) - 1, -1, -1):
        if _member(question, question.origin, states[index]):
            return
        if index and not kinds.step_counts(trace.steps[index - 1], question):
            break
    raise ReplayError("the trace meets nobody the property speaks of before it moves to the goal by allowed steps")
