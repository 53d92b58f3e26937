"""One person's life as a module of SMV: its variables, where they begin, and every step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bcm_formal.model.model import Model
from bcm_formal.model.types import Value
from bcm_formal.translate.to_smv import names
from bcm_formal.translate.to_smv.expressions import Writer, bare, both, either
from bcm_formal.translate.to_smv.sentences import Sentences
from bcm_formal.translate.to_smv.steps import Steps
from bcm_formal.translate.to_smv.variables import Variables


def module(steps: Steps, sentences: Sentences) -> Iterator[str]:
    """The blocks of a module, with what the sentences read besides: to be called when these are written."""
    variables, write = steps.variables, steps.write
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
    yield block("IVAR", (f"{names.STEP} : {{{', '.join(steps.all_names())}}};",))
    yield block("FROZENVAR", variables.frozen())
    yield block("VAR", declared)
    yield block("DEFINE", named)
    yield start
    yield block("ASSIGN", (*initial, *following))
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


def block(keyword: str, lines: Iterable[str]) -> str:
    listed = list(lines)
    return "\n".join((keyword, *(f"  {line}" for line in listed))) if listed else names.comment(f"no {keyword}")
