"""Properties decided side by side, each process with engines of its own.

Only where the system can fork, so that a process begins with the checked model in hand; elsewhere, for a few
properties, or when a process dies, everything is decided here, one after the other. The verdicts and their order are
the same either way: an engine's answer does not depend on what it was asked before.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from bcm_formal.model.model import CanReach, Property, SomeCanReach
from bcm_formal.system.questions import NotYetDecided, question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.portfolio import Portfolio

ENOUGH = 6
"""as many properties are worth a second process"""
MOST = 4
"""processes"""

Tell = Callable[[Property], None]


def decide_all(
    system: TransitionSystem, items: Sequence[Property], portfolio: Portfolio, tell: Tell
) -> tuple[Verdict, ...]:
    """The verdicts on all properties, in their order. `tell` hears of each when its verdict is there."""
    verdicts: dict[int, Verdict] = {}
    count = min(MOST, os.cpu_count() or 1)
    if len(items) >= ENOUGH and count > 1 and "fork" in multiprocessing.get_all_start_methods():
        for number, verdict in _shared_out(system, items, portfolio, count):
            verdicts[number] = verdict
            tell(items[number])
    for number, item in enumerate(items):
        if number not in verdicts:
            verdicts[number] = portfolio.decide(system, item)
            tell(item)
    return tuple(verdicts[number] for number in range(len(items)))


def _shared_out(
    system: TransitionSystem, items: Sequence[Property], portfolio: Portfolio, count: int
) -> Iterator[tuple[int, Verdict]]:
    """Verdicts as they come from `count` processes; those that a process did not bring are missing."""
    context = multiprocessing.get_context("fork")
    waiting = _groups(items)
    workers: dict[Connection, BaseProcess] = {}
    try:
        for _ in range(min(count, len(waiting))):
            ours, theirs = context.Pipe()
            worker: BaseProcess = context.Process(target=_serve, args=(theirs, system, items, portfolio), daemon=True)
            worker.start()
            theirs.close()
            workers[ours] = worker
            _send(ours, waiting.pop(0))
        while workers:
            for ready in wait(list(workers)):
                assert isinstance(ready, Connection)
                try:
                    answer = ready.recv()
                except (EOFError, OSError):  # it is done, or it died
                    del workers[ready]
                    continue
                if answer is None:
                    _send(ready, waiting.pop(0) if waiting else None)
                elif answer[1] is not None:
                    number, verdict, kind = answer
                    yield number, _with_system(verdict, kind, system, items[number])
    finally:
        for worker in workers.values():
            worker.terminate()


def _send(pipe: Connection, group: list[int] | None) -> None:
    """Give a process work. Whether it is still there is seen when it should answer."""
    with suppress(OSError):
        pipe.send(group)


def _serve(pipe: Connection, system: TransitionSystem, items: Sequence[Property], portfolio: Portfolio) -> None:
    """One process: decide groups until there is none. An interrupt is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, BrokenPipeError):
        while (group := pipe.recv()) is not None:
            for number in group:
                pipe.send(_answer(system, items[number], number, portfolio))
            pipe.send(None)


def _answer(
    system: TransitionSystem, item: Property, number: int, portfolio: Portfolio
) -> tuple[int, Verdict | None, str]:
    """A verdict without its status graph, which the parent has; None if it cannot travel."""
    verdict = portfolio.decide(system, item)
    kind = _kind(verdict, system, item)
    if kind != "own" and not isinstance(verdict.question, NotYetDecided):
        verdict = replace(verdict, question=replace(verdict.question, system=None))  # type: ignore[arg-type]
    try:
        pickle.dumps(verdict)
    except (RecursionError, pickle.PicklingError, TypeError):
        return number, None, kind
    return number, verdict, kind


def _kind(verdict: Verdict, system: TransitionSystem, item: Property) -> str:
    """Which status graph the verdict's question is about: the model's, the one with an observer, or its own."""
    if isinstance(verdict.question, NotYetDecided) or verdict.parts:
        return "own"
    if verdict.question.system is system:
        return "model"
    asked = question_of(system, item.sentence)
    same = not isinstance(asked, NotYetDecided) and asked.system.model == verdict.question.system.model
    return "observed" if same else "own"


def _with_system(verdict: Verdict, kind: str, system: TransitionSystem, item: Property) -> Verdict:
    """The verdict as this process would have made it."""
    question = verdict.question
    if kind != "own" and not isinstance(question, NotYetDecided):
        asked = question_of(system, item.sentence)
        graph = system if kind == "model" or isinstance(asked, NotYetDecided) else asked.system
        question = replace(question, system=graph)
    return replace(verdict, property=item, question=question)


def _groups(items: Sequence[Property]) -> list[list[int]]:
    """The numbers of the properties, those about one goal together, so that they share work; large groups first."""
    groups: dict[object, list[int]] = {}
    for number, item in enumerate(items):
        match item.sentence:
            case CanReach(_, target, None, actors, 0) | SomeCanReach(_, target, None, actors):
                key: object = (target, actors)
            case _:
                key = number
        groups.setdefault(key, []).append(number)
    return sorted(groups.values(), key=lambda group: (-len(group), group))
