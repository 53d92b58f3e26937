"""What stands beside lines, in statuses, above layers and in the table, as HTML-like labels and tooltips."""

from __future__ import annotations

from collections.abc import Iterable

from bcm_formal.views.diagram import style
from bcm_formal.views.diagram.graph import Cluster, Emphasis, Mark, Node, Rule, RuleKind
from bcm_formal.views.diagram.markup import cell, centred, font, label, lines, plain, sized, stacked, table
from bcm_formal.views.diagram.wording import cut, wrap

NAME_COLUMNS = 24
TEXT_COLUMNS = 27
REQUIREMENTS_SHOWN = 3
LINES_OF = {False: 2, True: 5}
"""in so many lines each of them is shown, and each of what a change makes of them"""
NAME_SIZE = 10
TEXT_SIZE = 9
SMALL_SIZE = 8


def badge(steps: Iterable[int | str]) -> str:
    """Step numbers of the highlighted life course: `[3] `."""
    numbers = ", ".join(str(step) for step in steps)
    return font(f"[{numbers}] ", color=style.MARK, bold=True) if numbers else ""


def rule_ink(rule: Rule) -> str:
    """The colour of a rule's name."""
    if rule.style.mark is not None:
        return style.MARKS[rule.style.mark].stroke.color
    if rule.style.emphasis is Emphasis.FAINT:
        return style.FAINT_TEXT
    if rule.style.dead:
        return style.FAINT_TEXT
    return style.ADVERSE if rule.style.adverse else style.INK


def is_strong(rule: Rule) -> bool:
    """True iff the rule is brought out."""
    return rule.style.emphasis is Emphasis.STRONG


def marked(words: str, mark: Mark | None, columns: int) -> list[str]:
    """What became of a part of the picture, in lines: its sign and words."""
    if mark is None:
        return [font(plain(line), color=style.GREY) for line in wrap(words, columns)] if words else []
    ink = style.MARKS[mark]
    first, *others = wrap(f"{ink.sign} {words}", columns)
    return [font(plain(line), color=ink.stroke.color, bold=True) for line in (first, *(f"   {o}" for o in others))]


def struck(text: str, mark: Mark | None) -> str:
    """Marked text, struck out where the change does away with it."""
    return f"<S>{text}</S>" if mark is Mark.GONE else text


def edge_label(rules: tuple[Rule, ...]) -> str:
    """The words beside a line: each rule with its first requirements and its source, or its number and name."""
    limits = [rule for rule in rules if rule.is_time_limit]
    groups = [group for rule in rules if rule not in limits for group in _words_of(rule)]
    if len(limits) == 1:
        groups += _words_of(limits[0])
    elif limits:
        steps = badge(
            sorted((step for rule in limits for step in rule.steps), key=lambda step: (isinstance(step, str), step))
        )
        words = steps + font("when the time limit is over", color=detail_ink(limits[0]))
        mark = limits[0].style.mark
        groups.append(sized(marked(limits[0].word, mark, TEXT_COLUMNS) if mark else [], TEXT_SIZE))
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
    if rule.details is not None and rule.style.mark is None:
        return _background(rule)
    mark = rule.style.mark
    names = () if rule.is_time_limit and mark is None else wrap(_name(rule), NAME_COLUMNS, 3)
    named = [font(struck(plain(line), mark), color=rule_ink(rule), bold=True) for line in names]
    texts = [font(plain(line), color=detail_ink(rule)) for line in shortened(rule.beside, LINES_OF[mark is not None])]
    first = named or texts
    first[0] = badge(rule.steps) + first[0] + never(rule)
    became = marked(rule.word, mark, TEXT_COLUMNS)
    origin = sized([font(plain(_origin_line(rule)), color=style.GREY)], SMALL_SIZE)
    return [sized(named, NAME_SIZE), sized(became, TEXT_SIZE), sized(texts, TEXT_SIZE), origin]


def _name(rule: Rule) -> str:
    return "time limit" if rule.is_time_limit else rule.title


def _background(rule: Rule) -> list[str]:
    """Of a rule that a change leaves as it was: its name, and whether its text is another."""
    names = [font(plain(line), color=style.FAINT_TEXT) for line in wrap(_name(rule), NAME_COLUMNS, 2)]
    names += marked(rule.word, None, TEXT_COLUMNS)
    return [sized(names, SMALL_SIZE)]


def detail_ink(rule: Rule) -> str:
    return style.FAINT_TEXT if rule.style.emphasis is Emphasis.FAINT else style.DETAIL


def never(rule: Rule) -> str:
    return font(" (never)", size=TEXT_SIZE, color=style.FAINT_TEXT, bold=True) if rule.style.dead else ""


def shortened(requirements: tuple[str, ...], most: int = 2) -> list[str]:
    """The first requirements, each in at most so many lines, and how many are left out."""
    shown: list[str] = []
    limit = REQUIREMENTS_SHOWN if len(requirements) <= REQUIREMENTS_SHOWN else REQUIREMENTS_SHOWN - 1
    for requirement in requirements[:limit]:
        first, *others = wrap(requirement, TEXT_COLUMNS, most)
        shown += [first, *(f"  {line}" for line in others)]
    if len(requirements) > limit:
        shown.append(f"… and {len(requirements) - limit} more")
    return shown


def _origin_line(rule: Rule) -> str:
    """Actor and first source: `authority · JPGUIDE 1(3)`, and how many sources are left out."""
    actor = f"{rule.actor}, adverse" if rule.style.adverse and rule.style.mark else rule.actor
    line = cut(" · ".join([actor, *rule.citations[:1]]), 30)
    return f"{line} +{len(rule.citations) - 1}" if len(rule.citations) > 1 else line


ARRIVALS, DEPARTURES = "in", "out"
"""the ports of a status: lines end beside its title and begin below it"""


def node_label(node: Node, details: bool) -> str:
    """A status: its title, how long it lasts, what happens in it."""
    faint = node.emphasis is Emphasis.FAINT
    ink, detail = (style.FAINT_TEXT, style.FAINT_TEXT) if faint else (style.INK, style.DETAIL)
    title = [font(plain(line), size=12, color=ink, bold=True) for line in wrap(node.title, 22, 3)]
    title = [struck(line, node.mark) for line in title]
    small = [font(mark, color=ink, bold=True) for mark in _marks(node)]
    became = marked(node.word, node.mark, 30)
    became += [part for line in node.changed for part in marked(line.text, line.mark, 30)]
    small += [font(plain(line), color=detail) for limit in node.limits for line in wrap(limit, 30, 3)]
    waits = [font(plain(f"[{wait.step}] {wait.text}"), color=style.MARK, bold=True) for wait in node.waits]
    listed = waits + event_lines(node.rules, 34, details)
    middle: dict[str, str | int] = {"ALIGN": "CENTER", "BALIGN": "CENTER", "CELLPADDING": 5}
    rows = [[cell(centred(title), PORT=ARRIVALS, **middle)]]
    rows += [[cell(font(line, size=TEXT_SIZE), ALIGN="CENTER", CELLPADDING=1)] for line in became]
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
    lines = [line for rule in rules if rule.style.mark for line in _event_in_detail(rule, columns)]
    rules = tuple(rule for rule in rules if rule.style.mark is None)
    for excepted in sorted(dict.fromkeys(rule.excepted for rule in rules), key=bool):  # what has no exception first
        if excepted:
            lines += [font(plain(line), color=style.GREY) for line in wrap(f"except in {excepted}:", columns)]
        of_them = [rule for rule in rules if rule.excepted == excepted]
        for who in dict.fromkeys(rule.style for rule in of_them):
            lines += _names_of([rule for rule in of_them if rule.style == who], columns)
    return lines


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
    mark = rule.style.mark
    first, *others = wrap(f"↻ {rule.title} ({rule.actor}{adverse}){without}", columns, 2)
    ink, strong = rule_ink(rule), is_strong(rule) or mark is not None
    named = [badge(rule.steps) + font(struck(plain(first), mark), color=ink, bold=strong) + never(rule)]
    named += [font(struck(plain(f"   {line}"), mark), color=ink, bold=strong) for line in others]
    named += [f"   {line}" for line in marked(rule.word, mark, columns)]
    return named + [
        font(plain(f"   {line}"), color=style.GREY) for line in shortened(rule.beside, LINES_OF[mark is not None])
    ]


def cluster_label(cluster: Cluster, details: bool) -> str:
    """A layer: its title and what happens in all of it."""
    titles = [font(plain(line), size=13, color=style.INK, bold=True) for line in wrap(cluster.title, 26, 3)]
    events = event_lines(cluster.rules, 34, details)
    note = sized(marked(cluster.note, None, 34), SMALL_SIZE)
    return label(stacked([lines(titles), note, sized(events, SMALL_SIZE)]))


def tooltip(rule: Rule) -> str:
    """Everything that is known of a rule, in lines."""
    happens = f"from {rule.sources} to {rule.target}" if rule.target else f"in {rule.sources}"
    adverse = ", adverse" if rule.style.adverse else ""
    title = "" if rule.is_time_limit else f": {rule.title}"
    found = [f"{rule.kind.value} {rule.name}{title}", f"{happens} by {rule.actor}{adverse}"]
    if rule.style.dead:
        found.append("never happens")
    if rule.word:
        found.append("; ".join((rule.word, *(rule.details or ()))))
    word = "when " if rule.kind is not RuleKind.LIMIT else ""
    for requirement in rule.requirements:
        found.append(requirement if requirement.startswith("unless ") else word + requirement)
    found += [f"set {effect}" for effect in rule.effects]
    return "\n".join((*found, *(f"source {citation}" for citation in rule.citations)))


def node_tooltip(node: Node) -> str:
    return "\n".join((f"status {node.name}: {node.title}", *node.limits, *(f"source {c}" for c in node.citations)))
