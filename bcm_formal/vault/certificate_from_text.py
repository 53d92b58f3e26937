"""From the text of a certificate back to the evidence. Everything wrong with a text is one kind of error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, get_args, get_origin

from bcm_formal.diagnostics import DiagnosticError, source_of_text
from bcm_formal.language.from_text import parse_condition
from bcm_formal.language.tree.policy import Expression
from bcm_formal.model.expressions import (
    Condition,
    NamedCondition,
    NamedTerm,
    Number,
    Term,
    children,
    choose,
    comparison,
)
from bcm_formal.model.findings import Findings
from bcm_formal.model.from_syntax.expressions import Reader
from bcm_formal.model.from_syntax.quantities import Quantity
from bcm_formal.model.from_syntax.scope import Entry, scope_of_model
from bcm_formal.model.internal_names import SIGN
from bcm_formal.model.kinds import family, kind_words
from bcm_formal.model.model import Model
from bcm_formal.model.to_text import value_text
from bcm_formal.model.types import (
    AttributeType,
    Duration,
    Integer,
    Range,
    Type,
    Value,
    YesNo,
    admits,
    domain,
    without_unit,
)
from bcm_formal.system.state import Delay, Expire, Part, Repeat, State, Step, Take
from bcm_formal.trust.certificate import Act, Certificate, Region, StateSet, WaitFor, Way
from bcm_formal.trust.trace import Trace
from bcm_formal.vault.certificate_text import IF_ANY, LAST_LINE, MEASURE, NO_TIME, REPEAT, SOMEBODY, TIMES
from bcm_formal.vault.chains import chain
from bcm_formal.vault.header import HEADER_LINES
from bcm_formal.vault.kinds import kind_named, parts_of, singular
from bcm_formal.vault.outline import Line, UnreadableCertificateError, outline_of

MAX_DIGITS = 18
MAX_PARSES = 20_000
"""so many different conditions and terms are read by the parser of the language"""
MAX_PARSED = 600_000
"""and so many characters"""
MAX_IN_PLACE = 20_000
"""so many names and numbers a value that is chosen, a length of time or a measure has with shared parts written out"""


def certificate_from_text(text: str, kind: str, model: Model, about: Model) -> tuple[Certificate, Trace | None]:
    """The evidence below the header, and the life course of somebody whom the property speaks of, in `model`.

    Raises `UnreadableCertificateError` for every text that is no certificate of this kind about the model.
    """
    try:
        return _read(text, kind, model, about)
    except DiagnosticError as error:
        raise UnreadableCertificateError(error.diagnostics[0].message) from None
    except RecursionError:
        raise UnreadableCertificateError("it is nested too deeply") from None


def _read(text: str, kind: str, model: Model, about: Model) -> tuple[Certificate, Trace | None]:
    lines = outline_of(text)[HEADER_LINES:]
    if not lines or lines[-1].text != LAST_LINE or lines[-1].children:
        raise UnreadableCertificateError("its end is missing")
    given = [line for line in lines[:-1] if line.text == SOMEBODY]
    if len(given) > 1:
        raise wrong(given[1], f"`{SOMEBODY}` stands here twice")
    evidence = evidence_in([line for line in lines[:-1] if line.text != SOMEBODY], kind, about)
    return evidence, CertificateReader(model).trace(given[0]) if given else None


def evidence_in(lines: Sequence[Line], kind: str, about: Model) -> Certificate:
    """The evidence that the lines are. Raises `UnreadableCertificateError`, and `DiagnosticError`."""
    made_of = parts_of(kind_named(kind))
    found: dict[str, Line] = {}
    for line in lines:
        name = line.text.partition(" ")[0]
        if name in found or (name not in made_of and name != "where"):
            raise wrong(line, f"nothing more called `{_short(name)}` belongs into a certificate by {kind}")
        found[name] = line
    reader = CertificateReader(about)
    if "where" in found:
        reader.where(found["where"])
    values = {}
    for name, hint in made_of.items():
        if name not in found:
            raise UnreadableCertificateError(f"it has no part `{name}`")
        values[name] = reader.part(name, hint, found[name])
    make: Callable[..., Any] = kind_named(kind)
    evidence: Certificate = make(**values)
    return evidence


class CertificateReader:
    """Reads the parts of certificates that speak of one model."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.scope = scope_of_model(model, whole=True)
        self._known: dict[str, Condition] = {}
        self._parses = self._parsed = 0
        self._sizes: dict[int, int] = {}
        """of the bodies of parts and definitions, which live as long as the reader"""

    def where(self, line: Line) -> None:
        """Make shared parts known; each may use those before it."""
        for inner in line.children:
            name, _, words = inner.text.partition(" = ")
            if not name.removeprefix(SIGN).isidentifier() or name in self.scope.names or name in self.scope.labels:
                raise wrong(inner, f"`{_short(name)}` cannot be the name of a part")
            body = NamedCondition(name, self.condition(words, inner))
            self._written_out(body)
            self.scope.names[name] = Entry("part", body, YesNo(), None)

    def part(self, name: str, hint: object, line: Line) -> object:
        """The part of a certificate that has this name and type."""
        if hint in (int, int | None):
            word = line.text.removeprefix(name + " ")
            return None if word == "none" and hint is not int else number_in(word, line)
        if hint == Term:
            return self.term(line.text.removeprefix(name + " "), Duration(), line)
        if line.text != name:
            raise wrong(line, f"here should stand `{name}`")
        if hint is StateSet:
            return self.states(line)
        if hint is Trace:
            return self.trace(line)
        if get_origin(hint) is not tuple:
            raise TypeError(f"certificates hold no {hint}")
        inner = get_args(hint)[0]
        if inner is Region:
            return tuple(self.region(index, below) for index, below in enumerate(line.children))
        one = singular(name)
        return tuple(self.part(f"{one} {index}", inner, below) for index, below in enumerate(line.children))

    def states(self, line: Line) -> StateSet:
        """A set of states, a line for each status."""
        conditions: dict[str, Condition] = {}
        for inner in line.children:
            status, _, words = inner.text.partition(": ")
            status = status.removeprefix("in ")
            if status not in self.model.status or status in conditions:
                raise wrong(inner, f"`{_short(status)}` is no status, or stands here twice")
            conditions[status] = self.condition(words, inner)
        return StateSet(tuple(conditions.items()))

    # --- regions ---

    def region(self, index: int, line: Line) -> Region:
        """One region with its ways."""
        place, _, rank = line.text.partition(", rank ")
        before, _, status = place.partition(" in ")
        if before != f"region {index}" or not line.children or not line.children[0].text.startswith("who "):
            raise wrong(line, f"here should stand `region {index} in STATUS, rank NUMBER` and below it `who …`")
        condition = self.condition(line.children[0].text.removeprefix("who "), line.children[0])
        rest, measure = line.children[1:], None
        if rest and rest[0].text.startswith(MEASURE):
            measure = self.term(rest[0].text.removeprefix(MEASURE), None, rest.pop(0))
        return Region(status, condition, number_in(rank, line), tuple(self._way(below) for below in rest), measure)

    def _way(self, line: Line) -> Way:
        text, _, until = line.text.rpartition(" until ")
        into: tuple[int, ...] = ()
        if until != "the goal":
            into = tuple(number_in(word.removeprefix("region "), line) for word in until.split(", "))
        if text.startswith("then wait "):
            return Way(WaitFor(self._length(text.removeprefix("then wait "), line)), into)
        if not text.startswith("then do "):
            raise wrong(line, "a way is `then wait … until …` or `then do … until …`")
        rule, said = _said(text.removeprefix("then do "), line)
        return Way(Act(rule, tuple((name, self._chosen(name, words, line)) for name, words in said)), into)

    def _length(self, words: str, line: Line) -> Term:
        length = self.term(words.removesuffix(IF_ANY), Duration(), line)
        return choose(comparison(">", length, NO_TIME), length, NO_TIME) if words.endswith(IF_ANY) else length

    def _chosen(self, name: str, words: str, line: Line) -> Condition | Term:
        kind = self._kind(name, line)
        chosen = self.condition(words, line) if isinstance(kind, YesNo) else self.term(words, kind, line)
        self._in_place(chosen, line)
        return chosen

    # --- traces ---

    def trace(self, line: Line) -> Trace:
        """A start and steps from there."""
        if not line.children or not line.children[0].text.startswith("start in "):
            raise wrong(line, "a life course begins with `start in STATUS with …`")
        first = line.children[0]
        status, said = _said(first.text.removeprefix("start in "), first)
        values = {name: self._value(name, words, first) for name, words in said}
        open_clocks = [clock.name for clock in self.model.clocks if clock.start is None]
        needed = (*(item.name for item in self.model.attributes), *open_clocks)
        missing = [name for name in needed if name not in values]
        if missing or len(values) < len(said):
            raise wrong(first, f"`{missing[0] if missing else said[-1][0]}` should have one value")
        attributes = tuple(values[item.name] for item in self.model.attributes)
        clocks = tuple(int(values.get(item.name, item.start or 0)) for item in self.model.clocks)
        return Trace(State(status, attributes, clocks), tuple(self._part(below) for below in line.children[1:]))

    def _part(self, line: Line) -> Part:
        if not line.text.startswith(REPEAT) or not line.text.endswith(TIMES):
            return self._step(line)
        times = number_in(line.text.removeprefix(REPEAT).removesuffix(TIMES), line)
        return Repeat(tuple(self._step(below) for below in line.children), times)

    def _step(self, line: Line) -> Step:
        text = line.text
        if text.startswith("wait "):
            return Delay(self._duration(text.removeprefix("wait "), line))
        if not text.startswith("do "):
            raise wrong(line, "a step is `wait …` or `do …`")
        rule, said = _said(text.removeprefix("do "), line)
        if rule in self.model.limit and not said:
            return Expire(rule)
        if rule not in self.model.event:
            raise wrong(line, f"`{_short(rule)}` is no event, transition or limit of the model")
        return Take(rule, tuple((name, self._value(name, words, line)) for name, words in said))

    def _value(self, name: str, words: str, line: Line) -> Value:
        if name in self.model.clock:
            return self._duration(words, line)
        kind = self._kind(name, line)
        if isinstance(kind, Integer | Range):
            value = number_in(words.removesuffix(f" {kind.unit}") if kind.unit else words, line)
            if admits(kind, value):
                return value
            raise wrong(line, f"`{_short(words)}` is no value of `{name}`")
        for value in domain(kind) or ():
            if value_text(self.model, kind, value) == words:
                return value
        raise wrong(line, f"`{_short(words)}` is no value of `{name}`")

    def _duration(self, words: str, line: Line) -> int:
        term = self.term(words, Duration(), line)
        if not isinstance(term, Number):
            raise wrong(line, f"`{_short(words)}` is no length of time")
        return term.value

    def _kind(self, name: str, line: Line) -> AttributeType:
        if name not in self.model.attribute:
            raise wrong(line, f"there is no attribute `{_short(name)}`")
        return self.model.attribute[name].kind

    # --- expressions ---

    def condition(self, words: str, line: Line) -> Condition:
        """The condition that words say."""
        known = self._known.get(words)
        if known is None:
            known = chain(words, lambda atom: self._whole(atom, line))
            known = self._known[words] = self._whole(words, line) if known is None else known
        return known

    def _written_out(self, expression: Condition | Term) -> int:
        """How many nodes an expression has when all parts and definitions are written out, none more than it may."""
        if not isinstance(expression, NamedCondition | NamedTerm):
            return 1 + sum(map(self._written_out, children(expression)))
        key = id(expression.body)
        if key not in self._sizes:
            self._sizes[key] = min(1 + self._written_out(expression.body), MAX_IN_PLACE + 1)
        return self._sizes[key]

    def _in_place(self, expression: Condition | Term, line: Line) -> None:
        if self._written_out(expression) > MAX_IN_PLACE:
            raise wrong(line, "with its shared parts written out this is too large")

    def _whole(self, words: str, line: Line) -> Condition:
        """The same, by the parser of the language."""
        known = self._known.get(words)
        if known is None:
            findings = Findings()
            read = Reader(self.scope, findings).condition(self._expression(words, line))
            if read is None or findings.has_errors:
                raise wrong(line, findings.found[0].message)
            known = self._known[words] = read
        return known

    def _expression(self, words: str, line: Line) -> Expression:
        """The expression that words are, by the parser; of a sensible certificate it reads little."""
        self._parses += 1
        self._parsed += len(words)
        if self._parses > MAX_PARSES or self._parsed > MAX_PARSED:
            raise wrong(line, "it holds more different conditions than are read")
        try:
            return parse_condition(source_of_text(words, "certificate"))
        except DiagnosticError as error:
            raise wrong(line, error.diagnostics[0].message) from None

    def term(self, words: str, kind: Type | None, line: Line) -> Term:
        """The term that words say, of the family of a kind (None: of any)."""
        findings, kind = Findings(), None if kind is None else without_unit(kind)
        read = Reader(self.scope, findings).quantity(self._expression(words, line), kind)
        if not isinstance(read, Quantity) or findings.has_errors:
            raise wrong(line, findings.found[0].message)
        if kind is not None and family(read.kind) != family(kind):
            raise wrong(line, f"`{_short(words)}` is {kind_words(read.kind)}, not {kind_words(kind)}")
        self._in_place(read.term, line)
        return read.term


def _said(text: str, line: Line) -> tuple[str, list[tuple[str, str]]]:
    """`NAME with a is x; b is y` in parts."""
    name, _, rest = text.partition(" with ")
    said: list[tuple[str, str]] = []
    for item in rest.split("; ") if rest else ():
        attribute, sign, words = item.partition(" is ")
        if not sign:
            raise wrong(line, f"`{_short(item)}` should be `NAME is VALUE`")
        said.append((attribute, words))
    return name, said


def number_in(word: str, line: Line) -> int:
    digits = word.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > MAX_DIGITS:
        raise wrong(line, f"`{_short(word)}` is no whole number")
    return int(word)


def wrong(line: Line, message: str) -> UnreadableCertificateError:
    return UnreadableCertificateError(f"line {line.number}: {message}")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
