"""How a policy is read: by which law, and with which values of its parameters."""

from __future__ import annotations

from bcm_formal.model.law import Law
from bcm_formal.records import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """A law in which parameters have other values than the text says: the name of each, and its value as written."""

    values: tuple[tuple[str, str], ...]
    law: Law = None


AsOf = Law | Given
"""How a policy is read."""
