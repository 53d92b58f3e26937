"""The changes of a policy that may repair a property."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.writing.terms import NOT, expression_text
from bcm_formal.model.model import Model
from bcm_formal.records import dataclass
from bcm_formal.versions.kinds import key_of, keyword_of
from bcm_formal.versions.repair.dials import Dials
from bcm_formal.versions.repair.edits import Change, Edit, Kind
from bcm_formal.versions.repair.trapped import Trapped, asked_by, met_in, statuses_of

Guarded = syntax.TransitionDecl | syntax.EventDecl


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may be changed: of what somebody for whom the property fails meets, and of everything else."""

    near: tuple[Change, ...]
    far: tuple[Change, ...]


def candidates(model: Model, tree: syntax.PolicyFile, item: syntax.PropertyDecl, found: Trapped | None) -> Candidates:
    """All single changes of the policy, in reading order; what the property speaks of itself is left as it is."""
    rules = tree.declarations
    asked = asked_by(rules, item)
    places = frozenset(status.name for status in model.statuses) if found is None else frozenset(found.places)
    met = met_in(rules, model, places)
    dials = Dials(model)
    near: list[Change] = []
    far: list[Change] = []
    for declaration in rules:
        key = key_of(declaration)
        if key is None or key in asked or isinstance(declaration, syntax.PropertyDecl | syntax.ScenarioDecl):
            continue
        changes: list[Change] = [*dials.of(declaration), *_dropped(declaration)]
        (near if key in met else far).extend(changes)
        if isinstance(declaration, Guarded | syntax.LimitDecl | syntax.StatusDecl) and key in met:
            near.extend(_repealed(declaration))
        if isinstance(declaration, syntax.ClockDecl) and key in met:
            near.extend(_running(declaration, model, found))
    near.extend(_ways(model, tree, item, found))
    return Candidates(tuple(near), tuple(far))


# --- requirements ---


def _dropped(declaration: syntax.Declaration) -> Iterator[Edit]:
    """Each requirement that may be asked no more, or one of those that stand in one line."""
    match declaration:
        case syntax.TransitionDecl() | syntax.EventDecl():
            yield from _without(declaration, "when", declaration.when)
            if len(declaration.unless) == 1:
                yield from _without(declaration, "unless", declaration.unless)
        case syntax.DefineDecl():
            yield from _without(declaration, "when", declaration.body)
        case _:
            return


def _without(
    declaration: Guarded | syntax.DefineDecl, word: str, lines: Sequence[syntax.Requirement]
) -> Iterator[Edit]:
    key = keyword_of(declaration), declaration.name.text
    head = f"amend {key[0]} {key[1]}"
    says = "no longer asks" if word == "when" else "is possible also where"
    for line in lines:
        text = expression_text(line.condition)
        if word == "unless" or not isinstance(declaration, syntax.DefineDecl) or len(lines) > 1:
            words = f"{key[0]} `{key[1]}` {says} `{text}`"
            yield Edit(Kind.REQUIREMENT, key, f"{word} {text}", head, f"drop {word} {text}", words)
        if word == "when" and isinstance(line.condition, syntax.And):
            for part in line.condition.operands:
                kept = [expression_text(other, NOT) for other in line.condition.operands if other is not part]
                words = f"{key[0]} `{key[1]}` {says} `{expression_text(part)}`"
                changed = f"replace {word} {text} with {' and '.join(kept)}"
                yield Edit(Kind.REQUIREMENT, key, f"{word} {text}", head, changed, words)


# --- clocks ---


def _running(clock: syntax.ClockDecl, model: Model, found: Trapped | None) -> Iterator[Edit]:
    """The clock counts in one more status of those that the life course goes through."""
    if clock.runs is None or not clock.runs.places or clock.runs.condition is not None:
        return
    there = statuses_of(model, clock.runs.places)
    places = model.status if found is None else dict.fromkeys((*found.before, *found.places))
    for place in places:
        if place not in there:
            key = "clock", clock.name.text
            words = f"clock `{key[1]}` runs in `{place}` as well"
            yield Edit(Kind.PLACE, key, f"runs {place}", f"amend clock {key[1]}", f"add runs in {place}", words)


# --- rules ---


def _repealed(rule: Guarded | syntax.LimitDecl | syntax.StatusDecl) -> Iterator[Edit]:
    keyword, name = keyword_of(rule), rule.name.text
    if not isinstance(rule, syntax.StatusDecl):
        yield Edit(Kind.RULE, (keyword, name), "", f"repeal {keyword} {name}", "", f"{keyword} `{name}` is repealed")
    elif rule.limit is not None:
        words = f"status `{name}` has no limit any more"
        yield Edit(Kind.RULE, (keyword, name), "at", f"amend status {name}", "drop at most", words)


def _ways(model: Model, tree: syntax.PolicyFile, item: syntax.PropertyDecl, found: Trapped | None) -> Iterator[Edit]:
    """Transitions that may begin in the status where somebody is stuck, nearest to the goal first."""
    sentence = item.sentence
    if found is None or not isinstance(
        sentence, syntax.EveryPersonCanReach | syntax.EveryPersonMustReach | syntax.SomePersonCanReach
    ):
        return
    by = () if isinstance(sentence, syntax.EveryPersonMustReach) else tuple(name.text for name in sentence.by)
    far = _distances(model, tree, statuses_of(model, sentence.goal.places))
    stuck = dict.fromkeys((found.stuck, *found.places))
    transitions = [rule for rule in tree.declarations if isinstance(rule, syntax.TransitionDecl)]
    useful = [rule for rule in transitions if not rule.adverse and rule.target.text in far]
    useful.sort(key=lambda rule: far[rule.target.text])
    for place in stuck:
        for rule in useful:
            if (
                place in statuses_of(model, rule.origins)
                or (by and rule.actor.text not in by)
                or place == rule.target.text
            ):
                continue
            key = "transition", rule.name.text
            words = f"transition `{key[1]}` may begin in `{place}` as well"
            yield Edit(Kind.PLACE, key, f"from {place}", f"amend transition {key[1]}", f"add from {place}", words)
    named = (key_of(each) for each in tree.declarations)
    taken = {key[1] for key in named if key is not None}
    actors = by or tuple(dict.fromkeys(rule.actor.text for rule in useful))
    for place in stuck:
        for target in sorted(far, key=lambda name: far[name]):
            if place != target and actors and (place == found.stuck or not far[target]):
                yield _new(place, target, actors[0], taken)


def _new(place: str, target: str, actor: str, taken: set[str]) -> Edit:
    name = f"{place}_to_{target}"
    while name in taken:
        name += "_"
    head = f"transition {name} from {place} to {target} by {actor}"
    words = f"there is a transition from `{place}` to `{target}` by {actor}, with no requirement"
    return Edit(Kind.RULE, ("transition", name), "", head, "", words)


def _distances(model: Model, tree: syntax.PolicyFile, targets: frozenset[str]) -> dict[str, int]:
    """From which statuses transitions lead to the targets, requirements apart, and over how many."""
    far = dict.fromkeys((status.name for status in model.statuses if status.name in targets), 0)
    waiting = list(far)
    for status in waiting:
        for rule in tree.declarations:
            if isinstance(rule, syntax.TransitionDecl) and rule.target.text == status and not rule.adverse:
                for name in sorted(statuses_of(model, rule.origins)):
                    if name not in far:
                        far[name] = far[status] + 1
                        waiting.append(name)
    return far
