"""The syntax tree of a policy file: what was written, nothing resolved.

Every node has a `span`, and every node that takes a line of its own has `comments`; both stand outside equality.
"""

from __future__ import annotations

from dataclasses import field

from bcm_formal.diagnostics import Span
from bcm_formal.language.tree.clauses import (
    NO_COMMENTS,
    NO_ORIGIN,
    ActsAtOnce,
    Assignment,
    AttributeType,
    Between,
    Calendar,
    CalendarEntry,
    ChoiceType,
    ChosenValue,
    ClockStart,
    Comments,
    Confidence,
    Covers,
    Expectation,
    Happening,
    InForce,
    IntegerType,
    LawOf,
    LevelType,
    Note,
    Origin,
    PossibilityExpectation,
    Quote,
    RangeType,
    ReadingRange,
    Repealed,
    Requirement,
    Runs,
    ScenarioLine,
    ScenarioStart,
    ScoreLine,
    SourceReference,
    StatusLimit,
    Table,
    TableRow,
    Takes,
    TimeStep,
    TranslatedTitle,
    While,
    YesNoType,
    Yields,
    Zero,
)
from bcm_formal.language.tree.include import IncludeDecl
from bcm_formal.language.tree.measures import ClockDecl, EffortDecl, WindowDecl
from bcm_formal.language.tree.reforms import PartOfReform
from bcm_formal.language.tree.rules import EventDecl, LimitDecl, TransitionDecl
from bcm_formal.language.tree.sentences import (
    BetterNeverBlocks,
    BetterNeverDelays,
    Ctl,
    CtlAnd,
    CtlImplies,
    CtlNot,
    CtlOr,
    CtlUnary,
    CtlUnaryOp,
    CtlUntil,
    EveryEntryHas,
    EveryExitHas,
    EveryPersonCanReach,
    EveryPersonHas,
    EveryPersonMustReach,
    Formula,
    Goal,
    NoDeadEnds,
    NoPerson,
    NoPersonCanReach,
    OnlyAfter,
    PathIndependent,
    PathQuantifier,
    Sentence,
    SomePersonCanReach,
    StateCondition,
    TimeFrom,
    TimeIndependent,
    Who,
)
from bcm_formal.language.tree.shared import ForPolicies, PropertiesDecl, Renaming
from bcm_formal.language.tree.terms import (
    UNITS,
    And,
    AnyValue,
    Arithmetic,
    ArithmeticOp,
    Compare,
    CompareOp,
    Date,
    Duration,
    Expression,
    Extreme,
    ExtremeOp,
    IfThenElse,
    Implies,
    In,
    Literals,
    Name,
    Negative,
    NeighbouringLevel,
    Not,
    Number,
    OneOf,
    Or,
    StepOp,
    Text,
    Unit,
    YesNo,
    operands,
    subexpressions,
)
from bcm_formal.records import dataclass

__all__ = [
    "NO_COMMENTS",
    "NO_ORIGIN",
    "UNITS",
    "ActorDecl",
    "ActsAtOnce",
    "And",
    "AnyValue",
    "Arithmetic",
    "ArithmeticOp",
    "Assignment",
    "AttributeDecl",
    "AttributeType",
    "BetterNeverBlocks",
    "BetterNeverDelays",
    "Between",
    "Calendar",
    "CalendarEntry",
    "ChoiceType",
    "ChosenValue",
    "ClockDecl",
    "ClockStart",
    "Comments",
    "Compare",
    "CompareOp",
    "Confidence",
    "Covers",
    "Ctl",
    "CtlAnd",
    "CtlImplies",
    "CtlNot",
    "CtlOr",
    "CtlUnary",
    "CtlUnaryOp",
    "CtlUntil",
    "Date",
    "Declaration",
    "DefineDecl",
    "Duration",
    "EffortDecl",
    "EventDecl",
    "EveryEntryHas",
    "EveryExitHas",
    "EveryPersonCanReach",
    "EveryPersonHas",
    "EveryPersonMustReach",
    "Expectation",
    "Expression",
    "Extreme",
    "ExtremeOp",
    "ForPolicies",
    "Formula",
    "Goal",
    "Happening",
    "IfThenElse",
    "Implies",
    "In",
    "InForce",
    "IncludeDecl",
    "IntegerType",
    "LawOf",
    "LayerDecl",
    "LevelType",
    "LimitDecl",
    "Literals",
    "Name",
    "Negative",
    "NeighbouringLevel",
    "NoDeadEnds",
    "NoPerson",
    "NoPersonCanReach",
    "Not",
    "Note",
    "Number",
    "OneOf",
    "OnlyAfter",
    "Or",
    "Origin",
    "ParameterDecl",
    "PathIndependent",
    "PathQuantifier",
    "PolicyDecl",
    "PolicyFile",
    "PossibilityExpectation",
    "PropertiesDecl",
    "PropertyDecl",
    "Quote",
    "RangeType",
    "ReadingRange",
    "Renaming",
    "Repealed",
    "Requirement",
    "Runs",
    "ScenarioDecl",
    "ScenarioLine",
    "ScenarioStart",
    "ScoreDecl",
    "ScoreLine",
    "Sentence",
    "SomePersonCanReach",
    "SourceDecl",
    "SourceReference",
    "StartDecl",
    "StateCondition",
    "StatusDecl",
    "StatusLimit",
    "StepOp",
    "Table",
    "TableRow",
    "Takes",
    "Text",
    "TimeFrom",
    "TimeIndependent",
    "TimeStep",
    "TransitionDecl",
    "TranslatedTitle",
    "Unit",
    "UnreadDeclaration",
    "While",
    "Who",
    "WindowDecl",
    "YesNo",
    "YesNoType",
    "Yields",
    "Zero",
    "operands",
    "subexpressions",
]


@dataclass(frozen=True, slots=True)
class PolicyDecl:
    """`policy NAME "title"` and what holds for the whole policy."""

    name: Name
    title: Text | None
    time: TimeStep | None
    calendar: Calendar | None
    law_of: LawOf | None
    covers: Covers | None
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SourceDecl:
    """`source ID "title" [url "…"] [checked DATE]`."""

    name: Name
    title: Text
    url: Text | None
    checked: Date | None
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LayerDecl:
    name: Name
    title: Text | None
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ActorDecl:
    name: Name
    title: Text | None
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ParameterDecl:
    """`parameter NAME = VALUE [between A and B]` or `parameter NAME by ATTR: v1 VALUE, …`."""

    name: Name
    title: Text | None
    value: Expression | Table
    between: Between | None
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AttributeDecl:
    """`attribute NAME: TYPE[, fixed][, starts VALUE|any]`; `starts` is None if not written."""

    name: Name
    title: Text | None
    type: AttributeType
    fixed: bool
    starts: Expression | AnyValue | None
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class StatusDecl:
    name: Name
    layer: Name
    title: Text | None
    limit: StatusLimit | None
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)
    acts: ActsAtOnce | None = None


@dataclass(frozen=True, slots=True)
class DefineDecl:
    """`define NAME = EXPR`; several requirements hold together (and)."""

    name: Name
    title: Text | None
    body: tuple[Requirement, ...]
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ScoreDecl:
    name: Name
    title: Text | None
    lines: tuple[ScoreLine, ...]
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class StartDecl:
    """`start in S, … [with COND]`; at least one place."""

    places: tuple[Name, ...]
    condition: Expression | None
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PropertyDecl:
    """`property NAME ["title"]: SENTENCE`; `sentence_comments` belong to the sentence's lines."""

    name: Name
    title: Text | None
    sentence: Sentence
    origin: Origin
    span: Span = field(compare=False, repr=False)
    sentence_comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ScenarioDecl:
    name: Name
    title: Text | None
    start: ScenarioStart
    lines: tuple[ScenarioLine, ...]
    origin: Origin
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


Declaration = (
    PolicyDecl
    | IncludeDecl
    | PropertiesDecl
    | SourceDecl
    | LayerDecl
    | ActorDecl
    | ParameterDecl
    | AttributeDecl
    | ClockDecl
    | EffortDecl
    | WindowDecl
    | StatusDecl
    | DefineDecl
    | ScoreDecl
    | TransitionDecl
    | EventDecl
    | LimitDecl
    | StartDecl
    | PropertyDecl
    | ScenarioDecl
    | PartOfReform
)


@dataclass(frozen=True, slots=True)
class UnreadDeclaration:
    """A declaration whose own text is wrong: it was reported, and its name, if any, must not be called unknown.

    `values` are names that may be values of it (levels and choices of an attribute).
    """

    keyword: str
    name: Name | None
    values: tuple[Name, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """A whole file, declarations in order; `unread` is empty unless there were errors.

    `closing` are the comments after the last declaration; `given` are values instead of those of the text.
    """

    declarations: tuple[Declaration, ...]
    span: Span = field(compare=False, repr=False)
    unread: tuple[UnreadDeclaration, ...] = field(default=(), compare=False)
    closing: tuple[str, ...] = field(default=(), compare=False)
    given: tuple[ParameterDecl, ...] = field(default=(), compare=False)
