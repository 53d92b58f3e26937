"""What is allowed but most likely not meant: names never used, attributes that never change."""

from __future__ import annotations

from collections.abc import Iterable

from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.findings import Findings
from bcm_formal.model.from_syntax.names import word_of
from bcm_formal.model.from_syntax.scope import Scope, Space
from bcm_formal.model.from_syntax.versions import space_of
from bcm_formal.model.model import Event, Limit

_CHECKED = (Space.VALUE, Space.ACTOR, Space.SOURCE)


def lint(
    declarations: Iterable[syntax.Declaration],
    written: Iterable[syntax.Declaration],
    moves: Iterable[Event | Limit],
    scope: Scope,
    findings: Findings,
) -> None:
    """Warn of what nothing uses and of what nothing changes. What is `written`, be it law on other days only, cites
    sources."""
    listed = tuple(declarations)
    cited = {reference.source.text for other in written for reference in other.origin.sources}
    moves = tuple(moves)
    changed = {assignment.name for move in moves for assignment in move.assignments}
    for declaration in listed:
        named = space_of(declaration)
        if named is not None and named[0] in _CHECKED and (named[0], named[1].text) not in scope.used:
            if named[0] is Space.SOURCE and named[1].text in cited:
                continue
            _unused(declaration, named[1], named[1].text in changed, findings)
        elif isinstance(declaration, syntax.AttributeDecl) and not declaration.fixed:
            name = declaration.name
            if name.text not in changed:
                message = f"no rule ever changes `{name.text}`"
                findings.warning("BCM602", message, name.span, "add `, fixed` to it, or a rule that sets it")
    _places(listed, moves, scope, findings)
    for declaration in listed:
        if isinstance(declaration, syntax.TransitionDecl):
            _leads_back(declaration, findings)


def _leads_back(written: syntax.TransitionDecl, findings: Findings) -> None:
    """Warn of a transition from a status to itself: many expect it to begin the status anew."""
    target = written.target.text
    same = next((place for place in written.origins if place.text == target), None)
    if same is None:
        return
    message = f"`{written.name.text}` leads from `{target}` to itself, which is no change: `time_in_status` goes on"
    if len(written.origins) == 1:
        remedy = f"write `event {written.name.text} in {target} by {written.actor.text}`; to count from it, "
        remedy += "let it `set` a clock of your own to zero"
    else:
        remedy = f"leave `{target}` out of the statuses it starts in, or make an `event` of that part"
    findings.warning("BCM606", message, same.span, remedy)


def _unused(declaration: syntax.Declaration, name: syntax.Name, is_set: bool, findings: Findings) -> None:
    if is_set:
        findings.warning("BCM605", f"`{name.text}` is set but never read", name.span, "use it in a rule, or remove it")
        return
    word = word_of(declaration)
    remedy = "cite it with a `source` line, or remove it" if word == "source" else "use it, or remove it"
    findings.warning("BCM601", f"the {word} `{name.text}` is never used", name.span, remedy)


def _places(
    declarations: tuple[syntax.Declaration, ...], moves: tuple[Event | Limit, ...], scope: Scope, findings: Findings
) -> None:
    """Warn of layers without a status, and of statuses that nothing leads to."""
    reached = {move.target for move in moves}
    for declaration in declarations:
        if isinstance(declaration, syntax.StartDecl):
            for place in declaration.places:
                reached.update(scope.places[place.text].statuses if place.text in scope.places else ())
    for declaration in declarations:
        match declaration:
            case syntax.LayerDecl(name) if not scope.places[name.text].statuses:
                message = f"the layer `{name.text}` has no status"
                findings.warning("BCM601", message, name.span, f"declare `status NAME in {name.text}`, or remove it")
            case syntax.StatusDecl(name) if name.text not in reached:
                message = f"nothing leads to the status `{name.text}`"
                remedy = "add a transition to it, start in it, or remove it"
                findings.warning("BCM604", message, name.span, remedy)
            case _:
                continue
