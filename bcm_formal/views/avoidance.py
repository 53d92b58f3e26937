"""How a goal is avoided for ever, where every life course should meet it."""

from __future__ import annotations

from bcm_formal.system.questions import Inevitable
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from bcm_formal.trust.certificate import LassoProof, TraceProof
from bcm_formal.trust.trace import replay
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.exploration import Explorer
from bcm_formal.views.offence import Offence
from bcm_formal.views.phrases import listed, span_of_time, status_title, statuses_title

_FOR_EVER = 1_000_000


def why_avoided(verdict: Verdict) -> Offence | None:
    """How the goal is missed after the life course of the evidence; None where the question is another."""
    match verdict.question, verdict.certificate:
        case (Inevitable() as question, LassoProof(trace) | TraceProof(trace)):
            return _avoided(question, replay(Interpreter(question.system.model), trace)[-1])
        case _:
            return None


def _avoided(question: Inevitable, state: State) -> Offence:
    model, interpreter = question.system.model, Interpreter(question.system.model)
    goal, here = statuses_title(model, question.goal), status_title(model, state.status)
    if question.within is not None:
        return Offence(f"{span_of_time(model, question.within)} are over, and {goal} has not been met.")
    if interpreter.is_dead_end(state):
        return Offence(f"Here the life course ends, stuck in {here}, and {goal} has not been met.")
    if state.status not in question.goal and interpreter.wait(state, _FOR_EVER) is not None:
        return Offence(f"From here on doing nothing is enough: no limit ends {here}, and {goal} is never met.")
    explored = Explorer(question.system, None).explore((state,))
    others = [status for status in explored.statuses if status not in question.goal]
    among = listed(status_title(model, status) for status in others)
    return Offence(f"From here on a life can go round for ever without {goal}, among {among}.")
