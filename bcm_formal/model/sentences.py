"""Property sentences and CTL formulas of the checked model: what is said of persons, goals, actors and time."""

from __future__ import annotations

from bcm_formal.model.expressions import TRUE, Condition
from bcm_formal.model.tree import Tree
from bcm_formal.model.types import Value
from bcm_formal.records import dataclass


@dataclass(frozen=True, slots=True)
class NoPerson:
    """No reachable state satisfies `condition`."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class EveryHas:
    """Every reachable state with `condition` satisfies `conclusion`."""

    condition: Condition
    conclusion: Condition


@dataclass(frozen=True, slots=True)
class EveryEntering:
    """Before any step into `target` from outside of it, in `origin`, `conclusion` holds (read in the state before).

    With `actors`, `law` perhaps among them, only of steps that are events of theirs; limits are the law's.
    """

    target: Condition
    conclusion: Condition
    origin: Condition = TRUE
    actors: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class EveryLeaving:
    """Before any step from `origin` out of it, `conclusion` holds (read in the state before). `actors` as above."""

    origin: Condition
    conclusion: Condition
    actors: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class CanReach:
    """From every reachable state with `condition` there is a path to target, by moves of `actors` (None: of all) that
    are not adverse unless `adverse` says so, in `within` steps, despite setbacks."""

    condition: Condition
    target: Condition
    within: int | None = None
    actors: tuple[str, ...] | None = None
    """without `law`, which always counts"""
    despite: int | None = None
    """so many adverse events, at least one, may hit; then `adverse` is False"""
    adverse: bool = False
    """adverse events may be of help, too"""


@dataclass(frozen=True, slots=True)
class MustReach:
    """AG(condition → AF target), or within so many steps."""

    condition: Condition
    target: Condition
    within: int | None = None


@dataclass(frozen=True, slots=True)
class SomeCanReach:
    """Some reachable state with `condition` has a path to target (in `within` steps from there)."""

    condition: Condition
    target: Condition
    within: int | None = None
    actors: tuple[str, ...] | None = None
    adverse: bool = True
    """adverse events count; the language has no word for that they do not"""


@dataclass(frozen=True, slots=True)
class NoneCanReach:
    """No reachable state with `condition` has a path to target (in `within` steps from there), by whatever happens."""

    condition: Condition
    target: Condition
    within: int | None = None
    actors: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class OnlyAfter:
    """Nobody is in `target` unless `condition` held at or before."""

    target: Condition
    condition: Condition


@dataclass(frozen=True, slots=True)
class Among:
    """Which two states a sentence compares, besides that they are equal but for the attribute: those with `condition`,
    which does not read the attribute; and what counts on their paths: the events of these actors (None: of all)."""

    condition: Condition = TRUE
    actors: tuple[str, ...] | None = None


EVERYBODY = Among()


@dataclass(frozen=True, slots=True)
class Change:
    """The attribute has one value in the first state and another one in the second."""

    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class BetterNeverBlocks:
    """Of two reachable states equal but for the attribute, the better one has a path (in `within` steps) if the other
    has. With a `change`, the better one is that after it."""

    attribute: str
    target: Condition
    within: int | None = None
    among: Among = EVERYBODY
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class DoesNotDepend:
    """Of two reachable states equal but for the attribute, both have a path (in `within` steps), or neither."""

    attribute: str
    target: Condition
    within: int | None = None
    among: Among = EVERYBODY


@dataclass(frozen=True, slots=True)
class BetterNeverDelays:
    """Of two reachable states equal but for the attribute, the better one's quickest path takes at most `later` steps
    more than the other's, which may be less than none; having none is longer than any. With a `change`, the better one
    is that after it."""

    attribute: str
    target: Condition
    later: int = 0
    among: Among = EVERYBODY
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class TimeDoesNotDepend:
    """Of two reachable states equal but for the attribute, the quickest paths take equally long, or there are none."""

    attribute: str
    target: Condition
    among: Among = EVERYBODY


@dataclass(frozen=True, slots=True)
class TimeFrom:
    """Of every state in which a life enters, or begins in, the statuses of `origin` the quickest path to the target
    takes at most `bound` steps, or (`at_least`) none takes less. The conditions read the status alone."""

    origin: Condition
    target: Condition
    at_least: bool
    bound: int


PairSentence = BetterNeverBlocks | DoesNotDepend | BetterNeverDelays | TimeDoesNotDepend
"""what compares two persons"""


@dataclass(frozen=True, slots=True)
class NoDeadEnds:
    """In every reachable state time can pass or something can happen."""


@dataclass(frozen=True, slots=True, eq=False)
class CtlState(Tree):
    condition: Condition


@dataclass(frozen=True, slots=True, eq=False)
class CtlNot(Tree):
    formula: Formula


@dataclass(frozen=True, slots=True, eq=False)
class CtlAnd(Tree):
    formulas: tuple[Formula, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CtlOr(Tree):
    formulas: tuple[Formula, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CtlNext(Tree):
    every: bool
    formula: Formula


@dataclass(frozen=True, slots=True, eq=False)
class CtlUntil(Tree):
    """E/A [left U right]; `weak` for W (right need never come). F φ is [true U φ], G φ is [φ W false]."""

    every: bool
    weak: bool
    left: Formula
    right: Formula


Formula = CtlState | CtlNot | CtlAnd | CtlOr | CtlNext | CtlUntil


@dataclass(frozen=True, slots=True)
class Ctl:
    formula: Formula


Sentence = (
    NoPerson
    | EveryHas
    | EveryEntering
    | EveryLeaving
    | CanReach
    | MustReach
    | SomeCanReach
    | NoneCanReach
    | OnlyAfter
    | BetterNeverBlocks
    | DoesNotDepend
    | BetterNeverDelays
    | TimeDoesNotDepend
    | TimeFrom
    | NoDeadEnds
    | Ctl
)
