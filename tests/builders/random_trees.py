"""Random syntax trees in the form in which the parser builds them."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from bcm_formal.diagnostics import HIDDEN, Source, Span
from bcm_formal.language.tree.policy import (
    UNITS,
    ActorDecl,
    ActsAtOnce,
    And,
    AnyValue,
    Arithmetic,
    Assignment,
    AttributeDecl,
    AttributeType,
    BetterNeverBlocks,
    BetterNeverDelays,
    Between,
    Calendar,
    CalendarEntry,
    ChoiceType,
    ChosenValue,
    ClockDecl,
    ClockStart,
    Comments,
    Compare,
    Confidence,
    Covers,
    Ctl,
    CtlAnd,
    CtlImplies,
    CtlNot,
    CtlOr,
    CtlUnary,
    CtlUntil,
    Date,
    Declaration,
    DefineDecl,
    Duration,
    EffortDecl,
    EventDecl,
    EveryEntryHas,
    EveryExitHas,
    EveryPersonCanReach,
    EveryPersonHas,
    EveryPersonMustReach,
    Expectation,
    Expression,
    Extreme,
    Formula,
    ForPolicies,
    Goal,
    Happening,
    IfThenElse,
    Implies,
    In,
    IncludeDecl,
    InForce,
    IntegerType,
    LawOf,
    LayerDecl,
    LevelType,
    LimitDecl,
    Name,
    Negative,
    NeighbouringLevel,
    NoDeadEnds,
    NoPerson,
    NoPersonCanReach,
    Not,
    Note,
    Number,
    OneOf,
    OnlyAfter,
    Or,
    Origin,
    ParameterDecl,
    PathIndependent,
    PolicyDecl,
    PossibilityExpectation,
    PropertiesDecl,
    PropertyDecl,
    Quote,
    RangeType,
    ReadingRange,
    Renaming,
    Repealed,
    Requirement,
    Runs,
    ScenarioDecl,
    ScenarioStart,
    ScoreDecl,
    ScoreLine,
    Sentence,
    SomePersonCanReach,
    SourceDecl,
    SourceReference,
    StartDecl,
    StateCondition,
    StatusDecl,
    StatusLimit,
    Table,
    TableRow,
    Takes,
    Text,
    TimeFrom,
    TimeIndependent,
    TimeStep,
    TransitionDecl,
    TranslatedTitle,
    While,
    Who,
    WindowDecl,
    YesNo,
    YesNoType,
    Yields,
    Zero,
)
from bcm_formal.language.tree.sentences import BetterAlwaysHastens, ForEvery, Raised
from bcm_formal.language.vocabulary import LEVELS_OF_CONFIDENCE

NOWHERE = Span(Source("<tree>", ""), 0, 0)

identifiers = st.sampled_from(["a", "b_1", "_c", "N5", "none", "statu", "Z9", "状態_1", "が", "срок", "नमस्ते"])
names = identifiers.map(lambda text: Name(text, NOWHERE))
name_lists = st.lists(names, min_size=1, max_size=3).map(tuple)
texts = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
    .filter(lambda value: not HIDDEN.search(value))
    .map(lambda value: Text(value, NOWHERE))
)
units = st.none() | st.sampled_from(["JPY", "percent", "USD", "CHF"])
numbers = st.builds(Number, st.integers(0, 10**15 - 1), st.just(NOWHERE), units)
durations = st.builds(Duration, st.integers(0, 999), st.sampled_from(UNITS), st.just(NOWHERE))
dates = st.dates(datetime.date(1000, 1, 1)).map(lambda value: Date(value, NOWHERE))
yes_no = st.booleans().map(lambda value: YesNo(value, NOWHERE))
negatives = numbers.map(lambda number: Negative(number, NOWHERE))
any_value = st.just(AnyValue(NOWHERE))
values: st.SearchStrategy[Expression] = st.one_of(names, numbers, negatives, durations, dates, yes_no)
comments = st.sampled_from(["# one", '# "two', "# # three", "#!", "# 住"])
line_comments = st.builds(
    Comments,
    st.lists(comments, max_size=1).map(tuple),
    st.lists(comments, max_size=1).map(tuple),
)
here = st.just(NOWHERE)


def _larger(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    comparisons = st.sampled_from(["is", "is not", "at least", "at most", "more than", "less than"])
    return st.one_of(
        st.builds(Compare, comparisons, inner, inner, here),
        st.builds(OneOf, inner, st.lists(values, min_size=1, max_size=3).map(tuple), st.booleans(), here),
        st.builds(Not, inner, here),
        st.builds(And, several, here),
        st.builds(Or, several, here),
        st.builds(Implies, inner, inner, here),
        st.builds(IfThenElse, inner, inner, inner, here),
        st.builds(Arithmetic, st.sampled_from(["+", "-", "*"]), inner, inner, here),
        st.builds(Extreme, st.sampled_from(["larger of", "smaller of"]), inner, inner, here),
        st.builds(Negative, inner, here),
        st.builds(NeighbouringLevel, st.sampled_from(["next", "previous"]), inner, here),
    )


_leaves: st.SearchStrategy[Expression] = st.one_of(
    names, numbers, durations, dates, yes_no, st.builds(In, name_lists, here)
)
expressions: st.SearchStrategy[Expression] = st.recursive(_leaves, _larger, max_leaves=5)
maybe_condition = st.none() | expressions
bounds = st.one_of(durations, names, st.builds(Arithmetic, st.sampled_from(["+", "-"]), names, durations, here))


def _larger_formula(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    leaf = expressions.map(lambda condition: StateCondition(condition, NOWHERE))
    part = inner | leaf
    temporal = st.one_of(
        st.builds(CtlUnary, st.sampled_from(["EX", "AX", "EF", "AF", "EG", "AG"]), part, here),
        st.builds(CtlUntil, st.sampled_from(["E", "A"]), st.booleans(), part, part, here),
    )
    return st.one_of(
        temporal,
        st.builds(CtlNot, temporal, here),
        st.builds(lambda one, other: CtlAnd((one, other), NOWHERE), part, temporal),
        st.builds(lambda one, other: CtlOr((one, other), NOWHERE), temporal, part),
        st.builds(CtlImplies, part, temporal, here),
        st.builds(CtlImplies, temporal, part, here),
    )


_plain_formulas: st.SearchStrategy[Formula] = expressions.map(lambda condition: StateCondition(condition, NOWHERE))
_temporal_formulas: st.SearchStrategy[Formula] = st.builds(CtlUnary, st.just("AG"), _plain_formulas, here)
formulas = st.recursive(_temporal_formulas, _larger_formula, max_leaves=4) | _plain_formulas

everybody = st.just(Who((), None, NOWHERE))
somebody = st.one_of(st.builds(Who, name_lists, maybe_condition, here), st.builds(Who, st.just(()), expressions, here))
whoever = everybody | somebody
goals = st.builds(Goal, name_lists, maybe_condition, here)
_helpers = st.just(()) | name_lists
_raised = st.builds(Raised, names, st.none() | st.tuples(values, values), here)
two_persons = st.one_of(
    st.builds(BetterNeverBlocks, _raised, goals, st.none() | bounds, _helpers, here),
    st.builds(BetterNeverDelays, _raised, goals, st.none() | bounds, _helpers, here),
    st.builds(BetterAlwaysHastens, _raised, goals, bounds, _helpers, here),
    st.builds(PathIndependent, goals, names, st.none() | bounds, _helpers, here),
    st.builds(TimeIndependent, goals, names, _helpers, here),
)

sentences: st.SearchStrategy[Sentence] = st.one_of(
    st.builds(NoPerson, somebody, here),
    st.builds(EveryPersonHas, whoever, expressions, here),
    st.builds(EveryEntryHas, goals, st.none() | goals, st.just(()) | name_lists, expressions, here),
    st.builds(EveryExitHas, goals, st.just(()) | name_lists, expressions, here),
    st.builds(
        lambda who, goal, within, by, luck: EveryPersonCanReach(who, goal, within, by, luck[0], luck[1], NOWHERE),
        whoever,
        goals,
        st.none() | bounds,
        st.just(()) | name_lists,
        st.tuples(st.none() | st.integers(0, 9), st.just(False)) | st.just((None, True)),
    ),
    st.builds(EveryPersonMustReach, whoever, goals, st.none() | bounds, here),
    st.builds(SomePersonCanReach, whoever, goals, st.none() | bounds, st.just(()) | name_lists, here),
    st.builds(NoPersonCanReach, whoever, goals, st.none() | bounds, st.just(()) | name_lists, here),
    st.builds(OnlyAfter, goals, expressions, here),
    two_persons,
    st.builds(ForEvery, somebody, two_persons, here),
    st.builds(TimeFrom, name_lists, name_lists, st.booleans(), bounds, here),
    st.just(NoDeadEnds(NOWHERE)),
    st.builds(Ctl, formulas, here),
)

source_ids = st.sampled_from(["PART15", "JP-GUIDE", "a.b", "_x", "zh-Hant", "入管法-1.a"]).map(
    lambda text: Name(text, NOWHERE)
)
_references = st.builds(SourceReference, source_ids, st.none() | texts, here, line_comments)
_ends = st.one_of(st.tuples(st.none(), dates), st.tuples(dates, st.none()))
"""the last day, or the first on which it is over"""
_periods = st.one_of(
    st.builds(InForce, dates, st.none(), st.none(), here, line_comments),
    st.builds(lambda f, end, c: InForce(f, end[0], end[1], NOWHERE, c), st.none() | dates, _ends, line_comments),
)
origins = st.builds(
    Origin,
    st.none() | _periods,
    st.none() | st.builds(Repealed, dates, here, line_comments),
    st.lists(
        st.builds(TranslatedTitle, source_ids, texts, here, line_comments),
        max_size=2,
        unique_by=lambda title: title.language.text,
    ).map(tuple),
    st.lists(
        _references,
        max_size=2,
        unique_by=lambda r: (r.source.text, r.pinpoint and r.pinpoint.value),
    ).map(tuple),
    st.lists(st.builds(Quote, texts, here, line_comments), max_size=1).map(tuple),
    st.none() | st.builds(Confidence, st.sampled_from(LEVELS_OF_CONFIDENCE), here, line_comments),
    st.lists(st.builds(Note, texts, here, line_comments), max_size=2).map(tuple),
)
few_origins = st.just(Origin()) | origins
inner_origins = few_origins.map(lambda o: Origin(None, None, o.titles, o.sources, o.quotes, o.confidence, o.notes))
titles = st.none() | texts
requirements = st.lists(st.builds(Requirement, expressions, here, line_comments), max_size=3).map(tuple)
assignments = st.lists(st.builds(Assignment, names, expressions | any_value, here, line_comments), max_size=2).map(
    tuple
)
_takes = st.none() | st.builds(Takes, bounds, st.none() | names, here, line_comments)
_yields = st.none() | st.builds(Yields, name_lists, here, line_comments)
_attribute_types: st.SearchStrategy[AttributeType] = st.one_of(
    st.just(YesNoType(NOWHERE)),
    st.builds(IntegerType, here, units),
    st.builds(ChoiceType, st.lists(values, min_size=1, max_size=4).map(tuple), here),
    st.builds(LevelType, st.lists(names, min_size=2, max_size=4).map(tuple), here),
    st.builds(RangeType, st.integers(-9, 9), st.integers(-9, 9), here, units),
)
_tables = st.builds(
    Table, names, st.lists(st.builds(TableRow, values, values, here), min_size=1, max_size=3).map(tuple), here
)
places_or_condition = st.tuples(name_lists, maybe_condition) | st.tuples(st.just(()), expressions)
_happenings = st.one_of(
    st.builds(Happening, bounds, st.none(), st.just(()), here, line_comments),
    st.builds(
        Happening,
        st.none() | bounds,
        names,
        st.lists(st.builds(ChosenValue, names, values, here), max_size=2).map(tuple),
        here,
        line_comments,
    ),
)
_scenario_lines = st.one_of(
    _happenings,
    st.builds(Expectation, expressions, here, line_comments),
    st.builds(PossibilityExpectation, names, st.booleans(), here, line_comments),
)
_first_body = st.builds(Requirement, expressions, here)
_bodies = st.builds(lambda first, rest: (first, *rest), _first_body, requirements)

readings = st.one_of(
    st.builds(ReadingRange, bounds, bounds, here),
    st.builds(ReadingRange, bounds, st.none(), here),
    st.builds(ReadingRange, st.none(), bounds, here),
)

_renamings = st.lists(st.builds(Renaming, names, names, names, here), max_size=2).map(tuple)
_for_policies = st.lists(st.builds(ForPolicies, name_lists, _renamings, here, line_comments), max_size=2).map(tuple)
declarations: st.SearchStrategy[Declaration] = st.one_of(
    st.builds(
        PolicyDecl,
        names,
        titles,
        st.none() | st.builds(TimeStep, st.sampled_from(UNITS), here, line_comments),
        st.none()
        | st.builds(
            Calendar,
            st.lists(st.builds(CalendarEntry, durations, durations, here), min_size=1, max_size=2).map(tuple),
            here,
            line_comments,
        ),
        st.none() | st.builds(LawOf, dates, here, line_comments),
        st.none() | st.builds(Covers, dates, dates, here, line_comments),
        origins.map(lambda o: Origin(None, o.repealed, o.titles, o.sources, o.quotes, o.confidence, o.notes)),
        here,
        line_comments,
    ),
    st.builds(SourceDecl, source_ids, texts, titles, st.none() | dates, few_origins, here, line_comments),
    st.builds(LayerDecl, names, titles, few_origins, here, line_comments),
    st.builds(EffortDecl, names, titles, few_origins, here, line_comments),
    st.builds(ActorDecl, names, titles, few_origins, here, line_comments),
    st.builds(
        ParameterDecl,
        names,
        titles,
        values | _tables,
        st.none() | st.builds(Between, values, values, here),
        few_origins,
        here,
        line_comments,
    ),
    st.builds(
        AttributeDecl,
        names,
        titles,
        _attribute_types,
        st.booleans(),
        st.none() | values | any_value,
        few_origins,
        here,
        line_comments,
    ),
    st.builds(
        lambda name, title, counted, over, parts, origin, span, comments: WindowDecl(
            name, title, counted[0], counted[1], over, parts, origin, span, comments
        ),
        names,
        titles,
        places_or_condition,
        bounds,
        st.integers(0, 99),
        few_origins,
        here,
        line_comments,
    ),
    st.builds(
        ClockDecl,
        names,
        titles,
        st.booleans(),
        st.none() | st.builds(lambda w, c: Runs(w[0], w[1], NOWHERE, c), places_or_condition, line_comments),
        st.none() | st.builds(lambda w, c: Zero(w[0], w[1], NOWHERE, c), places_or_condition, line_comments),
        st.none() | st.builds(ClockStart, bounds | any_value | readings, here, line_comments),
        few_origins,
        here,
        line_comments,
    ),
    st.builds(
        StatusDecl,
        names,
        names,
        titles,
        st.none() | st.builds(StatusLimit, bounds, names, here, inner_origins, line_comments, _yields),
        few_origins,
        here,
        line_comments,
        st.none() | st.builds(ActsAtOnce, here, line_comments),
    ),
    st.builds(DefineDecl, names, titles, _bodies, few_origins, here, line_comments),
    st.builds(
        ScoreDecl,
        names,
        titles,
        st.lists(
            st.builds(ScoreLine, st.integers(-99, 99), expressions, here, inner_origins, line_comments),
            min_size=1,
            max_size=3,
        ).map(tuple),
        few_origins,
        here,
        line_comments,
    ),
    st.builds(
        TransitionDecl,
        names,
        titles,
        name_lists,
        names,
        names,
        st.booleans(),
        requirements,
        requirements,
        assignments,
        _takes,
        _yields,
        few_origins,
        here,
        line_comments,
    ),
    st.builds(
        EventDecl,
        names,
        titles,
        st.just(()) | name_lists,
        names,
        st.booleans(),
        requirements,
        requirements,
        assignments,
        _takes,
        _yields,
        few_origins,
        here,
        line_comments,
    ),
    st.builds(
        LimitDecl,
        names,
        titles,
        st.just(()) | name_lists,
        st.builds(While, expressions, names, here, line_comments),
        assignments,
        _yields,
        few_origins,
        here,
        line_comments,
    ),
    st.builds(IncludeDecl, texts, here, line_comments),
    st.builds(PropertiesDecl, names, titles, _for_policies, few_origins, here, line_comments),
    st.builds(StartDecl, name_lists, maybe_condition, few_origins, here, line_comments),
    st.builds(PropertyDecl, names, titles, sentences, few_origins, here, line_comments, line_comments),
    st.builds(
        ScenarioDecl,
        names,
        titles,
        st.builds(ScenarioStart, name_lists, maybe_condition, here, line_comments),
        st.lists(_scenario_lines, max_size=4).map(tuple),
        few_origins,
        here,
        line_comments,
    ),
)
