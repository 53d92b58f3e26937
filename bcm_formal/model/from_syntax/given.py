"""Values that parameters are given instead of those of the text: read as the text is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bcm_formal.diagnostics import Source, did_you_mean, has_errors
from bcm_formal.language.from_text import parse
from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.findings import Findings
from bcm_formal.model.from_syntax.names import word_of
from bcm_formal.model.from_syntax.versions import space_of
from bcm_formal.model.model import Model

GIVEN = "--set"
"""what is named as the file of a value that is given"""
_LISTED = 8


def with_given(file: syntax.PolicyFile, values: Iterable[tuple[str, str]], findings: Findings) -> syntax.PolicyFile:
    """The file and the values that its parameters are given, each a declaration of its own; mistakes are reported."""
    read = (_given(file, name, value, findings) for name, value in values)
    return replace(file, given=tuple(item for item in read if item is not None))


def check_given(file: syntax.PolicyFile, model: Model | None, findings: Findings) -> None:
    """Report each parameter that is given a value and is not law."""
    known = {item.name for item in model.parameters} if model is not None else set()
    for item in file.given:
        if model is not None and item.name.text not in known and not findings.has_errors:
            message = f"`{item.name.text}` is not law then, so that its value changes nothing"
            findings.error("BCM431", message, item.name.span, "name a parameter of this law, or another day")


def _given(file: syntax.PolicyFile, name: str, value: str, findings: Findings) -> syntax.ParameterDecl | None:
    is_table = value.split(maxsplit=1)[:1] == ["by"]
    source = Source(GIVEN, f"parameter {name} {value}" if is_table else f"parameter {name} = {value}")
    parsed = parse(source)
    found = parsed.tree.declarations[0] if len(parsed.tree.declarations) == 1 else None
    if has_errors(parsed.diagnostics):
        findings.found.extend(item for item in parsed.diagnostics if item.severity == "error")
    elif not isinstance(found, syntax.ParameterDecl) or found != _alone(found):
        message = f"`{value}` is more than the value of a parameter"
        findings.error("BCM431", message, parsed.tree.span, "give a value alone, such as `5 years`")
    elif all(found.name.text != item.name.text for item in _parameters(file)):
        _report_unknown(file, found.name, findings)
    else:
        return found
    return None


def _alone(item: syntax.ParameterDecl) -> syntax.ParameterDecl:
    """The name and the value of a declaration, and nothing else."""
    return syntax.ParameterDecl(item.name, None, item.value, None, syntax.Origin(), item.span)


def _parameters(file: syntax.PolicyFile) -> Iterator[syntax.ParameterDecl]:
    return (item for item in file.declarations if isinstance(item, syntax.ParameterDecl))


def _report_unknown(file: syntax.PolicyFile, name: syntax.Name, findings: Findings) -> None:
    known = tuple(dict.fromkeys(item.name.text for item in _parameters(file)))
    declared = ((item, space_of(item)) for item in file.declarations)
    other = next((word_of(item) for item, place in declared if place and place[1].text == name.text), None)
    message = f"there is no parameter `{name.text}`"
    if other is not None:
        message = f"`{name.text}` is {'an' if other[0] in 'aeiou' else 'a'} {other}, not a parameter"
    listed = ", ".join(f"`{item}`" for item in known[:_LISTED])
    remedy = did_you_mean(name.text, known) or (f"the parameters are {listed}" if known else "the policy has none")
    findings.error("BCM431", message, name.span, remedy)
