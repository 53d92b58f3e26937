"""Names of what the tool adds to a model: observer clocks, marks, shared parts of certificates.

They begin with a sign that no name in a policy can hold, so they never meet a name of the text, whatever it is called.
"""

from __future__ import annotations

SIGN = "$"


def internal(name: str) -> str:
    """The name as one that no text can declare."""
    return name if is_internal(name) else SIGN + name


def is_internal(name: str) -> bool:
    """True iff the tool gave the name; such a name is shown to nobody."""
    return name.startswith(SIGN)
