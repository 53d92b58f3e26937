"""On random models with windows every engine gives the verdict of `explicit`, and every claim passes the checker."""

from __future__ import annotations

import pytest

from bcm_formal.system.questions import Pairs
from bcm_formal.verify.engine import Budget
from tests.builders.agreeing import Drawn, compared, questions_about
from tests.builders.effort import tries
from tests.builders.engines import ENGINES
from tests.builders.windowed_models import windowed_model

pytestmark = pytest.mark.slow

MODELS, CHUNK = tries(120), 10
BUDGETS = dict.fromkeys(ENGINES, Budget(work=8_000))


def drawn(number: int) -> Drawn:
    return (item for item in questions_about(number, windowed_model) if not isinstance(item[1], Pairs))


@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_every_engine_agrees_about_windows(first: int) -> None:
    names = ENGINES if first < MODELS // 4 else ("explicit", "regions")
    found = compared(range(first, first + CHUNK), drawn, names, BUDGETS)
    assert found.wrong == []
    assert found.shown >= CHUNK
