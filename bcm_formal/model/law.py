"""As of which day a policy is read, or through which days."""

from __future__ import annotations

import datetime

from bcm_formal.records import dataclass


@dataclass(frozen=True, slots=True)
class Through:
    """A life that begins on the first day, under the law as it changes up to the last.

    None: the day that the policy says, and as far as it says something.
    """

    first: datetime.date | None = None
    last: datetime.date | None = None


Law = datetime.date | Through | None
"""The law of a day, a life through several laws, or (None) the law of the day that the policy says."""
