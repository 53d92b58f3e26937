"""Ranges of many values cost no more than short ones, and mean the same."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from bcm_formal.model.load import load
from bcm_formal.system.questions import CtlQuestion, Pairs, question_of
from bcm_formal.system.semantics import UnboundedChoiceError
from bcm_formal.system.spoken_of import vacuity_of
from bcm_formal.system.transition_system import EndlessChoiceError, TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit_sentences import verdict_of
from bcm_formal.verify.portfolio import Portfolio, claim_of
from bcm_formal.verify.regions import Regions, diagram
from bcm_formal.verify.regions.compiled import Compiled
from tests.random_models import random_model, random_other_sentence, random_sentence

TEXT = """\
policy p "P"
  time in months
layer l "L"
actor o
status a in l
status b in l
attribute n: 0 to {last}, starts any
attribute m: 0 to {last}, starts 0
event gain in a by o
  when m less than {last}
  set m = m + 1
event lose in a by o, adverse
  set n = any
transition go from a to b by o
  when n at least {half}
transition go_too from a to b by o
  when m + n at least {third}
start in a
property everybody: every person can reach b
property robust: every person in a with n at least {half} can reach b despite 1 adverse events
property safe: no person in b with n + m less than {third} and n less than {half}
property better: better n never blocks b
property same: path to b does not depend on n
property must: every person in a must reach b
property ctl: ctl AG EF in b
property entering: every person entering b has n at least {quarter} or m at least 1
property before: b only after m at least 3
property some: some person in a with n is {quarter} can reach b
property soon: every person can reach b within 3 months
"""


def outcomes(last: int) -> dict[str, str]:
    text = TEXT.format(last=last, half=last // 2, third=last // 3, quarter=last // 4)
    model, findings = load(text)
    assert model is not None, findings
    system, portfolio = TransitionSystem(model), Portfolio()
    return {item.name: portfolio.decide(system, item).outcome.value for item in model.properties}


@pytest.mark.parametrize("last", [63, 64, 1000, 40_000, 10**6, 10**14])
def test_the_verdicts_are_those_of_a_short_range(last: int) -> None:
    assert outcomes(last) == outcomes(40)


def work(last: int) -> int:
    """The bits and zone variables that a range takes."""
    model, findings = load(TEXT.format(last=last, half=last // 2, third=last // 3, quarter=last // 4))
    assert model is not None, findings
    compiled = Compiled(TransitionSystem(model))
    return len(compiled.diagrams.owner) + compiled.zones.count


def test_a_range_takes_the_same_place_however_long_it_is() -> None:
    assert work(10**3) == work(10**6) == work(10**14)


@pytest.mark.parametrize("seed", range(40))
def test_short_ranges_mean_the_same_as_variables_of_zones(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagram, "WIDEST", 0)
    draw = random.Random(seed)
    for _ in range(3):
        model = random_model(draw)
        system = TransitionSystem(model)
        sentence = draw.choice((random_sentence, random_other_sentence))(draw, model)
        try:
            question = question_of(system, sentence)
        except EndlessChoiceError:
            continue
        if isinstance(question, CtlQuestion):
            continue
        vacuity = vacuity_of(system, sentence)
        found = claim_of(Regions(), question, vacuity, Budget(200_000))
        if isinstance(found, Claim):
            assert isinstance(check(found, question, vacuity), Shown)
            with suppress(BudgetExceededError, UnboundedChoiceError):
                expected = verdict_of(system, sentence, Budget(60_000))
                empty = isinstance(question, Pairs) and expected is Outcome.VACUOUS  # which is asked on its own
                assert expected is found.outcome or (empty and found.outcome is Outcome.HOLDS)
