"""Syntax of the parts of declarations: clauses, types, lines of a block, and the comments around them."""

from __future__ import annotations

from dataclasses import field

from bcm_formal.diagnostics import Span
from bcm_formal.language.tree.terms import AnyValue, Date, Duration, Expression, Name, Text, Unit
from bcm_formal.records import dataclass


@dataclass(frozen=True, slots=True)
class Comments:
    """Comments around a line: on lines before it, beside it, on lines after it; each begins with `#`.

    An empty string in `before` is a blank line (kept between declarations only).
    """

    before: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


NO_COMMENTS = Comments()


# --- Clauses that every declaration may carry --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceReference:
    """`source ID "pinpoint"`."""

    source: Name
    pinpoint: Text | None
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quote:
    text: Text
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Confidence:
    """`confidence low`: how far the declaration can be relied on, one of `LEVELS_OF_CONFIDENCE`."""

    level: str
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Note:
    text: Text
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TranslatedTitle:
    """`title ja "…"`; the language is written as a name."""

    language: Name
    text: Text
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class InForce:
    """`in force [from D] [until D|before D]`; at least one day is given, and of the last two at most one.

    `until` is the last day on which it holds, `before` the first on which it no longer does.
    """

    start: Date | None
    until: Date | None
    before: Date | None
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Repealed:
    """`repealed D`: closes a chain of versions."""

    date: Date
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Origin:
    """The clauses about where a declaration comes from and when it is law."""

    in_force: InForce | None = None
    repealed: Repealed | None = None
    titles: tuple[TranslatedTitle, ...] = ()
    sources: tuple[SourceReference, ...] = ()
    quotes: tuple[Quote, ...] = ()
    confidence: Confidence | None = None
    notes: tuple[Note, ...] = ()


NO_ORIGIN = Origin()


# --- Parts of declarations -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of a `when`, `unless` or `define`; all lines of one clause hold together (and)."""

    condition: Expression
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Takes:
    """`takes 6 months [of study]`: how long the event must have been possible otherwise; of an effort it shares."""

    length: Expression
    effort: Name | None
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Assignment:
    """`set x = EXPR` or `set x = any`."""

    target: Name
    value: Expression | AnyValue
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Yields:
    """`yields to RULE, …`: the rules of the law that go first; at least one."""

    rules: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LawOf:
    """`in force D` of the policy: the day whose law is read."""

    date: Date
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Covers:
    """`covers D to D` of the policy: the days whose law it says, both included."""

    first: Date
    last: Date
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TimeStep:
    """`time in months`."""

    unit: Unit
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """`1 year is 365 days`."""

    period: Duration
    length: Duration
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Calendar:
    entries: tuple[CalendarEntry, ...]
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Between:
    """`between A and B`: the values a parameter may be given, both included."""

    low: Expression
    high: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TableRow:
    key: Expression
    value: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Table:
    """`by ATTR: v1 VALUE, v2 VALUE`; at least one row."""

    attribute: Name
    rows: tuple[TableRow, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class YesNoType:
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ChoiceType:
    """`one of a, b`: names, or durations, or numbers; at least one."""

    values: tuple[Expression, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LevelType:
    """`a < b < c`, lowest first; at least two."""

    levels: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RangeType:
    """`0 to 3`, both included, or with a unit `0 to 100 percent`."""

    low: int
    high: int
    span: Span = field(compare=False, repr=False)
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class IntegerType:
    """`integer`, or with a unit `integer JPY`."""

    span: Span = field(compare=False, repr=False)
    unit: str | None = None


AttributeType = YesNoType | ChoiceType | LevelType | RangeType | IntegerType


@dataclass(frozen=True, slots=True)
class Runs:
    """`runs in S, …`, `runs while COND` or both; `places` may be empty."""

    places: tuple[Name, ...]
    condition: Expression | None
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Zero:
    """`zero in S, …`, `zero while COND` or both; `places` may be empty."""

    places: tuple[Name, ...]
    condition: Expression | None
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ReadingRange:
    """`0 to 5 years`, `at least 18 years`, `at most 5 years`; at least one end is given."""

    low: Expression | None
    high: Expression | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ClockStart:
    """`starts DURATION`, `starts any`, or `starts` with a range."""

    value: Expression | AnyValue | ReadingRange
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ActsAtOnce:
    """`acts at once` in a status: no time passes there."""

    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class StatusLimit:
    """`at most D, then S` in a status: a limit on `time_in_status`, with an origin of its own."""

    bound: Expression
    target: Name
    span: Span = field(compare=False, repr=False)
    origin: Origin = NO_ORIGIN
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)
    yields: Yields | None = None


@dataclass(frozen=True, slots=True)
class While:
    """`while COND, then S` of a limit; one conjunct of the condition compares a clock."""

    condition: Expression
    target: Name
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """`30 when COND`; points may be negative."""

    points: int
    condition: Expression
    span: Span = field(compare=False, repr=False)
    origin: Origin = NO_ORIGIN
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ScenarioStart:
    """`start in S [with COND]`."""

    places: tuple[Name, ...]
    condition: Expression | None
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ChosenValue:
    """`x is V` after an action: the value that a `set x = any` takes."""

    target: Name
    value: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Happening:
    """`NAME`, `NAME with x is V, …`, `after D` or `after D: NAME`; a wait or an action or both."""

    wait: Expression | None
    action: Name | None
    chosen: tuple[ChosenValue, ...]
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Expectation:
    """`expect COND`."""

    condition: Expression
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PossibilityExpectation:
    """`expect NAME possible` or `expect NAME impossible`."""

    action: Name
    possible: bool
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


ScenarioLine = Happening | Expectation | PossibilityExpectation
