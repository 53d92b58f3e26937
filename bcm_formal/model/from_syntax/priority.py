"""`yields to`: that rules of the law yield to others, and never in a circle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bcm_formal.diagnostics import Label
from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.findings import Findings
from bcm_formal.model.from_syntax.expressions import Reader
from bcm_formal.model.from_syntax.scope import Space
from bcm_formal.model.model import LAW, Attribute, Event, Limit
from bcm_formal.model.priority import Rules, ordered

Rule = Event | Limit
_MAX_HEIGHT, _MAX_SIZE = 50, 2_000
"""of a chain of rules that yield one to the next, and of what the first of them asks"""


def settle_priority(
    declarations: Sequence[syntax.Declaration],
    events: tuple[Event, ...],
    limits: tuple[Limit, ...],
    attributes: Sequence[Attribute],
    reader: Reader,
) -> Rules:
    """The rules, each of which asks that none it yields to is possible; as they were, after an error."""
    written = {name: clause for name, clause in map(_clause, declarations) if clause is not None}
    if not written:
        return events, limits
    every: tuple[Rule, ...] = (*events, *limits)
    rules = {rule.name: rule for rule in every}
    whole = True
    for name, clause in written.items():
        for other in clause.rules:
            known = reader.scope.knows(Space.MOVE, other, reader.findings, "BCM206")
            whole = whole and known
            if known and name in rules and other.text in rules:
                whole = _may_yield(rules[name], rules[other.text], other, reader.findings) and whole
    if whole and _is_ordered(rules, written, reader.findings):
        return ordered(events, limits, {item.name: item for item in attributes})
    return events, limits


def _clause(declaration: syntax.Declaration) -> tuple[str, syntax.Yields | None]:
    match declaration:
        case syntax.TransitionDecl(name, yields=clause) | syntax.EventDecl(name, yields=clause):
            return name.text, clause
        case syntax.LimitDecl(name, yields=clause):
            return name.text, clause
        case syntax.StatusDecl(name, limit=syntax.StatusLimit(yields=clause)):
            return f"{name.text}_limit", clause
        case _:
            return "", None


def _may_yield(rule: Rule, first: Rule, place: syntax.Name, findings: Findings) -> bool:
    """Whether the one may yield to the other; reported if not."""
    for item in (rule, first):
        if isinstance(item, Event) and item.actor != LAW:
            message = f"`{item.name}` is no rule of the law, but an act of `{item.actor}`"
            remedy = f"leave it to them, and say in an `unless` of `{rule.name}` when it does not happen"
            findings.error("BCM426", message, place.span, remedy, Label(item.span, "declared here"))
            return False
    if set(_places(rule)).isdisjoint(_places(first)):
        message = f"`{rule.name}` and `{first.name}` are never possible in one status"
        label = Label(first.span, "the other one")
        findings.error("BCM426", message, place.span, "remove this: neither has to yield", label)
        return False
    return True


def _places(rule: Rule) -> tuple[str, ...]:
    return rule.sources if isinstance(rule, Event) else rule.statuses


def _is_ordered(rules: Mapping[str, Rule], written: Mapping[str, syntax.Yields], findings: Findings) -> bool:
    """Whether no rule yields to itself, be it through others, and conditions stay small; reported if not.

    Rules that no other waits for are taken away, again and again; what stays stands on a circle or before one.
    """
    first = {name: [other for other in rule.yields_to if other in rules] for name, rule in rules.items()}
    heights: dict[str, int] = {}
    sizes: dict[str, int] = {}
    left = list(rules)
    while ready := [name for name in left if all(other in heights for other in first[name])]:
        for name in ready:
            heights[name] = 1 + max((heights[other] for other in first[name]), default=0)
            rule = rules[name]
            own = 1 + len(rule.requirements) if isinstance(rule, Event) else 2
            sizes[name] = own + sum(sizes[other] for other in first[name])
            if heights[name] > _MAX_HEIGHT or sizes[name] > _MAX_SIZE:
                message = f"with all rules that go first, what `{name}` asks is too large"
                findings.error("BCM427", message, written[name].span, "let fewer rules yield one to another")
                return False
        left = [name for name in left if name not in heights]
    if not left:
        return True
    path = [left[0]]
    while path[-1] not in path[:-1]:
        path.append(next(other for other in first[path[-1]] if other not in heights))
    _report(path[path.index(path[-1]) : -1], rules, written, findings)
    return False


def _report(
    circle: Sequence[str], rules: Mapping[str, Rule], written: Mapping[str, syntax.Yields], findings: Findings
) -> None:
    last = written[circle[-1]]
    if len(circle) == 1:
        message = f"`{circle[0]}` yields to itself"
    else:
        words = " yields to ".join(f"`{name}`" for name in (*circle, circle[0]))
        message = f"these rules yield to one another in a circle: {words}"
    findings.error("BCM427", message, last.span, "remove one of them", Label(rules[circle[0]].span, "declared here"))
