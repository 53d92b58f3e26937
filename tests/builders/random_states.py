"""Random states of a model, reachable or not, with small values."""

from __future__ import annotations

import random

from bcm_formal.model.model import Model
from bcm_formal.model.types import domain
from bcm_formal.system.state import State


def random_state(draw: random.Random, model: Model) -> State:
    """Any status with any values: attributes of their types, clocks from 0 to 5."""
    values = tuple(draw.choice(domain(attribute.kind) or range(-3, 5)) for attribute in model.attributes)
    return State(draw.choice(model.statuses).name, values, tuple(draw.randint(0, 5) for _ in model.clocks))
