"""Which package holds the decision diagrams. What comes of it is the same either way."""

from __future__ import annotations

import sys

from bcm_formal.processes.sharing import can_fork
from bcm_formal.verify.regions.algebra import Algebra, FullError
from bcm_formal.verify.regions.algebra_plain import PlainAlgebra


def new_algebra() -> Algebra:
    """One by `oxidd`; in plain Python where there is no wheel of that, and where it would do harm.

    It has threads, and a process with threads is not copied: so none of it is begun where copies may be made yet (they
    do the work, and there it is used). Where memory is limited it would end the process, and say so on stderr, when it
    gets none.
    """
    if can_fork() or _has_limited_memory():
        return PlainAlgebra()
    try:
        from bcm_formal.verify.regions.algebra_oxidd import OxiddAlgebra
    except ImportError:
        return PlainAlgebra()
    return OxiddAlgebra()


def is_full(error: MemoryError) -> bool:
    """True iff it was not memory that an algebra had too little of, but room for its nodes."""
    oxidd = sys.modules.get("oxidd.util")
    return isinstance(error, FullError) or (oxidd is not None and isinstance(error, oxidd.DDMemoryError))


def _has_limited_memory() -> bool:
    try:
        import resource
    except ImportError:  # on Windows there are no such limits
        return False
    limits = (resource.RLIMIT_AS, resource.RLIMIT_DATA)
    return any(resource.getrlimit(limit)[0] != resource.RLIM_INFINITY for limit in limits)
