"""Statuses that act at once: to the model, each has a limit that is over when it begins and cannot run out."""

from __future__ import annotations

from bcm_formal.diagnostics import Span
from bcm_formal.model.expressions import FALSE, TRUE, Number
from bcm_formal.model.internal_names import internal
from bcm_formal.model.model import TIME_IN_STATUS, Limit, Model, Origin, Requirement
from bcm_formal.model.types import Duration


def acting_at_once(model: Model) -> frozenset[str]:
    """The statuses in which no time passes, by their clause."""
    return frozenset(status for limit in model.limits if limit.at_once for status in limit.statuses)


def stop_of(status: str, span: Span) -> Limit:
    """The limit that `acts at once` of a status stands for: it is over at once, and cannot run out."""
    return Limit(
        name=internal(f"{status}_acts_at_once"),
        title="acts at once",
        statuses=(status,),
        condition=TRUE,
        clock=TIME_IN_STATUS,
        bound=Number(0, Duration()),
        target=status,
        assignments=(),
        origin=Origin(),
        span=span,
        requirements=(Requirement(FALSE, "never", Origin(), span),),
        at_once=True,
    )
