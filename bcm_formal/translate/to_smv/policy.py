"""A whole policy as the main module of SMV, with its properties as specifications."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.look.ceilings import ceilings
from bcm_formal.model.model import Model, Property, SomeCanReach
from bcm_formal.model.sentence_conditions import conditions_of
from bcm_formal.model.types import Value
from bcm_formal.records import dataclass
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.translate.to_smv import names
from bcm_formal.translate.to_smv.expressions import TooLargeError, Writer, bare, both, either
from bcm_formal.translate.to_smv.sentences import Formulas, NotSaidError, Sentences
from bcm_formal.translate.to_smv.steps import Steps
from bcm_formal.translate.to_smv.variables import Variables


@dataclass(frozen=True, slots=True)
class Specification:
    """One property as it stands in the text."""

    property: Property
    name: str
    """as `check_property -P` takes it"""
    empty_name: str | None
    """of the specification that is true iff the property speaks of nobody; None: there is none"""
    formulas: Formulas

    def verdict(self, truths: Mapping[str, bool]) -> str:
        """HOLDS, VIOLATED or VACUOUS, if these specifications, by name, are true or not."""
        holds = truths[self.name] == self.formulas.holds_iff
        is_empty = self.empty_name is not None and truths[self.empty_name]
        if is_empty and (holds or isinstance(self.property.sentence, SomeCanReach)):
            return "VACUOUS"
        return "HOLDS" if holds else "VIOLATED"


@dataclass(frozen=True, slots=True)
class Smv:
    """The text, what is specified in it, and what could not be, each with the reason."""

    text: str
    specifications: tuple[Specification, ...]
    left_out: tuple[tuple[Property, str], ...]


def to_smv(model: Model, properties: Sequence[Property] | None = None) -> Smv:
    """The model with these of its properties (None: all).

    Raises `DiagnosticError` (BCM915) if it has a number without bounds, or one too large for NuSMV.
    """
    try:
        return _translated(model, model.properties if properties is None else properties)
    except TooLargeError as error:
        message = f"the number `{error}` is larger than SMV can hold"
        remedy = "a larger step of time or a smaller range makes it smaller"
        raise DiagnosticError((Diagnostic("BCM915", message, help=remedy),)) from None


def _translated(model: Model, properties: Sequence[Property]) -> Smv:
    system = TransitionSystem(model)
    countable = [item for item in properties if _is_countable(system, item)]
    conditions = [condition for item in countable for condition in conditions_of(item.sentence)]
    variables = Variables(model, ceilings(system, conditions))
    write = Writer(variables.constant_clocks)
    sentences = Sentences(system, write)
    found: list[Specification] = []
    left_out: list[tuple[Property, str]] = []
    for item in properties:
        try:
            formulas = _formulas(sentences, item, is_countable=item in countable)
        except NotSaidError as error:
            left_out.append((item, str(error)))
            continue
        empty = None if formulas.empty is None else names.of_vacuity(item.name)
        found.append(Specification(item, names.of_property(item.name), empty, formulas))
    blocks = [*_module(variables, write, sentences), *map(_specified, found), *(_omitted(*pair) for pair in left_out)]
    return Smv("\n\n".join((_head(model), *blocks)) + "\n", tuple(found), tuple(left_out))


def _is_countable(system: TransitionSystem, item: Property) -> bool:
    """True iff each clock still has a ceiling with the sentence, or has none without it."""
    without, ours = ceilings(system, ()), ceilings(system, conditions_of(item.sentence))
    return all(b is not None or a is None for a, b in zip(without, ours, strict=True))


def _formulas(sentences: Sentences, item: Property, *, is_countable: bool) -> Formulas:
    """Raises `NotSaidError`."""
    if not is_countable:
        raise NotSaidError("it compares clocks with each other, so they may not stop counting")
    return sentences.formulas(item.sentence)


def _head(model: Model) -> str:
    lines = (
        f"{model.name}: {model.title}" if model.title else model.name,
        f"one step is an event, a limit that runs out, or one unit of time (time in {model.unit.value})",
        "a clock stops at a reading that stands for all above it",
        "a dead end is followed by itself",
    )
    return "\n".join((*map(names.comment, lines), "MODULE main"))


def _module(variables: Variables, write: Writer, sentences: Sentences) -> Iterator[str]:
    steps = Steps(variables, write)
    declared, assigned = list(variables.changing()), list(steps.assignments())
    begun: list[tuple[str, str]] = []
    if sentences.reads_mover:
        values, after = steps.movers()
        declared.append(f"{names.MOVER} : {values};")
        begun.append((names.MOVER, names.NOBODY))
        assigned.append((names.MOVER, after))
    if sentences.reads_adverse:
        declared.append(f"{names.ADVERSE} : boolean;")
        begun.append((names.ADVERSE, "FALSE"))
        assigned.append((names.ADVERSE, steps.was_adverse()))
    if sentences.longest is not None:
        declared.append(f"{names.WATCH} : -1..{bare(sentences.longest + 1)};")
        begun.append((names.WATCH, "{-1, 0}"))
        assigned.append((names.WATCH, steps.watch(sentences.longest + 1)))
    initial = [f"init({name}) := {value};" for name, value in (*_begun(variables), *begun)]
    following = [f"next({name}) := {value};" for name, value in assigned]
    constraints = [f"TRANS {constraint};" for constraint in steps.constraints()]
    defined = list(steps.definitions())
    start = f"INIT {_starts(variables.model, write)};"
    named = [f"{name} := {value};" for name, value in (*write.definitions.items(), *defined)]
    yield _block("IVAR", (f"{names.STEP} : {{{', '.join(steps.all_names())}}};",))
    yield _block("FROZENVAR", variables.frozen())
    yield _block("VAR", declared)
    yield _block("DEFINE", named)
    yield start
    yield _block("ASSIGN", (*initial, *following))
    yield "\n".join(constraints)


def _begun(variables: Variables) -> Iterator[tuple[str, str]]:
    """What begins with one value. What begins with any is bound by INIT alone."""
    for item in variables.model.attributes:
        if item.start is not None and not variables.has_one_value(item):
            yield names.of_attribute(item.name), _value(item.start)
    for clock in variables.model.clocks:
        if clock.start is not None and clock.name not in variables.constant_clocks:
            yield names.of_clock(clock.name), bare(min(clock.start, variables.ceiling[clock.name]))


def _value(value: Value) -> str:
    return str(value).upper() if isinstance(value, bool) else bare(value)


def _starts(model: Model, write: Writer) -> str:
    return either(both((write.in_status(start.statuses), write.condition(start.condition))) for start in model.starts)


def _block(keyword: str, lines: Iterable[str]) -> str:
    listed = list(lines)
    return "\n".join((keyword, *(f"  {line}" for line in listed))) if listed else names.comment(f"no {keyword}")


def _specified(item: Specification) -> str:
    formulas = item.formulas
    lines = [names.comment(item.property.text)]
    if not formulas.holds_iff:
        lines.append(names.comment("it holds iff this is false"))
    lines.append(f"{formulas.kind} NAME {item.name} := {formulas.text};")
    if formulas.empty is not None:
        lines += [names.comment("true iff it speaks of nobody"), f"CTLSPEC NAME {item.empty_name} := {formulas.empty};"]
    return "\n".join(lines)


def _omitted(item: Property, reason: str) -> str:
    return "\n".join((names.comment(item.text), names.comment(f"left out, `{item.name}`: {reason}")))
