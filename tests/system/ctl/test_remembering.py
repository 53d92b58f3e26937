"""What is kept of a formula is in its own words: equal formulas that say a duration in other units are told apart."""

from __future__ import annotations

import gc

from bcm_formal.model.expressions import Number, walk
from bcm_formal.model.sentences import Ctl, Formula
from bcm_formal.model.types import Duration
from bcm_formal.system.ctl.formulas import conditions_of, opposite, positive, simplified
from bcm_formal.system.ctl.remembering import remembered
from bcm_formal.system.transition_system import TransitionSystem
from tests.builders.loading import model_of

MODEL = model_of(
    """policy p "P"
  time in months
layer l "L"
actor office
status a in l
status b in l
start in a
transition go from a to b by office
property months: ctl AG (not EF (in b and time_in_status at least 24 months))
property years: ctl AG (not EF (in b and time_in_status at least 2 years))
"""
)


def units(formula: Formula) -> set[str | None]:
    return {
        node.kind.unit
        for condition in conditions_of(formula)
        for node in walk(condition)
        if isinstance(node, Number) and isinstance(node.kind, Duration)
    }


def test_equal_formulas_keep_their_units() -> None:
    system = TransitionSystem(MODEL)
    months, years = (item.sentence.formula for item in MODEL.properties if isinstance(item.sentence, Ctl))
    assert months == years
    for formula, unit in ((months, "month"), (years, "year"), (months, "month")):
        assert units(formula) == {unit}
        assert units(opposite(formula)) == units(positive(formula)) == units(simplified(system, formula)) == {unit}
    assert simplified(system, years) is simplified(system, years)


def test_a_result_is_kept_for_these_arguments_as_long_as_there_is_room() -> None:
    made: list[int] = []

    @remembered(2)
    def double(number: int) -> int:
        made.append(number)
        return 2 * number

    assert [double(number) for number in (1, 1, 2, 1, 3, 3)] == [2, 2, 4, 2, 6, 6]
    assert made == [1, 2, 3]
    assert double(1) == 2
    assert made == [1, 2, 3, 1]


def test_what_is_kept_for_one_object_is_never_given_for_a_later_one() -> None:
    @remembered(10)
    def first(items: list[int]) -> int:
        return items[0]

    for number in range(1000):
        assert first([number]) == number
        gc.collect(0)
