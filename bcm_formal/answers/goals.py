"""Sets of states in few words: the statuses by their titles, with the condition where there is one."""

from __future__ import annotations

from itertools import islice
from typing import assert_never

from bcm_formal.answers.phrases import listed, statuses_title
from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    And,
    Comparison,
    Condition,
    Flag,
    Implies,
    InStatus,
    NamedCondition,
    Not,
    Or,
    Truth,
    attributes_of,
    clocks_of,
    conjunction,
    disjunction,
    implication,
    negation,
    walk,
)
from bcm_formal.model.model import Model
from bcm_formal.model.to_text import told_condition
from bcm_formal.system.questions import Conditions

_LONG = 160
_MOST_PARTS = 100


def set_title(model: Model, conditions: Conditions) -> str:
    """`Resident`, `a or b with n is 1`; a condition that is the same everywhere alone.

    What cannot be said shortly in words of the model is left out.
    """
    condition = common(model, conditions)
    if condition is not None:
        words = _words(model, condition)
        return f"`{words}`" if words else "what is asked"
    return listed((_group(model, statuses, each) for each, statuses in _groups(conditions).items()), "or")


def exact_title(model: Model, conditions: Conditions) -> str | None:
    """`set_title`, where it is short and leaves nothing out; None also where no state at all is so."""
    conditions = {status: plain for status, condition in conditions.items() if (plain := _plain(condition)) != FALSE}
    said = all(condition == TRUE or _words(model, condition) for condition in conditions.values())
    title = set_title(model, conditions) if said and conditions else ""
    return title if 0 < len(title) <= _LONG else None


def _plain(condition: Condition) -> Condition:
    """The same without what is always true or never, as `a or not a`; of a large condition nothing is looked at."""
    if any(True for _ in islice(walk(condition), _MOST_PARTS, None)):
        return condition
    match condition:
        case And(parts):
            plain = [_plain(part) for part in parts]
            return FALSE if any(negation(part) in plain for part in plain) else conjunction(plain)
        case Or(parts):
            plain = [_plain(part) for part in parts]
            return TRUE if any(negation(part) in plain for part in plain) else disjunction(plain)
        case Not(inner):
            return negation(_plain(inner))
        case Implies(premise, conclusion):
            return implication(_plain(premise), _plain(conclusion))
        case Truth() | Flag() | InStatus() | Comparison() | NamedCondition():
            return condition
        case _:
            assert_never(condition)


def common(model: Model, conditions: Conditions) -> Condition | None:
    """The condition that all statuses share, where they do."""
    found = set(conditions.values())
    return found.pop() if len(found) == 1 and len(conditions) == len(model.statuses) else None


def read_by_policy(model: Model, conditions: Conditions) -> dict[str, Condition]:
    """The conditions without those of their parts that speak of what a question added to the model."""
    return {status: _of_policy(model, condition) for status, condition in conditions.items()}


def is_of(model: Model, condition: Condition) -> bool:
    """True iff the condition reads nothing but what the model declares."""
    return attributes_of(condition) <= set(model.attribute) and clocks_of(condition) <= set(model.clock)


def _of_policy(model: Model, condition: Condition) -> Condition:
    parts = condition.conditions if isinstance(condition, And) else (condition,)
    return conjunction(part for part in parts if is_of(model, part))


def _groups(conditions: Conditions) -> dict[Condition, list[str]]:
    groups: dict[Condition, list[str]] = {}
    for status, condition in conditions.items():
        groups.setdefault(condition, []).append(status)
    return groups


def _group(model: Model, statuses: list[str], condition: Condition) -> str:
    title = statuses_title(model, statuses)
    words = None if condition == TRUE else _words(model, condition)
    return f"{title} with {words}" if words else title


def _words(model: Model, condition: Condition) -> str | None:
    text = told_condition(model, condition) if is_of(model, condition) and condition != TRUE else ""
    return text if 0 < len(text) <= _LONG else None
