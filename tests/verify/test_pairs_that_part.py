"""Two persons whose lives part: only those whom the sentence compares are asked about, one after the other, within the
budget."""

from __future__ import annotations

from itertools import product

import pytest

from bcm_formal.system.questions import Pairs, question_of
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import PairProof
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions import Regions, pairs
from bcm_formal.verify.regions.compared import FinitePairs, UnboundedPairs
from bcm_formal.verify.regions.compiled import Compiled
from bcm_formal.verify.regions.evidence import Concretizer
from bcm_formal.verify.regions.in_time import PathsAtAll
from bcm_formal.verify.regions.parting import MOST_PAIRS, parted
from tests.builders.loading import model_of

TRADES = """policy trades "Trades"
  time in months
layer la
layer settlement
attribute work: one of trade, care, fixed, starts any
attribute language: none < B1 < B2, fixed, starts any
status worker in la
status settled in settlement
transition settle from worker to settled by law
  when work is trade and time_in_status at least 2 months
transition care from worker to settled by law
  when work is care and language at least B1
start in worker
property p: for every person with work is trade: time to settlement does not depend on language
"""
"""language counts for those alone who are not compared"""

NUMBERS = """policy numbers "Numbers"
  time in months
layer la
actor authority
attribute n: integer, starts 8
status lobby in la
status vault in la
transition open from lobby to vault by law
  when n is 3
event to_1 in lobby by authority
  set n = 1
event to_3 in lobby by authority
  set n = 3
transition late from lobby to vault by law
  when time_in_status at least 2 months
start in lobby
property p: changing n from 8 to 1 never delays vault by law
"""
"""only those with 3 are sooner, who are not compared"""

PIT = """policy pit "Pit"
  time in months
layer la
attribute key: yes or no, starts any
status pit in la
status lobby in la
status vault in la
transition open from lobby to vault by law
  when not key and time_in_status at least 2 months
transition climb from pit to pit by law
  when key
start in pit, lobby
property at_all: better key never blocks vault
property in_time: better key never blocks vault within 3 months
property sooner: better key never delays vault
"""
"""those in the pit are met first, and have no path, whoever they are"""

SWITCHES = "\n".join(
    [
        'policy switches "Switches"\n  time in months\nlayer la',
        *(f"attribute a{number}: yes or no, fixed, starts any" for number in range(9)),
        "status one in la\nstatus two in la\ntransition go from one to two by law\n  when a0\nstart in one, two\n",
    ]
)


def question(text: str, number: int = 0) -> Pairs:
    model = model_of(text)
    found = question_of(TransitionSystem(model), model.properties[number].sentence)
    assert isinstance(found, Pairs)
    return found


@pytest.fixture
def only_parting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets of pairs are not asked for."""
    monkeypatch.setattr(pairs, "ROUNDS", 0)


@pytest.mark.parametrize("text", [TRADES, NUMBERS])
def test_whom_the_sentence_does_not_compare_breaks_nothing(text: str, only_parting: None) -> None:
    assert isinstance(Regions().run(question(text), Budget()), Undecided)


@pytest.mark.parametrize("text", [TRADES, NUMBERS])
def test_and_the_sentence_is_true(text: str) -> None:
    claim = Regions().run(question(text), Budget())
    assert isinstance(claim, Claim)
    assert claim.outcome is Outcome.HOLDS


@pytest.mark.parametrize("number", range(3))
def test_those_without_a_path_are_passed_over_until_the_first_has_one(number: int, only_parting: None) -> None:
    asked = question(PIT, number)
    claim = Regions().run(asked, Budget())
    assert isinstance(claim, Claim)
    assert isinstance(claim.certificate, PairProof)
    assert isinstance(check(claim, asked, None), Shown)


def test_a_pair_that_cannot_be_shown_is_passed_over(only_parting: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shown, asked = PathsAtAll.shown, list[State]()

    def reluctant(self: PathsAtAll, first: object, second: object, reachable: object) -> object:
        asked.append(first[2])  # type: ignore[index]
        return None if len(asked) == 1 else shown(self, first, second, reachable)  # type: ignore[arg-type]

    monkeypatch.setattr(PathsAtAll, "shown", reluctant)
    claim = Regions().run(question(PIT), Budget())
    assert isinstance(claim, Claim)
    assert len(asked) == 2


def test_what_is_asked_of_pairs_costs_the_budget(only_parting: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[State] = []

    def dear(self: PathsAtAll, first: State, second: State) -> bool:
        asked.append(first)
        self.looked_at += 1_000_000
        return False

    monkeypatch.setattr(PathsAtAll, "disagree", dear)
    assert isinstance(Regions().run(question(PIT), Budget(work=1_500_000)), Undecided)
    assert len(asked) == 2


def asked_of(budget: Budget, attribute: str = "a0", text: str = SWITCHES) -> list[tuple[State, State]]:
    """The pairs that are asked about if none is sought."""
    asked: list[tuple[State, State]] = []

    def ask(one: State, other: State) -> bool:
        asked.append((one, other))
        return False

    assert not list(parted(TransitionSystem(model_of(text)), attribute, ask, budget))
    return asked


def test_starts_that_differ_in_more_than_the_attribute_are_no_pairs() -> None:
    asked = asked_of(Budget(), "a8")
    assert {sum(x != y for x, y in zip(one.attributes, other.attributes, strict=True)) for one, other in asked} == {1}
    assert len(asked) == len(set(asked))
    assert len(asked) <= 200


def test_no_more_pairs_are_asked_about_than_the_budget_has_work() -> None:
    whole = len(asked_of(Budget(), "a8"))
    assert len(asked_of(Budget(work=210), "a8")) == 2 * 10 < whole
    assert not asked_of(Budget(work=100), "a8")
    assert not asked_of(Budget(seconds=-1.0), "a8")


def test_as_many_starts_as_there_may_be_pairs_are_not_exceeded() -> None:
    values = "layer la\nattribute a0: 0 to 150, fixed, starts any\nstatus one in la\nstart in one\n"
    assert len(asked_of(Budget(), text=f'policy many "Many"\n  time in months\n{values}')) == 2 * MOST_PAIRS


def relation_of(asked: Pairs) -> FinitePairs | UnboundedPairs:
    compiled = Compiled(asked.system)
    kind = FinitePairs if asked.attribute in compiled.diagrams.domains else UnboundedPairs
    return kind(compiled, asked)


@pytest.mark.parametrize(
    ("text", "values"), [(TRADES, (range(2), range(3))), (NUMBERS, (range(10),)), (PIT, ((False, True),))]
)
def test_who_is_compared_is_the_same_one_by_one_and_as_a_set(text: str, values: tuple[range, ...]) -> None:
    asked = question(text)
    relation = relation_of(asked)
    concretizer = Concretizer(relation.compiled)
    clocks = tuple(0 for _ in asked.system.model.clocks)
    status = asked.system.statuses[0]
    states = [State(status, chosen, clocks) for chosen in product(*values)]
    found = 0
    for first, second in product(states, states):
        compared = relation.compares(first, second)
        found += compared
        partners = relation.partners(second, False).get(status, ())
        inside = any(concretizer.contains(zone, bdd, first) for zone, bdd in partners)
        change = asked.change is None or second.attributes == (asked.change.after,)
        assert compared is (inside and change and first != second)
    assert found


def test_states_that_differ_in_more_than_the_attribute_are_not_compared() -> None:
    relation = relation_of(question(TRADES))
    clocks = (0,) * len(relation.compiled.system.model.clocks)
    here = State("worker", (0, 0), clocks)
    assert relation.compares(here, State("worker", (0, 1), clocks))
    assert not relation.compares(here, here)
    assert not relation.compares(here, State("worker", (1, 1), clocks))
    assert not relation.compares(here, State("settled", (0, 1), clocks))
    assert not relation.compares(here, State("worker", (0, 1), (1, *clocks[1:])))


def test_the_first_of_a_pair_is_the_worse_one() -> None:
    relation = relation_of(question(PIT))
    worse, better = (State("lobby", (value,), (0,)) for value in (False, True))
    assert (relation.compares(worse, better), relation.compares(better, worse)) == (True, False)
