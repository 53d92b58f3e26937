"""What stands in a status, and above the statuses of a layer: lines of text, measured, and where lines may touch it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field, replace

from bcm_formal.records import dataclass
from bcm_formal.views.diagram import labels
from bcm_formal.views.diagram.graph import Cluster, Emphasis, Graph, Mark, Node, Rule
from bcm_formal.views.diagram.map import inks
from bcm_formal.views.diagram.map.inks import SIGNS, SMALL, TEXT, TITLE
from bcm_formal.views.diagram.map.ways import Arm, Plan, Stub
from bcm_formal.views.picture import Font, Ink, broken, text_width

WIDTH, PADDING = 142.0, 7.0
"""of texts in a status, unless a word is longer; and the room around them"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of text; `stub`: where a short line leaves the cell (`exit`) or comes into it."""

    text: str
    font: Font
    ink: Ink
    struck: bool = False
    stub: Stub | None = None
    is_exit: bool = False
    room: float = 0.0
    """above it"""

    @property
    def height(self) -> float:
        return self.font.height + self.room


@dataclass(eq=False)
class Cell:
    """A status, or the head of a layer. `upper` rows stand beside the ends of lines, `lower` ones have short lines."""

    name: str
    upper: tuple[Row, ...]
    lower: tuple[Row, ...]
    is_header: bool = False
    node: Node | None = None
    beside: float = 0.0
    """how high the upper part must be for the ends of lines"""
    title: str = ""
    ports: list[object] = field(default_factory=list)

    @property
    def width(self) -> float:
        """Of the widest text."""
        rows = (*self.upper, *self.lower)
        return max((text_width(row.text, row.font.size, row.font.bold) for row in rows), default=0.0)

    @property
    def upper_height(self) -> float:
        return max(sum(row.height for row in self.upper) + 2 * PADDING - 2, self.beside + 4)

    @property
    def height(self) -> float:
        lower = sum(row.height for row in self.lower)
        return self.upper_height + (lower + PADDING - 3 if lower else 0)


def status_cell(node: Node, plan: Plan, details: bool) -> Cell:
    """A status: its title, how long it lasts, what happens in it, and where short lines lead."""
    faint = node.emphasis is Emphasis.FAINT
    color = inks.FAINT if faint else inks.INK
    detail = inks.FAINT if faint else inks.DETAIL
    rows = [Row(line, TITLE, color, node.mark is Mark.GONE) for line in broken(node.title, TITLE, WIDTH)]
    rows += _marked(node.word, node.mark, WIDTH)
    if node.start:
        rows.append(Row("► start", SMALL, color))
    for wait in node.waits:
        rows += _rows(f"[{wait.step}] {wait.text}", TEXT, inks.MARKED)
    for line in node.changed:
        rows += _marked(line.text, line.mark, WIDTH)
    terms = [stub for stub in plan.exits.get(node.name, ()) if stub.is_term]
    ended = {f"→ {stub.others}": stub for stub in terms}
    lower: list[Row] = []
    for limit in node.limits:
        stub = next((stub for words, stub in ended.items() if limit.endswith(words)), None)
        if stub is None:
            rows += _rows(limit, TEXT, detail)
        else:
            lower += _stub_rows(limit, stub, is_exit=True, ink=detail)
    rows += event_rows(node.rules, WIDTH, details, faint, "here")
    lower += exit_rows(plan.exits.get(node.name, ()), WIDTH, with_terms=False)
    lower += arrival_rows(plan.arrivals.get(node.name, ()), WIDTH)
    title = "\n".join((labels.node_tooltip(node), *(f"“{quote}”" for quote in node.quotes)))
    title = "\n\n".join((title, *map(_title_of_rule, node.rules)))
    return Cell(node.name, tuple(rows), tuple(lower), node=node, title=title)


def layer_cell(layer: Cluster, plan: Plan, details: bool, width: float) -> Cell:
    """The head of a layer: its title, and what happens in all of it."""
    rows = [Row(line, inks.LAYER_TITLE, inks.INK) for line in broken(layer.title, inks.LAYER_TITLE, width)]
    rows += [Row(line, SMALL, inks.GREY) for line in broken(layer.note, SMALL, width)] if layer.note else []
    rows += event_rows(layer.rules, width, details, False, "in all")
    return Cell(layer.name, tuple(rows), tuple(exit_rows(plan.exits.get(layer.name, ()), width)), is_header=True)


def _rows(text: str, font: Font, color: Ink, width: float = WIDTH) -> list[Row]:
    return [Row(line, font, color) for line in broken(text, font, width)]


def _marked(text: str, mark: Mark | None, width: float) -> list[Row]:
    """What became of something, behind its sign."""
    if not text:
        return []
    sign = f"{SIGNS[mark]} " if mark is not None else ""
    color = inks.of_mark(mark).stroke.ink if mark is not None else inks.GREY
    return [Row(line, TEXT, color) for line in broken(sign + text, TEXT, width)]


def exit_rows(stubs: Iterable[Stub], width: float, with_terms: bool = True) -> list[Row]:
    found: list[Row] = []
    for stub in stubs:
        if with_terms or not stub.is_term:
            what = "its time is over" if stub.is_term else names_of(stub.rules)
            lacking = f" (not from {stub.excepted})" if stub.excepted else ""
            found += _stub_rows(f"→ {stub.others}: {what}{lacking}", stub, is_exit=True, width=width)
    return found


def arrival_rows(stubs: Iterable[Stub], width: float) -> list[Row]:
    found: list[Row] = []
    for stub in stubs:
        what = "its time is over" if stub.is_term else names_of(stub.rules)
        found += _stub_rows(f"← {stub.others}: {what}", stub, is_exit=False, width=width)
    return found


def _stub_rows(text: str, stub: Stub, is_exit: bool, ink: Ink | None = None, width: float = WIDTH) -> list[Row]:
    """The text of one end of a short line, which is beside its first line."""
    loud = stub.style.adverse or stub.style.dead or stub.style.emphasis is not Emphasis.PLAIN
    color = inks.rule_ink(stub.style) if loud else ink or inks.GREY
    lines = broken(text, SMALL, width)
    first = Row(lines[0], SMALL, color, stub=stub, is_exit=is_exit, room=1.5)
    return [first, *(Row(f"   {line}", SMALL, color) for line in lines[1:])]


def names_of(rules: Sequence[Rule], most: int = 3) -> str:
    """`apply, withdraw +2`"""
    shown = [badge(rule.steps) + rule.title + (" (never)" if rule.style.dead else "") for rule in rules[:most]]
    return ", ".join(shown) + (f" +{len(rules) - most}" if len(rules) > most else "")


def badge(steps: tuple[int | str, ...]) -> str:
    """`[2] ` where the rule is the second step of what is brought out."""
    return f"[{', '.join(map(str, steps))}] " if steps else ""


def event_rows(rules: Sequence[Rule], width: float, details: bool, faint: bool, where: str) -> list[Row]:
    """What happens there and changes no status: in one line for each actor; with requirements if `details`."""
    found: list[Row] = []
    groups: dict[tuple[str, str, bool, bool, Emphasis, Mark | None], list[Rule]] = {}
    for rule in sorted(rules, key=lambda rule: rule.excepted):
        style = rule.style
        key = (rule.excepted, rule.actor, style.adverse, style.dead, style.emphasis, style.mark)
        groups.setdefault(key, []).append(rule)
    told = where
    for (excepted, actor, _, _, emphasis, mark), members in groups.items():
        color = inks.FAINT if faint and emphasis is not Emphasis.STRONG else inks.rule_ink(members[0].style)
        if mark is not None:
            for rule in members:
                what = f"{rule.title} by {actor}" + (f": {rule.word}" if rule.word else "")
                found += _marked("; ".join((what, *rule.beside)), mark, width)
            continue
        said = [_said(rule, details) for rule in members]
        head = f"{where} but {excepted}" if excepted else where
        if excepted and head != told:
            found += _rows(f"{head}:", SMALL, inks.FAINT if faint else inks.GREY, width)
            told = head
        before = "" if excepted else f"{where}, "
        found += _rows(f"{before}{actor}: {'; '.join(said) if details else ', '.join(said)}", SMALL, color, width)
    return found


def _said(rule: Rule, details: bool) -> str:
    adverse = " (adverse)" if rule.style.adverse else ""
    never = " (never)" if rule.style.dead else ""
    asked = f" if {' and '.join(rule.asked)}" if details and rule.asked else ""
    closed = f" (× {'; '.join(rule.missing)})" if rule.missing else ""
    return f"{badge(rule.steps)}{rule.title}{adverse}{never}{asked}{closed}"


def label_rows(arm: Arm, details: bool, width: float) -> tuple[Row, ...]:
    """What stands beside a line: the names of its rules, a term's as a term, and what they ask for if `details`."""
    found: list[Row] = []
    rules = arm.rules
    terms = [rule for rule in rules if rule.is_time_limit]
    shown = [rule for rule in rules if not rule.is_time_limit]
    if terms and terms[0].style.mark is None:
        found += [Row(line, inks.NAME, inks.rule_ink(terms[0].style)) for line in _term(terms, width)]
    elif terms:
        shown = list(rules)
    most = 3 if not details else len(shown)
    for rule in shown[:most]:
        color, style = inks.rule_ink(rule.style), rule.style
        sign = f"{SIGNS[style.mark]} " if style.mark is not None else ""
        never = " (never)" if style.dead else ""
        sign = "× " if rule.missing else sign
        name = f"{badge(rule.steps)}{sign}{rule.title}{never}"
        gone = style.mark is Mark.GONE
        found += [Row(line, inks.NAME, color, gone) for line in broken(name, inks.NAME, width, 3)]
        if rule.word:
            found += _rows(rule.word, SMALL, color, width)
        for words in rule.missing:
            found += _rows(words, SMALL, inks.ADVERSE, width)
        if details and not rule.missing:
            beside = rule.asked if rule.details is None else rule.details
            asked = [line for text in beside for line in broken(text, SMALL, width)]
            cut = asked if len(asked) <= LINES_OF else [*asked[: LINES_OF - 1], "…"]
            found += [Row(line, SMALL, inks.GREY) for line in cut]
    if len(shown) > most:
        found.append(Row(f"+ {len(shown) - most} more", SMALL, inks.GREY))
    for tail in arm.tails:
        found += _rows(f"not from {tail.excepted}", SMALL, inks.GREY, width) if tail.excepted else []
    return tuple(found)


LINES_OF = 5
"""so many lines tell what a rule asks for"""


def _term(rules: Sequence[Rule], width: float) -> tuple[str, ...]:
    steps = tuple(step for rule in rules for step in rule.steps)
    said = rules[0].requirements[0] if len(rules) == 1 else "when the time is over"
    return broken(badge(steps) + said, inks.NAME, width, 3)


def has_details(graph: Graph, plan: Plan) -> bool:
    """True iff the picture is small enough for what rules ask for."""
    return graph.change is not None or len(plan.arms) <= DETAILS_UP_TO


DETAILS_UP_TO = 14


def title_of_rules(rules: Iterable[Rule]) -> str:
    """All that is known of them."""
    return "\n\n".join(map(_title_of_rule, rules))


def _title_of_rule(rule: Rule) -> str:
    """With the values of parameters, and with what the law says in its own words."""
    return "\n".join((labels.tooltip(replace(rule, requirements=rule.asked)), *(f"“{quote}”" for quote in rule.quotes)))
