"""From rules to lines: which of them share one, and which leave a whole layer."""

from __future__ import annotations

from bcm_formal.model.model import Event, Limit
from bcm_formal.views.diagram.graph import Edge, Emphasis, End, EndKind, Mark, Rule, Style, Tail
from bcm_formal.views.diagram.rules import Drawing, is_time_limit, places_of


def changes(drawing: Drawing) -> tuple[Event | Limit, ...]:
    """Rules that change the status of somebody, in order of declaration; limits last."""
    rules: tuple[Event | Limit, ...] = (*drawing.model.events, *drawing.model.own_limits)
    return tuple(rule for rule in rules if rule.target is not None and sources_of(rule))


def sources_of(rule: Event | Limit) -> tuple[str, ...]:
    """The statuses that the rule changes: a rule from a status to itself is no line there."""
    return tuple(status for status in places_of(rule) if status != rule.target)


def edges_of(drawing: Drawing) -> tuple[Edge, ...]:
    """One line for each rule. Rules of one style that lead from the same places to the same status share it, and so do
    the time limits of statuses that lead to one status: how long each lasts is said in the statuses themselves.
    """
    together: dict[tuple[tuple[Tail, ...], str, Style], tuple[Rule, ...]] = {}
    for rules in _bundles(drawing):
        target = rules[0].target
        assert target is not None
        shown = [drawing.rule(rule, sources_of(rule)) for rule in rules]
        sources = tuple(name for name in drawing.model.status if any(name in sources_of(rule) for rule in rules))
        looks = {name: (drawing.emphasis_of_moves(rules, name), drawing.ways_of_moves(rules, name)) for name in sources}
        style = max((rule.style for rule in shown), key=lambda style: style.emphasis is Emphasis.STRONG)
        key = (_tails(drawing, looks), target, style)
        together[key] = (*together.get(key, ()), *shown)
    return tuple(
        Edge(tails, End(EndKind.STATUS, target), rules, style) for (tails, target, style), rules in together.items()
    )


def _bundles(drawing: Drawing) -> list[list[Event | Limit]]:
    """Rules that are drawn as one: each for itself, but living time limits of statuses by their target, and by what
    became of them."""
    bundles: list[list[Event | Limit]] = []
    limits: dict[tuple[str, Mark | None], list[Event | Limit]] = {}
    for rule in changes(drawing):
        if not is_time_limit(rule) or rule.target is None or rule.name in drawing.dead:
            bundles.append([rule])
            continue
        key = rule.target, drawing.mark_of(rule.name)
        if key in limits:
            limits[key].append(rule)
        else:
            limits[key] = [rule]
            bundles.append(limits[key])
    return bundles


def _tails(drawing: Drawing, looks: dict[str, tuple[Emphasis, tuple[str, ...]]]) -> tuple[Tail, ...]:
    """Where a line begins. A layer takes the place of its statuses if all of them begin it with the same emphasis."""
    tails: list[Tail] = []
    for layer, members in drawing.layers.items():
        inside = tuple(status for status in members if status in looks)
        if len(inside) == len(members) > 1 and len({looks[status] for status in inside}) == 1:
            emphasis, ways = looks[inside[0]]
            tails.append(Tail(End(EndKind.LAYER, layer), emphasis, ways=ways))
        else:
            tails += [Tail(End(EndKind.STATUS, status), looks[status][0], ways=looks[status][1]) for status in inside]
    return tuple(tails)
