"""Random declarations of reforms in the form in which the parser builds them."""

from __future__ import annotations

from hypothesis import strategies as st

from bcm_formal.language.tree.policy import (
    ActsAtOnce,
    Assignment,
    ClockStart,
    Comments,
    Declaration,
    LawOf,
    LayerDecl,
    Name,
    Origin,
    PolicyFile,
    Requirement,
    Runs,
    StatusLimit,
    Takes,
    While,
    Yields,
    Zero,
)
from bcm_formal.language.tree.reforms import (
    Action,
    AmendDecl,
    AmendedActor,
    AmendedPart,
    AmendedPlaces,
    AmendedTarget,
    Amendment,
    Credit,
    Keep,
    Let,
    MoveDecl,
    PartOfReform,
    ReformDecl,
    RenamedDecl,
    RepealDecl,
    ReplaceDecl,
    TransitionalDecl,
)
from bcm_formal.language.vocabulary import NAMED_KINDS
from tests.builders.random_trees import (
    NOWHERE,
    any_value,
    assignments,
    bounds,
    comments,
    dates,
    declarations,
    durations,
    expressions,
    few_origins,
    here,
    line_comments,
    maybe_condition,
    name_lists,
    names,
    origins,
    places_or_condition,
    readings,
    source_ids,
    texts,
    titles,
    values,
)

_kinds = st.sampled_from([kind for kind in NAMED_KINDS if kind != "source"]).map(lambda text: Name(text, NOWHERE))
_source = st.just(Name("source", NOWHERE))
_kind_and_name = st.tuples(_kinds, names) | st.tuples(_source, source_ids)
_requirements = st.builds(Requirement, expressions, here)
_whole_clauses = st.one_of(
    st.tuples(st.just("set"), st.builds(Assignment, names, expressions | any_value, here)),
    st.tuples(st.just("takes"), st.builds(Takes, bounds, st.none() | names, here)),
    st.tuples(st.just("yields"), st.builds(Yields, name_lists, here)),
    st.tuples(st.just("runs"), places_or_condition.map(lambda w: Runs(w[0], w[1], NOWHERE))),
    st.tuples(st.just("zero"), places_or_condition.map(lambda w: Zero(w[0], w[1], NOWHERE))),
    st.tuples(st.just("starts"), st.builds(ClockStart, bounds | any_value | readings, here)),
    st.tuples(st.just("acts"), st.builds(ActsAtOnce, here)),
    st.tuples(st.just("at most"), st.builds(StatusLimit, bounds, names, here)),
)
_guards = st.sampled_from(["when", "unless"])
_ways = st.sampled_from(["from", "in"])
_listed = st.builds(AmendedPlaces, name_lists, here)
_written_out = st.tuples(_guards, _requirements) | st.tuples(_ways, _listed)
_dropped = st.one_of(
    _written_out,
    st.tuples(st.just("set"), names.map(lambda name: AmendedPlaces((name,), NOWHERE))),
    st.tuples(st.sampled_from(["takes", "yields", "runs", "zero", "starts", "at most", "acts"]), st.none()),
)
_replaced = st.one_of(
    _whole_clauses,
    st.tuples(_ways, _listed),
    st.tuples(st.just("to"), st.builds(AmendedTarget, names, here)),
    st.tuples(st.just("by"), st.builds(AmendedActor, names, st.booleans(), here)),
    st.tuples(st.just("while"), st.builds(While, expressions, names, here)),
)


def _amendment(action: Action, part: tuple[str, AmendedPart | None], comments: Comments) -> Amendment:
    return Amendment(action, part[0], part[1], None, NOWHERE, comments)


_amendments = st.one_of(
    st.builds(
        lambda p, c: Amendment("add", p[0], p[1], None, NOWHERE, c), _written_out | _whole_clauses, line_comments
    ),
    st.builds(lambda p, c: Amendment("drop", p[0], p[1], None, NOWHERE, c), _dropped, line_comments),
    st.builds(lambda p, c: Amendment("replace", p[0], p[1], None, NOWHERE, c), _replaced, line_comments),
    st.builds(
        lambda clause, new, old, c: Amendment("replace", clause, new, old, NOWHERE, c),
        _guards,
        _requirements,
        expressions,
        line_comments,
    ),
)
_who = st.tuples(name_lists, maybe_condition) | st.tuples(st.just(()), expressions)
_lets = st.lists(st.builds(Let, names, values, here), max_size=2).map(tuple)
_some_lets = st.lists(st.builds(Let, names, values, here), min_size=1, max_size=2).map(tuple)
_credits = st.builds(Credit, durations, names, durations, names, durations, here, line_comments)
_keeps = st.builds(
    lambda who, kept, until, c: Keep(who[0], who[1], kept[0], kept[1], until, NOWHERE, c),
    _who,
    st.tuples(st.none() | name_lists, _lets) | st.tuples(st.just(()), _some_lets),
    st.none() | dates,
    line_comments,
)


@st.composite
def _replacements(draw: st.DrawFn) -> ReplaceDecl:
    """A declaration that can take the place of another; of what cannot, a layer."""
    item = draw(declarations)
    if type(item).__name__.removesuffix("Decl").lower() not in NAMED_KINDS:
        item = LayerDecl(draw(names), None, Origin(), NOWHERE)
    return ReplaceDecl(item, NOWHERE)


reform_declarations: st.SearchStrategy[PartOfReform] = st.one_of(
    st.builds(
        ReformDecl,
        names,
        titles,
        texts,
        st.none() | st.builds(LawOf, dates, here, line_comments),
        origins.map(lambda o: type(o)(None, o.repealed, o.titles, o.sources, o.quotes, o.confidence, o.notes)),
        here,
        line_comments,
    ),
    st.builds(
        lambda named, lines, origin, c: AmendDecl(named[0], named[1], lines, origin, NOWHERE, c),
        st.tuples(_kinds, names),
        st.lists(_amendments, max_size=4).map(tuple),
        few_origins,
        line_comments,
    ),
    _replacements(),
    st.builds(
        lambda n, origin, c: RepealDecl(n[0], n[1], origin, NOWHERE, c), _kind_and_name, few_origins, line_comments
    ),
    st.builds(RenamedDecl, _kinds, names, names, here, line_comments),
    st.builds(
        lambda who, to, sets, credit, origin, c: MoveDecl(who[0], who[1], to, sets, credit, origin, NOWHERE, c),
        _who,
        st.none() | names,
        assignments,
        st.none() | _credits,
        few_origins,
        line_comments,
    ),
    st.builds(
        TransitionalDecl,
        names,
        titles,
        st.lists(_keeps, max_size=3).map(tuple),
        few_origins,
        here,
        line_comments,
    ),
)
all_declarations: st.SearchStrategy[Declaration] = declarations | reform_declarations
files_of_declarations = st.builds(
    lambda declared, closing: PolicyFile(declared, NOWHERE, (), closing),
    st.lists(all_declarations, min_size=1, max_size=2).map(tuple),
    st.lists(comments, max_size=1).map(tuple),
)
files_of_reforms = st.builds(
    lambda declared, closing: PolicyFile(declared, NOWHERE, (), closing),
    st.lists(reform_declarations, min_size=1, max_size=3).map(tuple),
    st.lists(comments, max_size=1).map(tuple),
)
