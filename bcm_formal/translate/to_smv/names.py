"""Names and comments of SMV: what a text calls something, in signs that the other language cannot take for its own.

Every kind of name has a beginning of its own, so that none meets a reserved word or a name of another kind.
"""

from __future__ import annotations

import re

from bcm_formal.diagnostics import inert, visible

_OTHER = re.compile(r"[^A-Za-z0-9_]")

STATUS, STEP, MOVER, ADVERSE, WATCH = "status", "step", "mover", "adverse", "watch"
DEAD_END, TIME_MAY_PASS = "dead_end", "time_may_pass"
UNIT_OF_TIME, NO_STEP = "unit_of_time", "no_step"
"""the steps that are nobody's: one unit of time; staying as it is, at a dead end"""
TIME, NOBODY = "time_itself", "nobody"
"""who moved last where it was no actor: time; nobody yet, or staying at a dead end"""


def of_status(name: str) -> str:
    return f"in_{plain(name)}"


def of_attribute(name: str) -> str:
    return f"a_{plain(name)}"


def of_clock(name: str) -> str:
    return f"c_{plain(name)}"


def of_event(name: str) -> str:
    return f"do_{plain(name)}"


def of_limit(name: str) -> str:
    return f"end_{plain(name)}"


def of_actor(name: str) -> str:
    return f"by_{plain(name)}"


def of_definition(name: str) -> str:
    return f"is_{plain(name)}"


def of_property(name: str) -> str:
    return f"p_{plain(name)}"


def of_vacuity(name: str) -> str:
    return f"empty_{plain(name)}"


def able(step: str) -> str:
    """The name of the condition on which a step is possible."""
    return f"can_{step}"


def plain(name: str) -> str:
    """The name in letters, digits and `_`; every other sign is its code between two `$`, so two names stay two."""
    return _OTHER.sub(lambda found: f"${ord(found.group()):x}$", name)


def comment(text: str) -> str:
    """A line that is no more than a comment, whatever the text is."""
    return f"-- {inert(visible(text))}"
