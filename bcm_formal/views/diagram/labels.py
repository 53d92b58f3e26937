"""What stands beside lines, in statuses, above layers and in the table, as HTML-like labels and tooltips."""

from __future__ import annotations

from collections.abc import Iterable

from bcm_formal.views.diagram import style
from bcm_formal.views.diagram.graph import Cluster, Emphasis, Node, Rule, RuleKind
from bcm_formal.views.diagram.markup import cell, centred, font, label, lines, plain, sized, stacked, table
from bcm_formal.views.diagram.wording import cut, wrap

NAME_COLUMNS = 24
TEXT_COLUMNS = 27
REQUIREMENTS_SHOWN = 3
NAME_SIZE = 10
TEXT_SIZE = 9
SMALL_SIZE = 8


def badge(steps: Iterable[int]) -> str:
    """Step numbers of the highlighted life course: `[3] `."""
    numbers = ", ".join(str(step) for step in steps)
    return font(f"[{numbers}] ", color=style.MARK, bold=True) if numbers else ""


def rule_ink(rule: Rule) -> str:
    """The colour of a rule's name."""
    if rule.style.emphasis is Emphasis.FAINT:
        return style.FAINT_TEXT
    if rule.style.dead:
        return style.FAINT_TEXT
    return style.ADVERSE if rule.style.adverse else style.INK


def is_strong(rule: Rule) -> bool:
    """True iff the rule is brought out."""
    return rule.style.emphasis is Emphasis.STRONG


def edge_label(rules: tuple[Rule, ...]) -> str:
    """The words beside a line: each rule with its first requirements and its source, or its number and name."""
    limits = [rule for rule in rules if rule.is_time_limit]
    groups = [group for rule in rules if rule not in limits for group in _words_of(rule)]
    if len(limits) == 1:
        groups += _words_of(limits[0])
    elif limits:
        steps = badge(sorted(step for rule in limits for step in rule.steps))
        words = steps + font("when the time limit is over", color=detail_ink(limits[0]))
        groups.append(sized([words], TEXT_SIZE))
        groups.append(sized([font(plain(limits[0].actor), color=style.GREY)], SMALL_SIZE))
    return label(stacked(groups))


def _words_of(rule: Rule) -> list[str]:
    return [_number_and_name(rule)] if rule.number else _full_words(rule)


def _number_and_name(rule: Rule) -> str:
    ink, strong = rule_ink(rule), is_strong(rule)
    marked = [font(plain(line), color=ink, bold=strong) for line in wrap(rule.title, 18, 2)]
    first = badge(rule.steps) + font(f"{rule.number} ", color=ink, bold=True)
    return sized([first + marked[0] + never(rule), *marked[1:]], TEXT_SIZE)


def _full_words(rule: Rule) -> list[str]:
    """Name, requirements and origin, a group each; the first line has the steps."""
    names = () if rule.is_time_limit else wrap(rule.title, NAME_COLUMNS, 3)
    marked = [font(plain(line), color=rule_ink(rule), bold=True) for line in names]
    texts = [font(plain(line), color=detail_ink(rule)) for line in shortened(rule.requirements)]
    first = marked or texts
    first[0] = badge(rule.steps) + first[0] + never(rule)
    origin = sized([font(plain(_origin_line(rule)), color=style.GREY)], SMALL_SIZE)
    return [sized(marked, NAME_SIZE), sized(texts, TEXT_SIZE), origin]


def detail_ink(rule: Rule) -> str:
    return style.FAINT_TEXT if rule.style.emphasis is Emphasis.FAINT else style.DETAIL


def never(rule: Rule) -> str:
    return font(" (never)", size=TEXT_SIZE, color=style.FAINT_TEXT, bold=True) if rule.style.dead else ""


def shortened(requirements: tuple[str, ...]) -> list[str]:
    """The first requirements, and how many are left out."""
    shown: list[str] = []
    limit = REQUIREMENTS_SHOWN if len(requirements) <= REQUIREMENTS_SHOWN else REQUIREMENTS_SHOWN - 1
    for requirement in requirements[:limit]:
        first, *others = wrap(requirement, TEXT_COLUMNS, 2)
        shown += [first, *(f"  {line}" for line in others)]
    if len(requirements) > limit:
        shown.append(f"… and {len(requirements) - limit} more")
    return shown


def _origin_line(rule: Rule) -> str:
    """Actor and first source: `authority · JPGUIDE 1(3)`, and how many sources are left out."""
    line = cut(" · ".join([rule.actor, *rule.citations[:1]]), 30)
    return f"{line} +{len(rule.citations) - 1}" if len(rule.citations) > 1 else line


ARRIVALS, DEPARTURES = "in", "out"
"""the ports of a status: lines end beside its title and begin below it"""


def node_label(node: Node, details: bool) -> str:
    """A status: its title, how long it lasts, what happens in it."""
    faint = node.emphasis is Emphasis.FAINT
    ink, detail = (style.FAINT_TEXT, style.FAINT_TEXT) if faint else (style.INK, style.DETAIL)
    title = [font(plain(line), size=12, color=ink, bold=True) for line in wrap(node.title, 22, 3)]
    small = [font(mark, color=ink, bold=True) for mark in _marks(node)]
    small += [font(plain(line), color=detail) for limit in node.limits for line in wrap(limit, 30, 3)]
    waits = [font(plain(f"[{wait.step}] {wait.text}"), color=style.MARK, bold=True) for wait in node.waits]
    listed = waits + event_lines(node.rules, 34, details)
    middle: dict[str, str | int] = {"ALIGN": "CENTER", "BALIGN": "CENTER", "CELLPADDING": 5}
    rows = [[cell(centred(title), PORT=ARRIVALS, **middle)]]
    if small and listed:
        rows.append([cell(font(centred(small), size=TEXT_SIZE), **middle)])
    last = sized(listed, SMALL_SIZE) if listed else font(centred(small), size=TEXT_SIZE) if small else ""
    rows.append([cell(last, PORT=DEPARTURES, HEIGHT=10, **middle)])
    return label(table(rows))


def _marks(node: Node) -> list[str]:
    return ["▶ start"] * node.start + ["unreachable"] * node.unreachable


def event_lines(rules: tuple[Rule, ...], columns: int, details: bool) -> list[str]:
    """Events that change no status: each with its requirements, or only their names, together for each actor."""
    if details:
        return [line for rule in rules for line in _event_in_detail(rule, columns)]
    marked: list[str] = []
    for excepted in sorted(dict.fromkeys(rule.excepted for rule in rules), key=bool):  # what has no exception first
        if excepted:
            marked += [font(plain(line), color=style.GREY) for line in wrap(f"except in {excepted}:", columns)]
        of_them = [rule for rule in rules if rule.excepted == excepted]
        for who in dict.fromkeys(rule.style for rule in of_them):
            marked += _names_of([rule for rule in of_them if rule.style == who], columns)
    return marked


def _names_of(rules: list[Rule], columns: int) -> list[str]:
    """Events of one actor in one list: `the person: study, resign`."""
    names = ", ".join(f"{_steps(rule)}{rule.title}" for rule in rules)
    adverse = ", adverse" if rules[0].style.adverse else ""
    never = "never: " if rules[0].style.dead else ""
    first, *others = wrap(f"↻ {rules[0].actor}{adverse}: {never}{names}", columns)
    ink, strong = rule_ink(rules[0]), is_strong(rules[0])
    return [font(plain(line), color=ink, bold=strong) for line in (first, *(f"   {other}" for other in others))]


def _steps(rule: Rule) -> str:
    return f"[{', '.join(map(str, rule.steps))}] " if rule.steps else ""


def _event_in_detail(rule: Rule, columns: int) -> list[str]:
    adverse = ", adverse" if rule.style.adverse else ""
    without = f" (not in {rule.excepted})" if rule.excepted else ""
    first, *others = wrap(f"↻ {rule.title} ({rule.actor}{adverse}){without}", columns, 2)
    ink, strong = rule_ink(rule), is_strong(rule)
    marked = [badge(rule.steps) + font(plain(first), color=ink, bold=strong) + never(rule)]
    marked += [font(plain(f"   {line}"), color=ink, bold=strong) for line in others]
    return marked + [font(plain(f"   {line}"), color=style.GREY) for line in shortened(rule.requirements)]


def cluster_label(cluster: Cluster, details: bool) -> str:
    """A layer: its title and what happens in all of it."""
    titles = [font(plain(line), size=13, color=style.INK, bold=True) for line in wrap(cluster.title, 26, 3)]
    events = event_lines(cluster.rules, 34, details)
    return label(stacked([lines(titles), sized(events, SMALL_SIZE)]))


def tooltip(rule: Rule) -> str:
    """Everything that is known of a rule, in lines."""
    happens = f"from {rule.sources} to {rule.target}" if rule.target else f"in {rule.sources}"
    adverse = ", adverse" if rule.style.adverse else ""
    title = "" if rule.is_time_limit else f": {rule.title}"
    found = [f"{rule.kind.value} {rule.name}{title}", f"{happens} by {rule.actor}{adverse}"]
    if rule.style.dead:
        found.append("never happens")
    word = "when " if rule.kind is not RuleKind.LIMIT else ""
    for requirement in rule.requirements:
        found.append(requirement if requirement.startswith("unless ") else word + requirement)
    found += [f"set {effect}" for effect in rule.effects]
    return "\n".join((*found, *(f"source {citation}" for citation in rule.citations)))


def node_tooltip(node: Node) -> str:
    return "\n".join((f"status {node.name}: {node.title}", *node.limits, *(f"source {c}" for c in node.citations)))
