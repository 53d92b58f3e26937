"""Recipes on one line: how the model that a question is about was made from the policy."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields

from bcm_formal.model.expressions import Condition, Expression, children
from bcm_formal.model.model import Model
from bcm_formal.model.to_text import condition_text
from bcm_formal.system.derived.recipe import Derived, derived
from bcm_formal.system.derived.steps import (
    Arrived,
    Bounded,
    Derivation,
    Entered,
    Marked,
    Observed,
    Slowed,
    StartsIn,
    StartsWhere,
    Stepped,
    Unobserved,
)
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.vault.certificate_from_text import CertificateReader
from bcm_formal.vault.outline import Line, UnreadableCertificateError
from bcm_formal.vault.shared_parts import SharedParts

AS_WRITTEN = "the policy as written"
_CHANGED = "the policy with "
_WORDS: Mapping[type[Derivation], str] = {
    Observed: "a clock of the observer",
    Unobserved: "no observer",
    Bounded: "a bound of time that stands",
    Entered: "a mark of those who entered where <where>",
    Arrived: "a mark of those who entered the status they are in",
    StartsWhere: "starts only where <where>",
    StartsIn: "starts in <status> where <where>",
    Marked: "a mark for whoever meets <where>",
    Stepped: "a mark for whoever meets <where> that one step uses up",
    Slowed: "a rest after each change",
}
"""the words of a step, with the names of its fields in place of what they hold"""
_FIELD = re.compile(r"<(\w+)>")
_LARGEST = 20_000
"""names and numbers of a condition with all shared parts written out"""


def recipe_text(recipe: Derived) -> str:
    """The recipe in words. Raises `UnreadableCertificateError` if a condition is too large to be written out."""
    if not recipe.steps:
        return AS_WRITTEN
    system, words = recipe.base, []
    for step in recipe.steps:
        words.append(_step_text(system.model, step))
        system = derived(system, step)
    return _CHANGED + "; ".join(words)


def recipe_from_text(text: str, base: TransitionSystem) -> Derived:
    """The recipe that the words are. Raises `UnreadableCertificateError`, and `DiagnosticError`."""
    if text == AS_WRITTEN:
        return Derived(base)
    if not text.startswith(_CHANGED):
        raise UnreadableCertificateError(f"`{text[:40]}` is no recipe for a model")
    system, steps = base, []
    for words in text.removeprefix(_CHANGED).split("; "):
        steps.append(_step_from_text(words, system.model))
        system = derived(system, steps[-1])
    return Derived(base, tuple(steps))


def _step_text(model: Model, step: Derivation) -> str:
    def said(found: re.Match[str]) -> str:
        value = getattr(step, found[1])
        return value if isinstance(value, str) else f"{{{_written_out(model, value)}}}"

    return _FIELD.sub(said, _WORDS[type(step)])


def _written_out(model: Model, condition: Condition) -> str:
    parts = SharedParts(model)
    words = parts.condition(condition)
    if not parts.lines:
        return words
    stack: list[Expression] = [condition]
    count = 0
    while stack:
        count += 1
        if count > _LARGEST:
            raise UnreadableCertificateError("a condition by which a model was made is too large")
        stack.extend(children(stack.pop()))
    return condition_text(model, condition, expand=True)


def _step_from_text(words: str, model: Model) -> Derivation:
    for kind, template in _WORDS.items():
        names = _FIELD.findall(template)
        types = {item.name: item.type for item in fields(kind)}
        pattern = template
        for name in names:
            pattern = pattern.replace(f"<{name}>", r"([^\s{}]+)" if types[name] == "str" else r"\{([^{}]*)\}")
        found = re.fullmatch(pattern, words)
        if found is not None:
            make: Callable[..., Derivation] = kind
            return make(**{n: _value(model, types[n], word) for n, word in zip(names, found.groups(), strict=True)})
    raise UnreadableCertificateError(f"`{words[:40]}` is no step by which a model is made")


def _value(model: Model, kind: object, word: str) -> str | Condition:
    if kind == "str":
        if word not in model.status:
            raise UnreadableCertificateError(f"`{word[:40]}` is no status")
        return word
    return CertificateReader(model).condition(word, Line(word))
