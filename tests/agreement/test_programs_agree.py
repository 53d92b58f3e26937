"""On random models with statuses that act at once all engines give one verdict, and every claim passes the checker."""

from __future__ import annotations

import pytest

from bcm_formal.verify.engine import Budget
from tests.builders.agreeing import Drawn, compared, questions_about
from tests.builders.effort import tries
from tests.builders.engines import ENGINES
from tests.builders.random_models import random_program

pytestmark = pytest.mark.slow

MODELS, CHUNK = tries(120), 10
BUDGETS = dict.fromkeys(ENGINES, Budget(work=8_000))


def drawn(number: int) -> Drawn:
    return questions_about(number, random_program)


@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_every_engine_agrees_where_statuses_act_at_once(first: int) -> None:
    names = ENGINES if first < MODELS // 4 else ("explicit", "regions")
    found = compared(range(first, first + CHUNK), drawn, names, BUDGETS)
    assert found.wrong == []
    assert found.shown >= CHUNK
