"""What the parser reads becomes the first lines and the clauses of declarations.

The methods are named like the rules of the grammar. A first line becomes its declaration with all clauses empty, or a
`Head` where a declaration cannot be without its clauses.
"""

from __future__ import annotations

from dataclasses import field

from bcm_formal.diagnostics import Diagnostic, Edit, Fix, Span, nearest
from bcm_formal.language.reading.from_parse_sentences import Places, SentenceBuilder, With, with_unit
from bcm_formal.language.reading.from_parse_terms import Names, Parsed, RefusedError, UnitWord, every, find, whole
from bcm_formal.language.tree.policy import (
    NO_ORIGIN,
    ActorDecl,
    ActsAtOnce,
    AnyValue,
    Assignment,
    AttributeDecl,
    AttributeType,
    Between,
    Calendar,
    CalendarEntry,
    ChoiceType,
    ChosenValue,
    ClockDecl,
    ClockStart,
    Confidence,
    Covers,
    Date,
    DefineDecl,
    Duration,
    EffortDecl,
    EventDecl,
    Expectation,
    Expression,
    ForPolicies,
    Happening,
    IncludeDecl,
    InForce,
    IntegerType,
    LawOf,
    LayerDecl,
    LevelType,
    Name,
    Negative,
    Note,
    Number,
    ParameterDecl,
    PolicyDecl,
    PossibilityExpectation,
    PropertiesDecl,
    Quote,
    RangeType,
    ReadingRange,
    Renaming,
    Repealed,
    Requirement,
    Runs,
    ScenarioStart,
    ScoreDecl,
    ScoreLine,
    SourceDecl,
    SourceReference,
    StartDecl,
    StatusDecl,
    StatusLimit,
    Table,
    TableRow,
    Takes,
    Text,
    TimeStep,
    TransitionDecl,
    TranslatedTitle,
    While,
    WindowDecl,
    YesNoType,
    Yields,
    Zero,
)
from bcm_formal.language.vocabulary import LEVELS_OF_CONFIDENCE
from bcm_formal.records import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a limit, property or scenario."""

    name: Name
    title: Text | None
    places: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Actor:
    name: Name
    adverse: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Fixed:
    span: Span


@dataclass(frozen=True, slots=True)
class Starts:
    value: Expression | AnyValue
    span: Span


@dataclass(frozen=True, slots=True)
class UntilDay:
    day: Date
    span: Span


@dataclass(frozen=True, slots=True)
class BeforeDay:
    day: Date
    span: Span


@dataclass(frozen=True, slots=True)
class WhileCondition:
    condition: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Counted:
    places: tuple[Name, ...]
    condition: Expression | None
    span: Span


def _integer(signed: Number | Negative) -> int:
    if isinstance(signed, Number):
        return signed.value
    assert isinstance(signed.operand, Number)
    return -signed.operand.value


def _title(p: list[Parsed]) -> Text | None:
    """The one title of a first line."""
    titles = every(Text, p)
    if len(titles) > 1:
        raise RefusedError(Diagnostic("BCM118", "the title is given twice", titles[1].span, "give it once"))
    return titles[0] if titles else None


class TreeBuilder(SentenceBuilder):
    """Callbacks of the rules for lines."""

    def policy_head(self, p: list[Parsed]) -> PolicyDecl:
        return PolicyDecl(p[1], _title(p), None, None, None, None, NO_ORIGIN, whole(p))

    def properties_head(self, p: list[Parsed]) -> PropertiesDecl:
        return PropertiesDecl(p[1], _title(p), (), NO_ORIGIN, whole(p))

    def include_head(self, p: list[Parsed]) -> IncludeDecl:
        return IncludeDecl(p[1], whole(p))

    def source_head(self, p: list[Parsed]) -> SourceDecl:
        url = p[4] if len(p) > 4 and str(p[3]) == "url" else None
        return SourceDecl(p[1], p[2], url, find(Date, p), NO_ORIGIN, whole(p))

    def layer_head(self, p: list[Parsed]) -> LayerDecl:
        return LayerDecl(p[1], _title(p), NO_ORIGIN, whole(p))

    def actor_head(self, p: list[Parsed]) -> ActorDecl:
        return ActorDecl(p[1], _title(p), NO_ORIGIN, whole(p))

    def parameter_value(self, p: list[Parsed]) -> ParameterDecl:
        value = p[p.index("=") + 1]
        return ParameterDecl(p[1], _title(p), value, find(Between, p), NO_ORIGIN, whole(p))

    def parameter_table(self, p: list[Parsed]) -> ParameterDecl:
        attribute = p[p.index("by") + 1]
        rows = every(TableRow, p)
        table = Table(attribute, rows, attribute.span.to(rows[-1].span))
        return ParameterDecl(p[1], _title(p), table, find(Between, p), NO_ORIGIN, whole(p))

    def attribute_head(self, p: list[Parsed]) -> AttributeDecl:
        type_at = p.index(":") + 1
        kind: AttributeType = p[type_at]
        fixed, starts = every(Fixed, p), every(Starts, p)
        for twice, word in ((fixed[1:], "fixed"), (starts[1:], "starts")):
            if twice:
                raise RefusedError(Diagnostic("BCM118", f"`{word}` is given twice", twice[0].span, "give it once"))
        value = starts[0].value if starts else None
        return AttributeDecl(p[1], _title(p[:type_at]), kind, bool(fixed), value, NO_ORIGIN, whole(p))

    def clock_head(self, p: list[Parsed]) -> ClockDecl:
        fixed = any(str(part) == "fixed" for part in p[2:] if isinstance(part, str))
        return ClockDecl(p[1], _title(p), fixed, None, None, None, NO_ORIGIN, whole(p))

    def effort_head(self, p: list[Parsed]) -> EffortDecl:
        return EffortDecl(p[1], _title(p), NO_ORIGIN, whole(p))

    def window_head(self, p: list[Parsed]) -> WindowDecl:
        counted = find(Counted, p)
        assert counted is not None
        over, parts = with_unit(p[p.index("over") + 1]), int(p[-2])
        return WindowDecl(p[1], _title(p), counted.places, counted.condition, over, parts, NO_ORIGIN, whole(p))

    def counted(self, p: list[Parsed]) -> Counted:
        places, condition = find(Places, p), find(WhileCondition, p)
        return Counted(places.names if places else (), condition.condition if condition else None, whole(p))

    def status_head(self, p: list[Parsed]) -> StatusDecl:
        return StatusDecl(p[1], p[p.index("in") + 1], _title(p), None, NO_ORIGIN, whole(p))

    def define_head(self, p: list[Parsed]) -> DefineDecl:
        return DefineDecl(p[1], _title(p), (), NO_ORIGIN, whole(p))

    def score_head(self, p: list[Parsed]) -> ScoreDecl:
        return ScoreDecl(p[1], _title(p), (), NO_ORIGIN, whole(p))

    def transition_head(self, p: list[Parsed]) -> TransitionDecl:
        origins, actor = find(Names, p), find(Actor, p)
        assert origins is not None
        assert actor is not None
        target = p[p.index("to") + 1]
        return TransitionDecl(
            p[1],
            _title(p),
            origins.names,
            target,
            actor.name,
            actor.adverse,
            (),
            (),
            (),
            None,
            None,
            NO_ORIGIN,
            whole(p),
        )

    def event_head(self, p: list[Parsed]) -> EventDecl:
        places, actor = find(Places, p), find(Actor, p)
        assert actor is not None
        names = places.names if places else ()
        return EventDecl(p[1], _title(p), names, actor.name, actor.adverse, (), (), (), None, None, NO_ORIGIN, whole(p))

    def limit_head(self, p: list[Parsed]) -> Head:
        places = find(Places, p)
        return Head(p[1], _title(p), places.names if places else (), whole(p))

    def start_head(self, p: list[Parsed]) -> StartDecl:
        condition = find(With, p)
        return StartDecl(p[1].names, condition.condition if condition else None, NO_ORIGIN, whole(p))

    def property_head(self, p: list[Parsed]) -> Head:
        return Head(p[1], _title(p), (), whole(p))

    def scenario_head(self, p: list[Parsed]) -> Head:
        return Head(p[1], _title(p), (), whole(p))

    # --- parts of first lines ---

    def between(self, p: list[Parsed]) -> Between:
        return Between(p[1], p[3], whole(p))

    def table_row(self, p: list[Parsed]) -> TableRow:
        return TableRow(p[0], p[1], whole(p))

    def row_of_label(self, p: list[Parsed]) -> TableRow:
        """`2 LOW`: the last word is the value, for a row without one is none, so that it is no unit."""
        return TableRow(self.signed(p[:-1]), Name(str(p[-1]), p[-1].span), whole(p))

    def by_actor(self, p: list[Parsed]) -> Actor:
        return Actor(p[1], False, whole(p))

    def by_adverse_actor(self, p: list[Parsed]) -> Actor:
        return Actor(p[1], True, whole(p))

    def yes_no_type(self, p: list[Parsed]) -> YesNoType:
        return YesNoType(whole(p))

    def choice_type(self, p: list[Parsed]) -> ChoiceType:
        return ChoiceType(tuple(p[1::2]), whole(p))

    def level_type(self, p: list[Parsed]) -> LevelType:
        return LevelType(tuple(p[::2]), whole(p))

    def range_type(self, p: list[Parsed]) -> RangeType:
        return RangeType(_integer(p[0]), _integer(p[2]), whole(p), str(p[3]) if len(p) > 3 else None)

    def integer_type(self, p: list[Parsed]) -> IntegerType:
        return IntegerType(whole(p), str(p[1]) if len(p) > 1 else None)

    def fixed(self, p: list[Parsed]) -> Fixed:
        return Fixed(p[1].span)

    def starts(self, p: list[Parsed]) -> Starts:
        return Starts(p[2], p[1].span.to(p[2].span))

    # --- clauses ---

    def title_clause(self, p: list[Parsed]) -> TranslatedTitle:
        return TranslatedTitle(p[1], p[2], whole(p))

    def source_clause(self, p: list[Parsed]) -> SourceReference:
        return SourceReference(p[1], find(Text, p), whole(p))

    def quote_clause(self, p: list[Parsed]) -> Quote:
        return Quote(p[1], whole(p))

    def confidence_clause(self, p: list[Parsed]) -> Confidence:
        word = p[1]
        if word.text not in LEVELS_OF_CONFIDENCE:
            near = nearest(word.text, LEVELS_OF_CONFIDENCE)
            listed = ", ".join(f"`{level}`" for level in LEVELS_OF_CONFIDENCE)
            remedy = f"did you mean `{near[0]}`?" if near else f"it is one of {listed}"
            fix = Fix(f"replace by `{near[0]}`", (Edit(word.span, near[0]),)) if near else None
            message = f"`{word.text}` does not say how far something can be relied on"
            raise RefusedError(Diagnostic("BCM133", message, word.span, remedy, fix=fix))
        return Confidence(word.text, whole(p))

    def note_clause(self, p: list[Parsed]) -> Note:
        return Note(p[1], whole(p))

    def in_force(self, p: list[Parsed]) -> InForce:
        until, before = find(UntilDay, p), find(BeforeDay, p)
        return InForce(find(Date, p), until.day if until else None, before.day if before else None, whole(p))

    def until_day(self, p: list[Parsed]) -> UntilDay:
        return UntilDay(p[1], whole(p))

    def before_day(self, p: list[Parsed]) -> BeforeDay:
        return BeforeDay(p[1], whole(p))

    def law_of(self, p: list[Parsed]) -> LawOf:
        return LawOf(p[1], whole(p))

    def covers_clause(self, p: list[Parsed]) -> Covers:
        return Covers(p[1], p[3], whole(p))

    def for_clause(self, p: list[Parsed]) -> ForPolicies:
        return ForPolicies(p[1].names, every(Renaming, p), whole(p))

    def renaming(self, p: list[Parsed]) -> Renaming:
        return Renaming(p[0], p[1], p[3], whole(p))

    def repealed_clause(self, p: list[Parsed]) -> Repealed:
        return Repealed(p[1], whole(p))

    def time_clause(self, p: list[Parsed]) -> TimeStep:
        unit: UnitWord = p[2]
        return TimeStep(unit.unit, whole(p))

    def calendar_clause(self, p: list[Parsed]) -> Calendar:
        return Calendar(every(CalendarEntry, p), whole(p))

    def calendar_entry(self, p: list[Parsed]) -> CalendarEntry:
        return CalendarEntry(p[0], p[2], whole(p))

    def while_condition(self, p: list[Parsed]) -> WhileCondition:
        return WhileCondition(p[1], whole(p))

    def runs_clause(self, p: list[Parsed]) -> Runs:
        places, condition = find(Places, p), find(WhileCondition, p)
        return Runs(places.names if places else (), condition.condition if condition else None, whole(p))

    def zero_clause(self, p: list[Parsed]) -> Zero:
        places, condition = find(Places, p), find(WhileCondition, p)
        return Zero(places.names if places else (), condition.condition if condition else None, whole(p))

    def clock_starts_clause(self, p: list[Parsed]) -> ClockStart:
        value = p[1]
        return ClockStart(value if isinstance(value, AnyValue | ReadingRange) else with_unit(value), whole(p))

    def readings_between(self, p: list[Parsed]) -> ReadingRange:
        low, high = p[0], with_unit(p[2])
        if isinstance(low, Number) and isinstance(high, Duration):  # `0 to 5 years`
            low = Duration(low.value, high.unit, low.span)
        return ReadingRange(with_unit(low), high, whole(p))

    def readings_from(self, p: list[Parsed]) -> ReadingRange:
        return ReadingRange(with_unit(p[1]), None, whole(p))

    def readings_up_to(self, p: list[Parsed]) -> ReadingRange:
        return ReadingRange(None, with_unit(p[1]), whole(p))

    def acts_clause(self, p: list[Parsed]) -> ActsAtOnce:
        return ActsAtOnce(whole(p))

    def status_limit_clause(self, p: list[Parsed]) -> StatusLimit:
        return StatusLimit(with_unit(p[1]), p[4], whole(p))

    def while_clause(self, p: list[Parsed]) -> While:
        return While(p[1], p[4], whole(p))

    def yields_clause(self, p: list[Parsed]) -> Yields:
        return Yields(p[2].names, whole(p))

    def takes_clause(self, p: list[Parsed]) -> Takes:
        return Takes(with_unit(p[1]), p[3] if len(p) > 3 else None, whole(p))

    def set_clause(self, p: list[Parsed]) -> Assignment:
        return Assignment(p[1], p[3], whole(p))

    def condition(self, p: list[Parsed]) -> Requirement:
        return Requirement(p[0], p[0].span)

    # --- lines of blocks ---

    def score_line(self, p: list[Parsed]) -> ScoreLine:
        return ScoreLine(_integer(p[0]), p[2], whole(p))

    def scenario_start(self, p: list[Parsed]) -> ScenarioStart:
        condition = find(With, p)
        return ScenarioStart(p[1].names, condition.condition if condition else None, whole(p))

    def happening(self, p: list[Parsed]) -> Happening:
        action = find(Happening, p)
        wait = with_unit(p[1]) if len(p) > 1 else None
        if action is None:
            return Happening(wait, None, (), whole(p))
        return Happening(wait, action.action, action.chosen, whole(p))

    def happening_action(self, p: list[Parsed]) -> Happening:
        return Happening(None, p[0], every(ChosenValue, p), whole(p))

    def chosen(self, p: list[Parsed]) -> ChosenValue:
        return ChosenValue(p[0], p[2], whole(p))

    def expect(self, p: list[Parsed]) -> Expectation:
        return Expectation(p[1], whole(p))

    def expect_possible(self, p: list[Parsed]) -> PossibilityExpectation:
        return PossibilityExpectation(p[1], True, whole(p))

    def expect_impossible(self, p: list[Parsed]) -> PossibilityExpectation:
        return PossibilityExpectation(p[1], False, whole(p))
