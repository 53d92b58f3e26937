"""The registry of all diagnostic codes, by the hundred: what each means and how to write it right.

BCM1xx text and its form, BCM2xx names, BCM3xx types, units and expressions, BCM4xx the sense of a model, BCM5xx
versions of rules, BCM6xx warnings, BCM7xx commands and files, BCM8xx changes of the law, BCM9xx engines and questions
asked of a model.
"""

from __future__ import annotations

from functools import cache

from bcm_formal.diagnostics.codes.changes import CHANGES
from bcm_formal.diagnostics.codes.commands import COMMANDS
from bcm_formal.diagnostics.codes.entry import Code
from bcm_formal.diagnostics.codes.form import FORM
from bcm_formal.diagnostics.codes.names import NAMES
from bcm_formal.diagnostics.codes.sense import SENSE
from bcm_formal.diagnostics.codes.types import TYPES
from bcm_formal.diagnostics.codes.warnings import WARNINGS

__all__ = ["Code", "all_codes", "explain"]


@cache
def all_codes() -> dict[str, Code]:
    """Every code, in ascending order."""
    entries = (*FORM, *NAMES, *TYPES, *SENSE, *WARNINGS, *CHANGES, *COMMANDS)
    return {entry.code: entry for entry in sorted(entries, key=lambda entry: entry.code)}


def explain(code: str) -> str | None:
    """The page for a code (`BCM126`, in any case), or None if there is no such code."""
    entry = all_codes().get(code.upper())
    if entry is None:
        return None
    parts = [f"{entry.code}: {entry.title}", entry.explanation]
    for heading, example in (("Wrong", entry.wrong), ("Right", entry.right)):
        if example:
            parts.append(f"{heading}:\n\n" + "\n".join(f"    {line}".rstrip() for line in example.splitlines()))
    return "\n\n".join(parts)
