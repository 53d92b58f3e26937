"""A whole policy as the main module of SMV, with its properties as specifications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.look.ceilings import ceilings
from bcm_formal.model.model import Model, Property
from bcm_formal.model.sentence_conditions import conditions_of
from bcm_formal.model.sentences import BetterNeverBlocks, DoesNotDepend, SomeCanReach
from bcm_formal.records import dataclass
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.translate.to_smv import names, pairs
from bcm_formal.translate.to_smv.expressions import TooLargeError, Writer
from bcm_formal.translate.to_smv.module import module
from bcm_formal.translate.to_smv.sentences import Formulas, NotSaidError, Sentences, has_adverse_events
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
    """The model with these of its properties (None: all). A property that compares two persons must be alone.

    Raises `DiagnosticError` (BCM915) if it has a number without bounds, or one too large for NuSMV.
    """
    asked = model.properties if properties is None else properties
    if model.windows:
        window = model.windows[0]
        message = f"`{window.name}` is a window, and those are not translated"
        remedy = "export the policy without it, with what it asks for as an attribute that events set"
        raise DiagnosticError((Diagnostic("BCM915", message, window.span, remedy),))
    if any(limit.window for limit in model.limits):
        message = "a limit or a clock changes with the law, and that is not translated"
        remedy = "export the law of one day with `--on`"
        raise DiagnosticError((Diagnostic("BCM915", message, None, remedy),))
    try:
        match [(item, item.sentence) for item in asked]:
            case [(item, (BetterNeverBlocks() | DoesNotDepend()) as sentence)] if pairs.is_said(sentence):
                return _compared(model, item, sentence)
            case _:
                return _translated(model, asked)
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
    blocks = [*map(_specified, found), *(_omitted(*pair) for pair in left_out)]
    parts = (_head(model), "MODULE main", *module(Steps(variables, write), sentences), *blocks)
    return Smv("\n\n".join(parts) + "\n", tuple(found), tuple(left_out))


def _compared(model: Model, item: Property, sentence: BetterNeverBlocks | DoesNotDepend) -> Smv:
    """One property that compares two persons: each is a module of its own, and only one of them moves at a time."""
    system = TransitionSystem(model)
    variables = Variables(model, ceilings(system, conditions_of(sentence)))
    write = Writer(variables.constant_clocks)
    sentences = Sentences(system, write, reads_adverse=has_adverse_events(model))
    goal = sentences.in_time(sentence.target, sentence.within)
    steps = Steps(variables, write, free_rest=True)
    person = (f"MODULE {pairs.PERSON}", *module(steps, sentences), f"DEFINE {pairs.GOAL} := {goal};")
    found = Specification(
        item, names.of_property(item.name), names.of_vacuity(item.name), pairs.formulas(variables, sentence)
    )
    parts = (_head(model), *person, *pairs.main(), _specified(found))
    return Smv("\n\n".join(parts) + "\n", (found,), ())


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
    return "\n".join(map(names.comment, lines))


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
