"""Work that is done under the allowance of a run, and what is said of work that was not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, assert_never

from bcm_formal.diagnostics import Diagnostic, Span
from bcm_formal.processes.allowance import Allowance
from bcm_formal.processes.sharing import Began, Done, Failed, Said, Stopped, events
from bcm_formal.views.report.contents import LEFT_OUT

T = TypeVar("T")
Progress = Callable[[str], None]
"""told what is being worked on; told the same again now and then"""


def silent(_: str) -> None:
    """No progress is told."""


def alone(work: Callable[[], T], allowance: Allowance, idle: Callable[[], None] = lambda: None) -> T | Stopped:
    """What comes of one piece of work, done under the allowance of the whole run. Raises what it raised."""
    for event in events([[0]], lambda _: (work(),), allowance, untimed=frozenset({0}), idle=idle):
        match event:
            case Said(_, message):
                return message
            case Stopped():
                return event
            case Failed(_, error):
                raise error
            case Began() | Done():
                pass
            case _:
                assert_never(event)
    raise AssertionError("a piece of work says something, is stopped, or fails")


def left_out(what: str, why: str, span: Span | None = None, code: str = LEFT_OUT) -> Diagnostic:
    """The finding that something was asked for and not done."""
    remedy = "allow more time or memory, or ask for less"
    return Diagnostic(code, f"{what} was left out: {why}", span, help=remedy, severity="warning")
