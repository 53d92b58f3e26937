"""What stands beside lines, in statuses, above layers and in the table, as HTML-like labels and tooltips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bcm_formal.views.diagram import style
from bcm_formal.views.diagram.graph import Cluster, Emphasis, EndKind, Graph, Node, Rule, RuleKind
from bcm_formal.views.diagram.markup import cell, centred, font, label, lines, plain, table
from bcm_formal.views.diagram.style import Stroke
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
    marked = [line for rule in rules if rule not in limits for line in _words_of(rule)]
    if len(limits) == 1:
        marked += _words_of(limits[0])
    elif limits:
        steps = badge(sorted(step for rule in limits for step in rule.steps))
        ink = _detail_ink(limits[0])
        marked.append(steps + font("when the time limit is over", size=TEXT_SIZE, color=ink))
        marked.append(font(plain(limits[0].actor), size=SMALL_SIZE, color=style.GREY))
    return label(font(lines(marked), size=NAME_SIZE))


def _words_of(rule: Rule) -> list[str]:
    return _number_and_name(rule) if rule.number else _full_words(rule)


def _number_and_name(rule: Rule) -> list[str]:
    ink, strong = rule_ink(rule), is_strong(rule)
    marked = [font(plain(line), size=TEXT_SIZE, color=ink, bold=strong) for line in wrap(rule.title, 18, 2)]
    first = badge(rule.steps) + font(f"{rule.number} ", size=TEXT_SIZE, color=ink, bold=True)
    return [first + marked[0] + _never(rule), *marked[1:]]


def _full_words(rule: Rule) -> list[str]:
    names = () if rule.is_time_limit else wrap(rule.title, NAME_COLUMNS, 3)
    marked = [font(plain(line), color=rule_ink(rule), bold=True) for line in names]
    ink = _detail_ink(rule)
    marked += [font(plain(line), size=TEXT_SIZE, color=ink) for line in shortened(rule.requirements)]
    marked[0] = badge(rule.steps) + marked[0] + _never(rule)
    return marked + [font(plain(line), size=SMALL_SIZE, color=style.GREY) for line in _origin_lines(rule)]


def _detail_ink(rule: Rule) -> str:
    return style.FAINT_TEXT if rule.style.emphasis is Emphasis.FAINT else style.DETAIL


def _never(rule: Rule) -> str:
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


def _origin_lines(rule: Rule) -> list[str]:
    """Actor and first source: `authority · JPGUIDE 1(3)`."""
    words = [*([rule.actor]), *rule.citations[:1]]
    line = cut(" · ".join(words), 30)
    return [f"{line} +{len(rule.citations) - 1}" if len(rule.citations) > 1 else line]


ARRIVALS, DEPARTURES = "in", "out"
"""the ports of a status: lines end beside its title and begin below it"""


def node_label(node: Node, details: bool) -> str:
    """A status: its title, how long it lasts, what happens in it."""
    faint = node.emphasis is Emphasis.FAINT
    ink, detail = (style.FAINT_TEXT, style.FAINT_TEXT) if faint else (style.INK, style.DETAIL)
    title = [font(plain(line), size=12, color=ink, bold=True) for line in wrap(node.title, 22, 3)]
    small = [font(mark, color=ink, bold=True) for mark in _marks(node)]
    small += [font(plain(line), color=detail) for limit in node.limits for line in wrap(limit, 30, 3)]
    content = font(centred(small), size=TEXT_SIZE) if small else ""
    waits = [font(plain(f"[{wait.step}] {wait.text}"), color=style.MARK, bold=True) for wait in node.waits]
    listed = waits + event_lines(node.rules, 34, details)
    if listed:
        content += ("<BR/>" if small else "") + font(lines(listed), size=SMALL_SIZE)
    return label(
        table(
            [
                [cell(centred(title), PORT=ARRIVALS, ALIGN="CENTER", BALIGN="CENTER", CELLPADDING=5)],
                [cell(content, PORT=DEPARTURES, ALIGN="CENTER", BALIGN="CENTER", HEIGHT=10, CELLPADDING=6)],
            ]
        )
    )


def _marks(node: Node) -> list[str]:
    return ["▶ start"] * node.start + ["unreachable"] * node.unreachable


def event_lines(rules: tuple[Rule, ...], columns: int, details: bool) -> list[str]:
    """Events that change no status: each with its requirements, or only their names, together for each actor."""
    if details:
        return [line for rule in rules for line in _event_in_detail(rule, columns)]
    marked: list[str] = []
    for excepted in dict.fromkeys(rule.excepted for rule in rules):
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
    marked = [badge(rule.steps) + font(plain(first), color=ink, bold=strong) + _never(rule)]
    marked += [font(plain(f"   {line}"), color=ink, bold=strong) for line in others]
    return marked + [font(plain(f"   {line}"), color=style.GREY) for line in shortened(rule.requirements)]


def cluster_label(cluster: Cluster, details: bool) -> str:
    """A layer: its title and what happens in all of it."""
    titles = [font(plain(line), size=13, color=style.INK, bold=True) for line in wrap(cluster.title, 26, 3)]
    events = event_lines(cluster.rules, 34, details)
    return label(lines(titles) + (font(lines(events), size=SMALL_SIZE) if events else ""))


def heading_label(graph: Graph, strokes: Mapping[str, Stroke]) -> str:
    """The title of the picture, what law it shows, the legend, and what happens everywhere."""
    title = [font(plain(line), size=20, color=style.INK, bold=True) for line in wrap(graph.title, 70)]
    subtitle = font(plain(graph.subtitle), size=11, color=style.GREY)
    rows = [[cell(lines(title))], [cell(subtitle)], [cell(legend(graph, strokes))]]
    words = _remarks(graph)
    if words:
        rows.append([cell(font(plain("   ".join(words)), size=TEXT_SIZE, color=style.DETAIL))])
    events = event_lines(graph.everywhere, 70, graph.has_event_details)
    if events:
        everywhere = font("Everywhere", size=TEXT_SIZE, color=style.INK, bold=True)
        rows.append([cell(font(lines([everywhere, *events]), size=TEXT_SIZE))])
    rows.append([cell("", HEIGHT=16)])
    return label(table(rows))


def _remarks(graph: Graph) -> list[str]:
    """How to read signs that this picture has."""
    nodes = graph.nodes()
    words: list[str] = []
    if any(tail.end.kind is EndKind.LAYER for edge in graph.edges for tail in edge.tails):
        words.append("A line from a frame starts in every status in it.")
    if graph.everywhere or any(cluster.rules for cluster in graph.clusters) or any(node.rules for node in nodes):
        words.append("↻ happens there and changes no status.")
    if any(node.emphasis is Emphasis.STRONG for node in nodes):
        words.append("Thick: brought out.")
    shown = [rule for edge in graph.edges for rule in edge.rules] + [rule for node in nodes for rule in node.rules]
    if any(rule.steps for rule in shown) or any(node.waits for node in nodes):
        words.append("[1], [2], …: the steps of one life course.")
    if any(rule.number for rule in graph.table):
        words.append("Numbers: see the table below.")
    return words


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


def legend(graph: Graph, strokes: Mapping[str, Stroke]) -> str:
    """A sample of each line and its meaning."""
    keys = [_key(actor.title, strokes[actor.name]) for actor in graph.actors]
    styles = {rule.style for edge in graph.edges for rule in edge.rules}
    if any(each.adverse for each in styles):
        keys.append(
            _key("adverse: red, in the actor's line, with a bar", Stroke("solid", style.ADVERSE, 1.2, ""), "▍▶")
        )
    if any(each.dead for each in styles):
        keys.append(_key("never happens", Stroke("solid", style.DEAD, 0.8, "")))
    return table([[part for key in keys for part in key]], CELLPADDING=1)


def _key(title: str, stroke: Stroke, arrow: str = "▶") -> list[str]:
    dash = stroke.dash if stroke.dash in ("dashed", "dotted") else "solid"
    border = max(1, round(stroke.width))
    look: dict[str, str | int] = {"BORDER": border, "SIDES": "B", "STYLE": dash, "COLOR": stroke.color}
    sample = cell("", WIDTH=34, HEIGHT=6 + border, CELLPADDING=0, **look)
    below = cell("", WIDTH=34, HEIGHT=6, CELLPADDING=0)
    drawn = table([[sample], [below]], CELLPADDING=0)
    return [
        cell(drawn, VALIGN="MIDDLE", CELLPADDING=0),
        cell(font(arrow, size=TEXT_SIZE, color=stroke.color), VALIGN="MIDDLE", CELLPADDING=0),
        cell(font(plain(title) + "&#160;" * 4, size=NAME_SIZE, color=style.INK), VALIGN="MIDDLE"),
    ]


def table_label(graph: Graph) -> str:
    """The rules of which the picture shows only number or name, in columns."""
    columns = max(1, min(round(len(graph.clusters) * 1.3), 9, -(-len(graph.table) // 4)))
    entries = [_entry(rule) for rule in graph.table]
    height = -(-sum(map(len, entries)) // columns)
    parts: list[list[str]] = [[]]
    for entry in entries:
        if len(parts[-1]) + len(entry) / 2 > height:
            parts.append([])
        parts[-1] += entry
    above = [cell("", HEIGHT=24)]
    return label(table([above, [cell(font(lines(part), size=TEXT_SIZE), CELLPADDING=8) for part in parts]]))


def _entry(rule: Rule) -> list[str]:
    """A rule in the table, a blank line at the end."""
    ink = rule_ink(rule)
    sign = f"{rule.number} " if rule.number else "↻ "
    name = [font(plain(line), color=ink, bold=True) for line in wrap(rule.title, 44)]
    name[0] = badge(rule.steps) + font(sign, color=ink, bold=True) + name[0] + _never(rule)
    adverse = ", adverse" if rule.style.adverse else ""
    way = f"{rule.sources} → {rule.target}" if rule.target else rule.sources
    where = [font(plain(line), color=style.GREY) for line in wrap(f"{rule.actor}{adverse}: {way}", 50, 3)]
    words = [font(plain(line), color=_detail_ink(rule)) for text in rule.requirements for line in wrap(text, 50)]
    cited = [
        font(plain(line), size=SMALL_SIZE, color=style.GREY) for text in rule.citations for line in wrap(text, 54, 2)
    ]
    return [*name, *where, *words, *cited, font(" ", size=5)]
