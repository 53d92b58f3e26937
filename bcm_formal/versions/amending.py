"""One amendment of one declaration: what is added, dropped or put in the place of something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NoReturn

from bcm_formal.diagnostics import Label, Span
from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.tree.reforms import AmendedActor, AmendedPlaces, AmendedTarget, Amendment
from bcm_formal.language.writing.terms import expression_text
from bcm_formal.versions.findings import RefusedError, absent, listed
from bcm_formal.versions.kinds import Named, keyword_of

CLAUSES: dict[str, tuple[str, ...]] = {
    "transition": ("when", "unless", "set", "takes", "yields", "from", "to", "by"),
    "event": ("when", "unless", "set", "takes", "yields", "in", "by"),
    "limit": ("while", "set", "yields", "in"),
    "status": ("at most", "acts"),
    "clock": ("runs", "zero", "starts"),
    "define": ("when",),
}
"""what can be amended of each kind; of a `define`, `when` are the requirements that it puts together"""

Guarded = syntax.TransitionDecl | syntax.EventDecl
Amendable = Guarded | syntax.LimitDecl | syntax.StatusDecl | syntax.ClockDecl | syntax.DefineDecl
_FIELDS = {
    "takes": "takes",
    "yields": "yields",
    "runs": "runs",
    "zero": "zero",
    "starts": "starts",
    "acts": "acts",
    "at most": "limit",
    "while": "rule",
}
"""where a clause that is given once stands"""
_AT_ONCE = {"yields": "rules", "runs": "places", "zero": "places"}
"""clauses of which one that is added goes on with the one that is there: what is listed in them"""
_NEVER_DROPPED = frozenset({"to", "by", "while"})


def amended(declaration: Named, amendment: Amendment) -> Named:
    """The declaration with the amendment. Raises `RefusedError` (BCM163, BCM164, BCM169)."""
    keyword = keyword_of(declaration)
    if not isinstance(declaration, Amendable):
        remedy = f"write `replace {keyword} {declaration.name.text} …` and the whole declaration"
        remedy = "give its new value: `parameter NAME = VALUE`" if keyword == "parameter" else remedy
        raise RefusedError("BCM169", f"a {keyword} is not amended", amendment.span, remedy)
    if amendment.clause not in CLAUSES[keyword]:
        message = f"a {keyword} has no `{amendment.clause}` that can be amended"
        raise RefusedError("BCM169", message, amendment.span, f"amended can be {listed(CLAUSES[keyword])}")
    match amendment.clause:
        case "when" | "unless":
            return _with_requirement(declaration, amendment)
        case "set":
            return _with_assignment(declaration, amendment)
        case "from" | "in":
            return _with_places(declaration, amendment)
        case "to" | "by":
            return _with_way(declaration, amendment)
        case _:
            return _with_clause(declaration, amendment)


def touched(amendment: Amendment) -> tuple[str, ...]:
    """What of the declaration an amendment changes: two that change the same cannot both be carried out."""
    clause = amendment.clause
    match amendment.part:
        case syntax.Requirement(condition):
            kind = "add " if amendment.action == "add" else ""
            return (f"{kind}{clause} {expression_text(amendment.instead_of or condition)}",)
        case syntax.Assignment(target):
            return (f"set {target.text}",)
        case AmendedPlaces(names) if amendment.action != "replace":
            return tuple(f"{clause} {name.text}" for name in names)
        case _:
            return (clause,)


# --- requirements ---


def _with_requirement(declaration: Amendable, amendment: Amendment) -> Named:
    field = {"when": "when", "unless": "unless"}[amendment.clause]
    field = "body" if isinstance(declaration, syntax.DefineDecl) else field
    old: tuple[syntax.Requirement, ...] = getattr(declaration, field)
    new = amendment.part
    assert isinstance(new, syntax.Requirement)
    added = replace(new, comments=amendment.comments)
    sought = amendment.instead_of or new.condition
    if amendment.action == "add":
        if any(item.condition == new.condition for item in old):
            _already(f"`{declaration.name.text}` requires `{expression_text(new.condition)}` already", amendment.span)
        return _put(declaration, field, (*old, added))
    at = _place_of(sought, old, declaration, amendment)
    if amendment.action == "replace":
        return _put(declaration, field, (*old[:at], added, *old[at + 1 :]))
    rest = (*old[:at], *old[at + 1 :])
    if field == "body" and not rest:
        remedy = "replace the requirement by another, or repeal the definition"
        raise RefusedError("BCM169", f"`{declaration.name.text}` would say nothing", amendment.span, remedy)
    return _put(declaration, field, rest)


def _place_of(
    sought: syntax.Expression, old: Sequence[syntax.Requirement], declaration: Amendable, amendment: Amendment
) -> int:
    """Which of the requirements it is."""
    for place, item in enumerate(old):
        if item.condition == sought:
            return place
    text, there = expression_text(sought), {expression_text(item.condition): item.span for item in old}
    message = f"`{declaration.name.text}` has no requirement `{amendment.clause} {text}`"
    otherwise = f"it has {listed(there)}"
    if not there:
        other = "unless" if amendment.clause == "when" else "when"
        of_other = getattr(declaration, other, ())
        otherwise = f"its `{other}` has {listed(expression_text(item.condition) for item in of_other)}"
    raise absent(message, sought.span, text, there, otherwise)


# --- what is listed ---


def _with_assignment(declaration: Amendable, amendment: Amendment) -> Named:
    assert isinstance(declaration, Guarded | syntax.LimitDecl)
    old, new = declaration.assignments, amendment.part
    there = {item.target.text: item for item in old}
    name = new.names[0] if isinstance(new, AmendedPlaces) else None
    target = new.target if isinstance(new, syntax.Assignment) else name
    assert target is not None
    if amendment.action == "add":
        if target.text in there:
            place = Label(there[target.text].span, "here")
            _already(f"`{declaration.name.text}` sets `{target.text}` already", amendment.span, "set", place)
        assert isinstance(new, syntax.Assignment)
        return replace(declaration, assignments=(*old, replace(new, comments=amendment.comments)))
    if target.text not in there:
        spans = {text: item.span for text, item in there.items()}
        message = f"`{declaration.name.text}` does not set `{target.text}`"
        raise absent(message, target.span, target.text, spans, f"it sets {listed(there, 'nothing')}")
    instead = (replace(new, comments=amendment.comments),) if isinstance(new, syntax.Assignment) else ()
    changed = [one for item in old for one in (instead if item.target.text == target.text else (item,))]
    return replace(declaration, assignments=tuple(changed))


def _with_places(declaration: Amendable, amendment: Amendment) -> Named:
    field = "origins" if isinstance(declaration, syntax.TransitionDecl) else "places"
    old: tuple[syntax.Name, ...] = getattr(declaration, field)
    part = amendment.part
    assert isinstance(part, AmendedPlaces)
    there = {name.text: name.span for name in old}
    if amendment.action == "replace":
        return _put(declaration, field, part.names)
    if amendment.action == "add":
        for name in part.names:
            if name.text in there:
                _already(f"`{declaration.name.text}` is possible in `{name.text}` already", name.span)
        if not old:
            _already(f"`{declaration.name.text}` is possible everywhere already", amendment.span)
        return _put(declaration, field, (*old, *part.names))
    for name in part.names:
        if name.text not in there:
            message = f"`{declaration.name.text}` does not name `{name.text}` after `{amendment.clause}`"
            raise absent(message, name.span, name.text, there, f"it names {listed(there, 'nothing')}")
    dropped = {name.text for name in part.names}
    rest = tuple(name for name in old if name.text not in dropped)
    if not rest:
        remedy = f"write `replace {amendment.clause} …`, or repeal it"
        raise RefusedError("BCM169", f"`{declaration.name.text}` would be possible nowhere", amendment.span, remedy)
    return _put(declaration, field, rest)


# --- what is given once ---


def _with_way(declaration: Amendable, amendment: Amendment) -> Named:
    if amendment.action != "replace":
        raise RefusedError("BCM169", f"`{amendment.clause}` is neither added nor dropped", amendment.span, "replace it")
    match amendment.part:
        case AmendedTarget(name):
            assert isinstance(declaration, syntax.TransitionDecl)
            return replace(declaration, target=name)
        case AmendedActor(name, adverse):
            assert isinstance(declaration, Guarded)
            return replace(declaration, actor=name, adverse=adverse)
        case _:
            raise AssertionError(f"no way: {amendment!r}")


def _with_clause(declaration: Amendable, amendment: Amendment) -> Named:
    """`takes`, `yields`, `runs`, `zero`, `starts`, `acts at once`, `at most` and `while`."""
    field, clause, name = _FIELDS[amendment.clause], amendment.clause, declaration.name.text
    old, new = getattr(declaration, field), amendment.part
    if amendment.action == "drop" and clause in _NEVER_DROPPED:
        raise RefusedError("BCM169", f"`{clause}` cannot be dropped", amendment.span, "replace it, or repeal the limit")
    if amendment.action == "add" and old is not None:
        listing = _AT_ONCE.get(clause)
        if (
            listing is None
            or getattr(old, "condition", None) is not None
            or getattr(new, "condition", None) is not None
        ):
            _already(f"`{name}` has `{clause}` already", amendment.span, clause, Label(old.span, "here"))
        names, more = getattr(old, listing), getattr(new, listing)
        for item in more:
            if item.text in {known.text for known in names}:
                _already(f"`{clause}` of `{name}` names `{item.text}` already", item.span)
        return _put(declaration, field, replace(old, **{listing: (*names, *more)}))
    if amendment.action != "add" and old is None:
        message = f"`{name}` has no `{clause}`"
        raise RefusedError("BCM163", message, amendment.span, f"write `add {clause} …` to give it one")
    if new is None:
        return _put(declaration, field, None)
    assert not isinstance(new, AmendedPlaces | AmendedTarget | AmendedActor)
    if isinstance(new, syntax.StatusLimit) and isinstance(old, syntax.StatusLimit):
        new = replace(new, origin=old.origin, yields=old.yields)
    return _put(declaration, field, replace(new, comments=amendment.comments))


def _put(declaration: Amendable, field: str, value: object) -> Named:
    changes: dict[str, Any] = {field: value}
    return replace(declaration, **changes)


def _already(message: str, span: Span, clause: str = "", *labels: Label) -> NoReturn:
    remedy = f"write `replace {clause} …` to put this in its place" if clause else "remove the line"
    raise RefusedError("BCM164", message, span, remedy, *labels)
