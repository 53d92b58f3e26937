"""Values that must be known while the file is read: start values, table entries, bounds of parameters, waits."""

from __future__ import annotations

from bcm_formal.language.tree.policy import Expression
from bcm_formal.model.expressions import NamedCondition, Number, Truth, bare
from bcm_formal.model.findings import shown
from bcm_formal.model.from_syntax.expressions import Meaning, Reader
from bcm_formal.model.from_syntax.quantities import Quantity, kind_of_meaning
from bcm_formal.model.kinds import family, kind_words
from bcm_formal.model.types import Date, Duration, DurationChoice, Type, Value, admits


def constant_of(meaning: Meaning) -> Value | None:
    """The value of a constant meaning, else None."""
    if isinstance(meaning, Quantity):
        term = bare(meaning.term)
        return term.value if isinstance(term, Number) else None
    while isinstance(meaning, NamedCondition):
        meaning = meaning.body
    return meaning.value if isinstance(meaning, Truth) else None


def constant(reader: Reader, expression: Expression, kind: Type | None) -> tuple[Value, Type] | None:
    """A constant of the family of `kind` (None: of any) and its own kind; None after an error."""
    meaning = reader.meaning(expression, kind)
    if meaning is None:
        return None
    own = kind_of_meaning(meaning)
    text = shown(expression.span)
    if reader.lacks_unit(expression, own, kind):
        return None
    if kind is not None and family(own) != family(kind):
        message = f"`{text}` is {kind_words(own)}, but {kind_words(kind)} is needed here"
        reader.findings.error("BCM301", message, expression.span, f"write {kind_words(kind)}")
        return None
    value = constant_of(meaning)
    if value is None:
        message = f"`{text}` is not a constant"
        reader.findings.error("BCM411", message, expression.span, "write a value here")
        return None
    return value, own


def value_of(reader: Reader, expression: Expression, kind: Type) -> Value | None:
    """A constant that is one of the values of `kind`; durations are not negative. None after an error."""
    found = constant(reader, expression, kind)
    if found is None:
        return None
    value = found[0]
    if isinstance(kind, Date) or (value >= 0 if isinstance(kind, Duration) else admits(kind, value)):
        return value
    message = f"`{shown(expression.span)}` is not {allowed_words(reader, kind)}"
    reader.findings.error("BCM312", message, expression.span, f"write {allowed_words(reader, kind)}")
    return None


def allowed_words(reader: Reader, kind: Type) -> str:
    """What values a kind has, for a message."""
    if isinstance(kind, DurationChoice):
        return "one of " + ", ".join(reader.scope.calendar.duration_text(value) for value in kind.durations)
    return "a duration of zero or more" if isinstance(kind, Duration) else kind_words(kind)
