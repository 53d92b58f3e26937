"""Since when a verdict is another one: all laws, or halves."""

from __future__ import annotations

import pytest

from bcm_formal.trust.claim import Outcome
from bcm_formal.versions.bisecting import History, history

HOLDS, VIOLATED = Outcome.HOLDS, Outcome.VIOLATED


def followed(verdicts: str, *, every: bool) -> tuple[History, list[int]]:
    asked: list[int] = []

    def verdict(place: int) -> Outcome | None:
        asked.append(place)
        return {"h": HOLDS, "v": VIOLATED, "-": None}[verdicts[place]]

    return history([str(place) for place in range(len(verdicts))], verdict, every=every), asked


@pytest.mark.parametrize("verdicts", ["hhhhvvvv", "hv", "hhhhhhhhhhhhhhhv", "vvh", "--hh"])
def test_one_turn_is_found_by_halves_with_few_questions(verdicts: str) -> None:
    found, asked = followed(verdicts, every=False)
    place = next(index for index, letter in enumerate(verdicts) if letter != verdicts[0])
    assert [(str(place - 1), str(place), True)] == [(turn.before, turn.since, turn.is_next) for turn in found.turns]
    assert len(asked) == len(set(asked)) <= 2 + len(verdicts).bit_length()


def test_turns_back_and_forth_are_found_where_all_are_tried() -> None:
    assert [turn.since for turn in followed("hhvhhvv", every=True)[0].turns] == ["2", "3", "5"]
    assert list(followed("hhvhh", every=False)[0].turns) == []


def test_the_last_verdict_is_that_of_now() -> None:
    assert followed("hv", every=True)[0].now is VIOLATED
    assert followed("", every=True)[0].now is None
