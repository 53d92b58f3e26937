from __future__ import annotations

import pathlib
import re
from dataclasses import replace

import pytest

from bcm_formal.answers.answer import Answer, answer_to
from bcm_formal.answers.pathways import pathways_of
from bcm_formal.model.expressions import TRUE, Number
from bcm_formal.model.types import Duration
from bcm_formal.system.asked import asked_of
from bcm_formal.system.help import EVERYTHING
from bcm_formal.system.questions import Path, with_observer
from bcm_formal.system.state import Delay, Expire, State, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import (
    Act,
    Certificate,
    InvariantProof,
    LassoProof,
    PursuitProof,
    Region,
    SeparationProof,
    SetbackProof,
    StateSet,
    TraceProof,
    TrapProof,
    Way,
)
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import Trace
from bcm_formal.trust.verdict import Holds, Shown, Verdict
from bcm_formal.verify.portfolio import decide
from bcm_formal.views.diagram import (
    Highlight,
    MarkedMove,
    MarkedWait,
    draw,
    extract,
    highlight_from,
    highlight_from_trace,
)
from bcm_formal.views.diagram.graph import Emphasis
from tests.builders.drawn import SMALL
from tests.builders.golden import is_golden
from tests.builders.loading import model_of

GOLDEN = pathlib.Path(__file__).parent / "golden"

MODEL = model_of(SMALL)
COURSE = Trace(
    State("abroad", (), ()),
    (Take("enter"), Take("study"), Delay(24), Expire("trainee_limit"), Take("enter"), Take("qualify")),
)
LIFE = highlight_from_trace(MODEL, COURSE)


def _verdict(name: str) -> Verdict:
    return decide(TransitionSystem(MODEL), MODEL.property[name])


def test_a_trace_marks_statuses_moves_and_waits_with_step_numbers() -> None:
    expected = Highlight(
        ("abroad", "trainee", "worker"),
        (
            MarkedMove("enter", "abroad", 1),
            MarkedMove("study", "trainee", 2),
            MarkedMove("trainee_limit", "trainee", 4, waited=24),
            MarkedMove("enter", "abroad", 5),
            MarkedMove("qualify", "trainee", 6),
        ),
        (MarkedWait("trainee", 24, 3),),
    )
    assert expected == LIFE


def test_a_highlight_brings_out_its_parts_and_sets_all_others_back() -> None:
    graph = extract(MODEL, LIFE)
    strong = [rule.name for edge in graph.edges for rule in edge.rules if rule.style.emphasis is Emphasis.STRONG]
    faint = [rule.name for edge in graph.edges for rule in edge.rules if rule.style.emphasis is Emphasis.FAINT]
    assert (strong, faint) == (["enter", "qualify", "trainee_limit"], ["settle", "expel", "unemployed"])
    assert {"abroad", "trainee", "worker"} == {n.name for n in graph.nodes() if n.emphasis is Emphasis.STRONG}
    assert {"resident"} == {n.name for n in graph.nodes() if n.emphasis is Emphasis.FAINT}


def test_step_numbers_stand_at_lines_and_in_statuses() -> None:
    graph = extract(MODEL, LIFE)
    assert graph.edges[0].rules[0].steps == (1, 5)
    trainee = graph.clusters[1].nodes[0]
    assert [(rule.name, rule.steps) for rule in trainee.rules] == [("study", (2,))]
    assert [f"[{wait.step}] {wait.text}" for wait in trainee.waits] == ["[3] 2 years pass"]


def test_a_layer_line_is_taken_apart_where_only_one_of_its_statuses_is_on_the_way() -> None:
    graph = extract(MODEL, Highlight(("worker", "resident"), (MarkedMove("settle", "worker", 1),)))
    settle = next(edge for edge in graph.edges if edge.rules[0].name == "settle")
    assert [(tail.end.name, tail.emphasis) for tail in settle.tails] == [
        ("trainee", Emphasis.FAINT),
        ("worker", Emphasis.STRONG),
    ]


def test_the_highlighted_picture_is_as_before() -> None:
    is_golden(GOLDEN / "highlight.dot", draw(MODEL, "dot", LIFE).decode())
    is_golden(GOLDEN / "highlight.mmd", draw(MODEL, "mermaid", LIFE).decode())


def test_highlighted_parts_have_a_class_in_the_picture() -> None:
    svg = draw(MODEL, "svg", LIFE).decode()
    assert len(re.findall(r'class="way [^"]*highlighted"', svg)) == len({"enter", "qualify", "trainee_limit"})
    assert len(re.findall(r'class="status[^"]* highlighted"', svg)) == len({"abroad", "trainee", "worker"})


def test_a_counterexample_is_highlighted_up_to_the_offending_status() -> None:
    verdict = _verdict("never_worker")
    found = highlight_from(answer_to(verdict))
    assert Outcome.VIOLATED is verdict.outcome
    assert found is not None
    assert found.statuses[-1] == "worker"
    assert [(move.rule, move.status) for move in found.moves if move.rule in ("enter", "qualify")] == [
        ("enter", "abroad"),
        ("qualify", "trainee"),
    ]
    numbers = sorted([*(move.step for move in found.moves if move.step), *(wait.step for wait in found.waits)])
    assert list(range(1, len(numbers) + 1)) == numbers


def _with(certificate: Certificate) -> Verdict:
    """A verdict on the path property with this evidence."""
    question = Path(TransitionSystem(MODEL), {"trainee": TRUE, "worker": TRUE}, {"resident": TRUE}, EVERYTHING)
    asked = replace(asked_of(question.system, MODEL.property["arrives"]), question=question)
    return Holds(asked, Shown(question, Outcome.HOLDS, certificate, "by hand", 0, ()))


NOBODY = StateSet(())
SETTLE = Region("worker", TRUE, 0, (Way(Act("settle"), ()),))


def _holds(sentence: str) -> Holds:
    model = model_of(f"{SMALL}property shown: {sentence}\n")
    verdict = decide(TransitionSystem(model), model.property["shown"])
    assert isinstance(verdict, Holds)
    return verdict


def test_the_one_life_that_is_told_is_highlighted_step_by_step() -> None:
    verdict = _holds("every person in trainee can reach worker with language at least good even by adverse events")
    (told,) = pathways_of(verdict).different
    found = highlight_from(answer_to(verdict))
    assert found == highlight_from_trace(MODEL, Trace(told.life.now, told.life.onward))
    assert found is not None
    assert [(move.rule, move.step) for move in found.moves] == [("study", 1), ("qualify", 2), ("study", 3)]


def test_several_lives_are_highlighted_together_without_numbers() -> None:
    verdict = _holds("every person in outside, inside can reach abroad even by adverse events")
    lives = [told.life for told in pathways_of(verdict).different]
    found = highlight_from(answer_to(verdict))
    assert len(lives) > 1
    assert found is not None
    told = {move.rule for life in lives for move in highlight_from_trace(MODEL, Trace(life.now, life.onward)).moves}
    assert {(rule, None) for rule in told} == {(move.rule, move.step) for move in found.moves}


@pytest.mark.parametrize(
    "certificate",
    [
        TrapProof(COURSE, NOBODY),
        LassoProof(COURSE, NOBODY, (SETTLE,)),
        SetbackProof(COURSE, (NOBODY,)),
        TraceProof(COURSE),
    ],
)
def test_every_kind_of_evidence_with_a_life_course_shows_it(certificate: Certificate) -> None:
    assert highlight_from(Answer(_with(certificate), COURSE)) == LIFE


@pytest.mark.parametrize(
    "certificate",
    [InvariantProof(NOBODY), SeparationProof(NOBODY, NOBODY), PursuitProof(NOBODY, NOBODY, Number(3, Duration()))],
)
def test_evidence_without_a_life_course_or_pathway_has_nothing_to_highlight(certificate: Certificate) -> None:
    assert highlight_from(Answer(_with(certificate), COURSE)) is None


@pytest.mark.parametrize("name", ["enter", "study"])
def test_the_observer_is_no_part_of_a_life_course(name: str) -> None:
    trace = Trace(State("abroad", (), ()), (Take("$observed_time_begins"), Take(name)))
    found = highlight_from_trace(with_observer(TransitionSystem(MODEL)).model, trace)
    assert (MarkedMove(name, "abroad", 1),) == found.moves
