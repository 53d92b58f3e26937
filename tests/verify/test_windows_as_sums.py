"""What decision diagrams say of the parts of a window is written as sums, and means the same."""

from __future__ import annotations

import random

from bcm_formal.model.expressions import Choose, Comparison, walk
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.verify.regions.diagram import Diagrams
from tests.builders.loading import model_of

TEXT = """policy p
  time in months
layer l
window absent: counts in b over 8 months in 8 parts
status a in l
status b in l
transition go from a to b by person
  when absent at most 3 months
start in a
property some: some person can reach b
"""

TOGETHER = """policy p
  time in months
layer stay
layer settlement
actor office
window absent: counts in abroad over 12 months in 12 parts
window present: counts in worker over 20 months in 20 parts
status worker in stay
status abroad in stay
status settled in settlement
transition leave from worker to abroad by person
transition back from abroad to worker by person
transition settle from worker to settled by office
  when absent at most 6 months
   and present at least 14 months
start in worker
property at_all: every person in stay can reach settled
property in_time: every person in stay can reach settled within 20 months
property too_soon: every person in worker can reach settled within 1 year
property kept: every person entering settled has present at least 14 months
"""


def test_sets_of_counts_are_sums_that_mean_the_same() -> None:
    diagrams, draw = Diagrams(model_of(TEXT)), random.Random(1)
    parts = [diagrams.value(f"$absent_{number}", True) for number in range(1, 9)]
    written = 0
    for _ in range(200):
        chosen = draw.sample(parts, draw.randint(4, 8))
        sums = [diagrams.true, *[diagrams.false] * len(chosen)]
        for part in chosen:
            sums = [(~part & here) | (part & (sums[n - 1] if n else diagrams.false)) for n, here in enumerate(sums)]
        diagram = diagrams.any_of(draw.sample(sums, draw.randint(1, 3)))
        if draw.random() < 0.5:
            diagram = diagram & draw.choice(parts) | (~draw.choice(parts) & draw.choice(sums))
        said = diagrams.counted(diagram)
        if said is not None:
            written += 1
            assert diagrams.condition(said) == diagram
    assert written > 100


def test_sets_of_counts_of_two_windows_are_sums_that_mean_the_same() -> None:
    model = model_of(TEXT.replace("status a", "window present: counts in a over 6 months in 6 parts\nstatus a", 1))
    diagrams, draw, written = Diagrams(model), random.Random(2), 0
    for _ in range(200):
        both = diagrams.true
        for window in model.windows:
            chosen = draw.sample(window.parts, draw.randint(3, len(window.parts)))
            least = [diagrams.true, *[diagrams.false] * len(chosen)]
            for part in chosen:
                own = diagrams.value(part, True)
                least = [(~own & here) | (own & (least[n - 1] if n else here)) for n, here in enumerate(least)]
            both = draw.choice((both & draw.choice(least), both | draw.choice(least)))
        said = diagrams.counted(both)
        if said is not None:
            written += 1
            assert diagrams.condition(said) == both
    assert written > 100


def test_what_two_windows_about_the_same_stays_ask_together_is_decided_and_proved() -> None:
    model = model_of(TOGETHER)
    system, portfolio = TransitionSystem(model), Portfolio(budget=Budget(work=100_000))
    found = {item.name: portfolio.decide(system, item).outcome.value for item in model.properties}
    assert found == {"at_all": "HOLDS", "in_time": "HOLDS", "too_soon": "VIOLATED", "kept": "HOLDS"}


def test_what_is_no_count_is_not_written_as_one() -> None:
    diagrams = Diagrams(model_of(TEXT))
    parts = [diagrams.value(f"$absent_{number}", True) for number in range(1, 9)]
    mixed = diagrams.true
    for number in range(0, 8, 2):
        mixed &= parts[number] | parts[number + 1]
    assert diagrams.counted(mixed) is None
    assert diagrams.counted(diagrams.true) is None
    one = diagrams.counted(parts[0] & parts[1] & parts[2] & parts[3])
    assert one is not None
    assert any(isinstance(node, Comparison) for node in walk(one))
    assert sum(isinstance(node, Choose) for node in walk(one)) == 4
