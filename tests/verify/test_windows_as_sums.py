"""What decision diagrams say of the parts of a window is written as sums, and means the same."""

from __future__ import annotations

import random

from bcm_formal.model.expressions import Choose, Comparison, walk
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
