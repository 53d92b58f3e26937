"""The engines that tests compare, by name. An engine that may give up on a question still must never be wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bcm_formal.verify.bounded.engine import Bounded
from bcm_formal.verify.engine import Engine
from bcm_formal.verify.explicit.engine import Explicit
from bcm_formal.verify.k_induction.engine import KInduction
from bcm_formal.verify.pathways.engine import Pathways
from bcm_formal.verify.regions import Regions
from bcm_formal.verify.spacer.engine import Spacer

ENGINES: Mapping[str, Callable[[], Engine]] = {
    "explicit": Explicit,
    "regions": Regions,
    "bounded": Bounded,
    "k_induction": KInduction,
    "spacer": Spacer,
    "pathways": Pathways,
}
OTHERS = tuple(name for name in ENGINES if name != "explicit")
