"""The library for the numbers of a policy: with which values of some parameters does each property hold?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace

from bcm_formal.api.allowed import Progress, silent
from bcm_formal.diagnostics import Diagnostic, DiagnosticError, did_you_mean
from bcm_formal.model.as_read import must_be_as_read, read_again
from bcm_formal.model.expressions import Number, Term, bare
from bcm_formal.model.model import Model, Parameter, Property
from bcm_formal.processes.allowance import NO_LIMITS, Allowance
from bcm_formal.processes.sharing import Failed, Said, Stopped, events
from bcm_formal.project.selection import select
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.grouping import groups_of
from bcm_formal.versions.sweeping.carried import Carrying
from bcm_formal.versions.sweeping.frontier import Sweep
from bcm_formal.versions.sweeping.results import Frontier, OpenNumber, Swept
from bcm_formal.vetting.opening import Opened, bounds_of, opened

Ends = tuple[str, str]
"""the least and the greatest value, in the words of the policy"""


def sweep(
    model: Model,
    numbers: Mapping[str, Ends | None],
    properties: Iterable[str] | None = None,
    *,
    solvers: Sequence[str] = ("z3",),
    allowance: Allowance = NO_LIMITS,
    progress: Progress = silent,
) -> Swept:
    """For each property (None: of all) the values of these parameters with which it holds, and with which it does not.

    A parameter lies between two values, which are those of its own bounds where none are given. Raises
    `DiagnosticError` (BCM431) for a name that is no parameter and for one without bounds, and (BCM903) for a name that
    is no property.
    """
    must_be_as_read(model)
    asked, _ = select(model, None if properties is None else tuple(properties))
    found = [parameter_of(model, name, ends) for name, ends in numbers.items()]
    open_numbers = tuple(OpenNumber(item.name, bounds) for item in found if (bounds := bounds_of(item)) is not None)
    policy = opened(model, *found)
    if isinstance(policy, str):
        names = " and ".join(f"`{item.name}`" for item in found)
        message = f"{names} cannot be left open: {policy}"
        raise DiagnosticError(
            (Diagnostic("BCM431", message, help="try some values: `bcm sweep --vary NAME=LOW..HIGH`"),)
        )
    return _swept(Swept(model, open_numbers, ()), policy, asked, tuple(solvers), allowance.begun(), progress)


def _swept(
    empty: Swept,
    policy: Opened,
    asked: Sequence[Property],
    solvers: tuple[str, ...],
    allowance: Allowance,
    progress: Progress,
) -> Swept:
    plane = empty.plane
    everything = (plane.everything,)
    can = [item for item in asked if item.name in policy.model.property]
    why = "it is used where the language takes no open value"
    known = {item.name: Frontier(item.name, (), (), everything, why=why) for item in asked if item not in can}
    values = {item.name: item.bounds.value for item in empty.numbers}
    carrying = Carrying(TransitionSystem(empty.model), values, solvers)
    sweeping = Sweep(TransitionSystem(policy.model), policy.terms, plane, solvers, carrying=carrying)

    def work(number: int) -> Iterator[Frontier]:
        yield sweeping.frontier(policy.model.property[can[number].name])

    with closing(events(groups_of(can), work, allowance)) as stream:
        for event in stream:
            match event:
                case Said(_, frontier):
                    known[frontier.name] = frontier
                case Stopped(number, reason):
                    name = can[number].name
                    known[name] = Frontier(name, (), (), everything, why=reason)
                case Failed(_, error):
                    raise error
                case _:
                    pass
            progress(f"{empty.model.name}: {len(known)} of {len(asked)} properties")
    return replace(empty, frontiers=tuple(known[item.name] for item in asked))


def parameter_of(model: Model, name: str, ends: Ends | None) -> Parameter:
    """The parameter of this name, between these ends. Raises `DiagnosticError` (BCM431)."""
    item = next((item for item in model.parameters if item.name == name), None)
    if item is None:
        known = [each.name for each in model.parameters]
        message = f"there is no parameter `{name}`"
        listed = ", ".join(f"`{each}`" for each in known[:8])
        remedy = did_you_mean(name, known) or (f"the parameters are {listed}" if known else "the policy has none")
        raise DiagnosticError((Diagnostic("BCM431", message, help=remedy),))
    if ends is not None:
        low, high = (value_of(model, name, end) for end in ends)
        if low > high:
            message = f"`{ends[0]}` is more than `{ends[1]}`: give the least value of `{name}` first"
            raise DiagnosticError((Diagnostic("BCM431", message),))
        item = replace(item, lowest=low, highest=high)
    if bounds_of(item) is None:
        message = f"the parameter `{name}` has no bounds, or is a table of values"
        remedy = f"say between which values: `--open {name}=LOW..HIGH`, or `between LOW and HIGH` in the policy"
        raise DiagnosticError((Diagnostic("BCM431", message, item.span, help=remedy),))
    return item


def value_of(model: Model, name: str, words: str) -> int:
    """A value of a parameter in the words of the policy as a number. Raises `DiagnosticError`."""
    reading = read_again(model, {name: words})
    if reading.model is None:
        raise DiagnosticError(reading.diagnostics)
    body = next(item.body for item in reading.model.parameters if item.name == name)
    value = bare(body) if isinstance(body, Term) else None
    if not isinstance(value, Number):
        raise DiagnosticError((Diagnostic("BCM431", f"`{words}` is more than one value of `{name}`"),))
    return value.value
