"""Whose moves count on a path: those of some actors and the law's, adverse ones or not, never the observer's."""

from __future__ import annotations

import pytest

from bcm_formal.model.model import LAW
from bcm_formal.system.help import EVERYTHING, NO_LUCK, Help
from bcm_formal.system.state import OBSERVER

OFFICE = Help(("office",))
CALM_OFFICE = Help(("office",), adverse=False)


@pytest.mark.parametrize(
    ("help", "counting"),
    [
        (
            EVERYTHING,
            {("office", False), ("office", True), ("friend", False), ("friend", True), (LAW, False), (LAW, True)},
        ),
        (NO_LUCK, {("office", False), ("friend", False), (LAW, False)}),
        (OFFICE, {("office", False), ("office", True), (LAW, False), (LAW, True)}),
        (CALM_OFFICE, {("office", False), (LAW, False)}),
        (Help(()), {(LAW, False), (LAW, True)}),
        (Help((OBSERVER,)), {(LAW, False), (LAW, True)}),
    ],
)
def test_moves_count_by_who_makes_them_and_whether_they_are_adverse(
    help: Help, counting: set[tuple[str, bool]]
) -> None:
    events = [(actor, adverse) for actor in ("office", "friend", LAW, OBSERVER) for adverse in (False, True)]
    assert {event for event in events if help.counts(*event)} == counting


def test_bad_luck_is_part_of_everything_unless_it_is_said_not_to_be() -> None:
    assert (EVERYTHING.actors, EVERYTHING.adverse) == (None, True)
    assert (NO_LUCK.actors, NO_LUCK.adverse) == (None, False)
    assert Help(("office",)).adverse
