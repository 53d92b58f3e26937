"""Sets of states in few words: the statuses by their titles, with the condition where there is one."""

from __future__ import annotations

from bcm_formal.model.expressions import TRUE, Condition, attributes_of, clocks_of
from bcm_formal.model.model import Model
from bcm_formal.model.to_text import condition_text
from bcm_formal.system.questions import Conditions
from bcm_formal.views.phrases import listed, statuses_title

_LONG = 160


def set_title(model: Model, conditions: Conditions) -> str:
    """`Resident`, `a or b with n is 1`; a condition that is the same everywhere alone.

    What cannot be said shortly in words of the model is left out.
    """
    groups: dict[Condition, list[str]] = {}
    for status, condition in conditions.items():
        groups.setdefault(condition, []).append(status)
    if len(groups) == 1 and len(conditions) == len(model.statuses):
        (condition,) = groups
        words = _words(model, condition)
        return f"`{words}`" if words else "what is asked"
    return listed((_group(model, statuses, condition) for condition, statuses in groups.items()), "or")


def _group(model: Model, statuses: list[str], condition: Condition) -> str:
    title = statuses_title(model, statuses)
    words = None if condition == TRUE else _words(model, condition)
    return f"{title} with {words}" if words else title


def _words(model: Model, condition: Condition) -> str | None:
    text = condition_text(model, condition) if is_of(model, condition) and condition != TRUE else ""
    return text if 0 < len(text) <= _LONG else None


def is_of(model: Model, condition: Condition) -> bool:
    """True iff the condition reads nothing but what the model declares."""
    return attributes_of(condition) <= set(model.attribute) and clocks_of(condition) <= set(model.clock)
