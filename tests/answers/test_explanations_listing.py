"""What an explanation says of all that can still happen is what listing the states says."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from bcm_formal.answers.answer import answer_to
from bcm_formal.answers.explanation import Explanation, Place
from bcm_formal.look.exploration import Explorer, some_starts
from bcm_formal.model.expressions import in_status
from bcm_formal.model.model import Event, Model, Origin, Property
from bcm_formal.model.sentences import CanReach, Sentence, SomeCanReach
from bcm_formal.system.help import EVERYTHING
from bcm_formal.system.questions import Path, Witness
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import TrapProof
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import replay
from bcm_formal.trust.verdict import Unknown, Verdict
from bcm_formal.verify.portfolio import decide
from tests.builders.effort import tries
from tests.builders.random_models import NOWHERE, random_model, random_other_sentence, random_sentence

MODELS, CHUNK = tries(120), 20
MOST = 6000


@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_closing_statements_are_true_of_every_state(first: int) -> None:
    explained = 0
    for seed in range(first, first + CHUNK):
        draw = random.Random(seed)
        model = _numbered(random_model(draw))
        for make in (random_sentence, random_sentence, random_other_sentence):
            explained += _compared(model, make(draw, model))
    assert explained


def _numbered(model: Model) -> Model:
    """The model with a text of its own for each requirement."""
    events = []
    for event in model.events:
        numbered = (replace(item, text=f"requirement {number}") for number, item in enumerate(event.requirements))
        events.append(replace(event, requirements=tuple(numbered)))
    return replace(model, events=tuple(events))


def _compared(model: Model, sentence: Sentence) -> int:
    """1 if there was something to compare."""
    if not isinstance(sentence, CanReach | SomeCanReach):
        return 0
    verdict = decide(TransitionSystem(model), Property("p", "", sentence, "p", Origin(), NOWHERE))
    if verdict.outcome is not Outcome.VIOLATED or not isinstance(verdict.question, Path | Witness):
        return 0
    explanation = answer_to(verdict).explanation
    listed = None if explanation is None else _listed(verdict)
    if explanation is None or listed is None:
        return 0
    statuses = {state.status for state in listed}
    assert set(explanation.reached) <= statuses
    assert not explanation.complete or set(explanation.reached) == statuses
    for place in explanation.places:
        _compare(verdict.question, explanation, place, [state for state in listed if state.status == place.status])
    return 1


def _compare(question: Path | Witness, explanation: Explanation, place: Place, states: list[State]) -> None:
    interpreter = Interpreter(question.system.model)
    moves = {move.name: move for move in question.system.moves_from[place.status]}
    assert states
    assert not place.closed or all(move.target == place.status for move in moves.values())
    for way in place.exits:
        move = moves[way.rule]
        opens = any(interpreter.holds(move.guard, state) for state in states)
        assert not opens if way.blocked and way.certain else opens or way.blocked
        requirements = move.rule.requirements if isinstance(move.rule, Event) else ()
        for blocked in way.blocked:
            met = [
                any(interpreter.holds(in_status(item.condition, place.status), state) for state in states)
                for item in requirements
                if item.text == blocked.text
            ]
            assert not (blocked.never and any(met)), explanation
            assert not blocked.met_elsewhere or any(met)


def _listed(verdict: Verdict) -> list[State] | None:
    """Every state that somebody spoken of can still get to by moves that count; None: too many to list."""
    assert not isinstance(verdict, Unknown)
    question = verdict.question
    assert isinstance(question, Path | Witness)
    interpreter = Interpreter(question.system.model)
    if isinstance(verdict.certificate, TrapProof):
        begin = [replay(interpreter, verdict.certificate.trace)[-1]]
    else:
        anybody = _all_from(
            Explorer(question.system, EVERYTHING, question.origin.values()), list(some_starts(question.system, MOST))
        )
        if anybody is None:
            return None
        begin = [state for state in anybody if _is_in(question, interpreter, state)]
    return _all_from(Explorer(question.system, question.help), begin)


def _is_in(question: Path | Witness, interpreter: Interpreter, state: State) -> bool:
    condition = question.origin.get(state.status)
    return condition is not None and interpreter.holds(condition, state)


def _all_from(explorer: Explorer, begin: list[State]) -> list[State] | None:
    seen = dict.fromkeys(map(explorer.rounded, begin))
    waiting = list(seen)
    while waiting:
        state = waiting.pop()
        later = explorer.interpreter.wait(state, 1)
        after = [after for _, after in explorer.changes(state)] + ([later] if later else [])
        for new in map(explorer.rounded, after):
            if new not in seen:
                seen[new] = None
                waiting.append(new)
        if len(seen) > MOST:
            return None
    return list(seen)
