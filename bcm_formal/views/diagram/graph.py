"""The diagram as data: what is drawn, in words and style classes, before any renderer chooses ink and paper.

Order of declaration is kept everywhere, so that equal models give equal pictures.
"""

from __future__ import annotations

from enum import Enum

from bcm_formal.records import dataclass


class Emphasis(Enum):
    """How loud a part is drawn. Without a highlight everything is `PLAIN`."""

    PLAIN = "plain"
    STRONG = "highlighted"
    FAINT = "faint"


class Mark(Enum):
    """What a change of the law makes of a part of the picture. The value is its word."""

    NEW = "new"
    GONE = "gone"
    TIGHTENED = "tightened"
    LOOSENED = "loosened"
    CHANGED = "changed"
    ONCE = "once"
    """it becomes of persons on the day of the change"""
    OPEN = "not decided"


class RuleKind(Enum):
    TRANSITION = "transition"
    EVENT = "event"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Style:
    """What a line looks like; edges of one style may share a line."""

    actor: str
    adverse: bool = False
    dead: bool = False
    emphasis: Emphasis = Emphasis.PLAIN
    mark: Mark | None = None
    ways: tuple[str, ...] = ()
    """the letters of those classes of persons whose pathways it is on"""
    waited: int = 0
    """how long the wait before it is, from 0 to `LONGEST` of those brought out"""
    closed: bool = False
    """it is an exit that is closed where the person is"""


LONGEST = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, and what became of what it tells of."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the text of the policy has something."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as it is shown: short beside its line, in full in the table and the tooltip."""

    name: str
    kind: RuleKind
    title: str
    is_time_limit: bool
    """it is the `at most` clause of a status, which says how long it lasts"""
    style: Style
    actor: str
    """the actor's title"""
    requirements: tuple[str, ...]
    """in full, one line each; of a limit: when it runs out"""
    effects: tuple[str, ...]
    citations: tuple[str, ...]
    sources: str
    """where it happens, in titles of statuses and layers"""
    target: str | None
    """title of the status it leads to"""
    steps: tuple[int | str, ...] = ()
    """numbers of the steps of the highlighted trace that it is, or letters of the pathways that it is on"""
    missing: tuple[str, ...] = ()
    """of a closed exit: what it asks for and what is there instead"""
    number: int | None = None
    """its number in the table; None: there is no table"""
    excepted: str = ""
    """titles of statuses of a layer that do not have the rule, where it is listed for the others"""
    word: str = ""
    """what became of it, in a picture of a change"""
    details: tuple[str, ...] | None = None
    """what is told beside its line instead of its requirements"""
    asked: tuple[str, ...] = ()
    """its requirements with the values of parameters: `residence at least 5 years (settle_after)`"""
    quotes: tuple[str, ...] = ()
    line: Place | None = None

    @property
    def beside(self) -> tuple[str, ...]:
        """What is told beside its line."""
        return self.requirements if self.details is None else self.details


@dataclass(frozen=True, slots=True)
class Wait:
    """Time that passes in a status at some step of the highlighted trace."""

    step: int | str
    text: str


@dataclass(frozen=True, slots=True)
class Node:
    """A status. `rules` are the events that happen in it and change no status."""

    name: str
    title: str
    limits: tuple[str, ...]
    """`at most 5 years → overstay`"""
    rules: tuple[Rule, ...]
    waits: tuple[Wait, ...]
    start: bool
    unreachable: bool
    emphasis: Emphasis
    citations: tuple[str, ...]
    mark: Mark | None = None
    word: str = ""
    """what became of it, in a picture of a change"""
    changed: tuple[Line, ...] = ()
    """of `limits`, what is otherwise under the new law"""
    quotes: tuple[str, ...] = ()
    line: Place | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """A layer. `rules` are the events that happen in all, or nearly all, of its statuses and change none."""

    name: str
    title: str
    nodes: tuple[Node, ...]
    rules: tuple[Rule, ...]
    note: str = ""
    """how many of its statuses are drawn, if not all"""
    index: int = 0
    """its place among all layers, which has a colour"""


class EndKind(Enum):
    STATUS = "status"
    LAYER = "layer"


@dataclass(frozen=True, slots=True)
class End:
    """Where a line begins or ends. At a layer: it stands for a line from each of its statuses."""

    kind: EndKind
    name: str


@dataclass(frozen=True, slots=True)
class Tail:
    """One beginning of a line."""

    end: End
    emphasis: Emphasis
    excepted: str = ""
    """titles of statuses of the layer from which it does not begin"""
    lacking: tuple[str, ...] = ()
    """their names"""
    ways: tuple[str, ...] = ()
    """the letters of the pathways on which it begins there"""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line into one status. Where a rule leads there from several places, the lines meet in its label."""

    tails: tuple[Tail, ...]
    head: End
    rules: tuple[Rule, ...]
    style: Style


@dataclass(frozen=True, slots=True)
class ActorKey:
    """An actor who moves in this picture, for the legend."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class ChangeKey:
    """What there is to say beside a picture of a change."""

    notes: tuple[Line, ...]
    """what changed and is neither a line nor a status"""
    left_out: str = ""
    """what is not drawn"""


@dataclass(frozen=True, slots=True)
class WayKey:
    """A class of persons whose pathway is brought out, for the legend: its letter, and who it is."""

    letter: str
    words: str


@dataclass(frozen=True, slots=True)
class Graph:
    """The whole picture."""

    name: str
    title: str
    subtitle: str
    clusters: tuple[Cluster, ...]
    everywhere: tuple[Rule, ...]
    """events that happen in every status"""
    edges: tuple[Edge, ...]
    actors: tuple[ActorKey, ...]
    has_event_details: bool
    """events are listed with their requirements; else only their names are, and the table has the rest"""
    table: tuple[Rule, ...]
    """rules of which the picture shows only number or name"""
    change: ChangeKey | None = None
    """None: it shows one law"""
    ways: tuple[WayKey, ...] = ()

    def nodes(self) -> tuple[Node, ...]:
        return tuple(node for cluster in self.clusters for node in cluster.nodes)
