"""Many attributes: what is found grows as they do, and means what the listing of all states means."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

import pytest

from bcm_formal.model.expressions import Flag, negation
from bcm_formal.model.model import Model
from bcm_formal.model.types import domain
from bcm_formal.system.questions import Path, question_of
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import PathProof, StrategyProof
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.verdict import Holds, Shown
from bcm_formal.vault.certificate_from_text import certificate_from_text
from bcm_formal.vault.certificate_text import body_text, certificate_text
from bcm_formal.vault.header import NO_SCRIPT, header_for
from bcm_formal.vault.kinds import kind_of
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.sentences import verdict_of
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.verify.regions import Regions, diagram
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.algebra_plain import PlainAlgebra
from bcm_formal.verify.regions.climbs import Distance, distance_term
from bcm_formal.verify.regions.compiled import Case, Choices, Compiled
from bcm_formal.verify.regions.evidence import ConditionWriter
from bcm_formal.verify.regions.reachable import Reachable
from benchmarks.families import attributes as family
from tests.builders.loading import model_of

SMALL = {
    "collected": family.collected(3, losing=2),
    "in time": family.collected(2, losing=1, timed=True),
    "climbed": family.climbed(3, losing=3),
    "chain": family.prerequisites(4, "chain", losing=2),
    "tree": family.prerequisites(5, "tree", losing=1),
    "random": family.prerequisites(4, "random", losing=1, seed=5),
    "alternatives": family.alternatives(2),
    "counted": family.counted(4),
    "levels": family.levels(2, 4, losing=True),
    "numbers": family.counters(2, 5, losing=True),
    "numbers compared": family.counters(2, 5, compared=True),
    "unread": family.unread(1, 1, 1, top=3),
}


def system_of(text: str) -> TransitionSystem:
    return TransitionSystem(model_of(text))


@pytest.mark.parametrize("text", SMALL.values(), ids=SMALL)
def test_every_sentence_has_the_verdict_of_the_listing(text: str) -> None:
    system, portfolio = system_of(text), Portfolio("regions")
    for item in system.model.properties:
        expected = verdict_of(system, item.sentence, Budget(60_000))
        assert (item.name, portfolio.decide(system, item).outcome) == (item.name, expected)


def regions(system: TransitionSystem) -> int:
    """How many regions the fixpoint of the first property has."""
    engine = Regions()
    question = question_of(system, system.model.properties[0].sentence)
    assert isinstance(question, Path)
    ways = engine.ways(engine.compiled(system), question, Budget())
    ways.run(lambda _: False)
    return len(ways.regions)


GROWING = {
    "collected": lambda size: family.collected(size, losing=size),
    "climbed": lambda size: family.climbed(size, losing=size),
    "chain": lambda size: family.prerequisites(size, "chain"),
    "tree": lambda size: family.prerequisites(size, "tree"),
    "random": lambda size: family.prerequisites(size, "random"),
    "levels": lambda size: family.levels(2, size),
}


@pytest.mark.parametrize("make", GROWING.values(), ids=GROWING)
def test_a_status_takes_the_same_regions_for_any_number_of_attributes_and_levels(make: Callable[[int], str]) -> None:
    small, large = system_of(make(6)), system_of(make(24))
    more = len(large.statuses) - len(small.statuses)
    assert regions(large) == regions(small) + 2 * more


def test_evidence_says_how_far_a_climb_is_from_its_end_and_is_believed() -> None:
    system, portfolio = system_of(family.collected(12, losing=12)), Portfolio("regions")
    for name in ("path", "despite"):
        verdict = portfolio.decide(system, system.model.property[name]).verdict
        assert verdict.outcome is Outcome.HOLDS
        assert isinstance(verdict.certificate, PathProof | StrategyProof)
        proof = verdict.certificate
        found = proof.regions if isinstance(proof, PathProof) else proof.layers[-1]
        measured = [region for region in found if region.measure is not None]
        assert [len(region.ways) for region in measured] == [12]
        assert len(found) <= 4


@pytest.mark.parametrize("text", [SMALL["levels"], SMALL["numbers"], SMALL["tree"], SMALL["counted"]])
def test_evidence_with_a_distance_is_written_down_and_read_again(text: str) -> None:
    model = model_of(text)
    decided = Portfolio("regions").decide(TransitionSystem(model), model.property["path"]).verdict
    assert isinstance(decided, Holds)
    proof, question = decided.certificate, decided.question
    assert isinstance(proof, PathProof)
    assert any(region.measure is not None for region in proof.regions)
    header = header_for(model, model.property["path"], Outcome.HOLDS, kind_of(proof), NO_SCRIPT, "by hand")
    written = certificate_text(header, body_text(proof, None, model, model))
    read, _ = certificate_from_text(written, kind_of(proof), model, model)
    assert isinstance(check(Claim(Outcome.HOLDS, read, "archive"), question, None), Shown)


@pytest.mark.parametrize("shape", ["tree", "random"])
def test_what_a_climb_reaches_on_the_way_stays_small(shape: family.Shape, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of declaration the children of a tree are far apart: a set that spoke of many of them at once would
    have as many nodes as there are choices between them."""
    monkeypatch.setattr(diagram, "new_algebra", lambda: PlainAlgebra(most_nodes=30_000))
    assert regions(system_of(family.prerequisites(40, shape))) == 4


@pytest.mark.parametrize("count", [8, 30])
def test_evidence_speaks_of_a_score_in_the_words_of_the_rule_and_is_believed(count: int) -> None:
    system = system_of(family.counted(count))
    (join,) = (move for move in system.moves if move.name == "join")
    written = ConditionWriter(compiled := Regions().compiled(system))
    assert written.diagram(compiled.diagrams.condition(join.guard)) == join.guard
    assert written.diagram(~compiled.diagrams.condition(join.guard)) == negation(join.guard)
    portfolio = Portfolio("regions")
    outcomes = {item.name: portfolio.decide(system, item).outcome for item in system.model.properties}
    assert outcomes.pop("must") is Outcome.VIOLATED
    assert set(outcomes.values()) == {Outcome.HOLDS}


BACK_AND_FORTH = """\
policy p "P"
  time in months
layer l "L"
status a in l
status b in l
attribute level: low < middle < high, starts any
attribute number: 2 to 6, starts any
attribute flag: yes or no, starts any
attribute kind: one of east, west, south, starts any
event rise in a by person
  when flag
  set level = next level
  set number = number - 1
event swap in a by person
  when level is high
  set flag = not flag
  set number = number + 2
event turn in a by person
  when kind is east and number at least 5
  set kind = west
event turn_back in a by person
  when kind is west and number at most 3
  set kind = east
event draw in a by person
  when number is 2 and not flag
  set level = any
transition go from a to b by person
  when level is high and number at most 3 and kind is west
start in a
property path: every person in a with {condition} can reach b
property robust: every person in a with {condition} can reach b despite 1 adverse event
property some: some person in a with {condition} can reach b
property better: better number never blocks b
"""


@pytest.mark.parametrize("flag", ["flag", "not flag"])
@pytest.mark.parametrize("kind", ["east", "west"])
@pytest.mark.parametrize("number", [2, 4, 6])
def test_events_that_move_attributes_both_ways_mean_what_the_listing_says(flag: str, kind: str, number: int) -> None:
    condition = f"{flag} and kind is {kind} and number is {number}"
    system, portfolio = system_of(BACK_AND_FORTH.format(condition=condition)), Portfolio("regions")
    for item in system.model.properties:
        expected = verdict_of(system, item.sentence, Budget(60_000))
        assert (item.name, portfolio.decide(system, item).outcome) == (item.name, expected)


def distance(model: Model, state: State, ends: tuple[tuple[str, bool], ...]) -> int:
    """How far the attributes of a state are from their ends, counted in the lists of their values."""
    far = 0
    for name, upwards in ends:
        values = domain(model.attribute[name].kind) or ()
        at = values.index(state.attributes[list(model.attribute).index(name)])
        far += len(values) - 1 - at if upwards else at
    return far


@pytest.mark.parametrize("upwards", [False, True])
def test_a_distance_is_counted_in_values(upwards: bool) -> None:
    model = model_of(BACK_AND_FORTH.format(condition="flag"))
    compiled = Compiled(TransitionSystem(model))
    ends = (("level", upwards), ("number", not upwards), ("flag", upwards))
    term = distance_term(Distance(ends), model, compiled.diagrams)
    for level, number, flag in itertools.product(range(3), range(2, 7), (False, True)):
        state = State("a", (level, number, flag, 0), (0,))
        assert Interpreter(model).value(term, state) == distance(model, state, ends)


def test_an_event_that_changes_what_makes_no_difference_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    followed: set[str] = set()
    before = Compiled.before

    def noted(compiled: Compiled, case: Case, bdd: Diagram) -> Iterable[tuple[Diagram, Choices]]:
        followed.add(case.move.name)
        return before(compiled, case, bdd)

    monkeypatch.setattr(Compiled, "before", noted)
    compiled = Regions().compiled(system_of(family.climbed(12)))
    without = compiled.pieces({"step4": negation(Flag("a7"))})
    assert Reachable(compiled, Budget()).course_into(without) is not None
    gained = {name for name in followed if name.startswith("gain")}
    assert gained == {"gain_a0", "gain_a1", "gain_a2", "gain_a3", "gain_a7"}
