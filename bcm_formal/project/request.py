"""What is asked of a run: files, how they are checked, and what it may take. All settings are here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from bcm_formal.model.as_of import AsOf
from bcm_formal.processes.allowance import NO_LIMITS, Allowance
from bcm_formal.project.remembering import Remembered
from bcm_formal.project.severities import Level
from bcm_formal.records import dataclass
from bcm_formal.verify.engine import Budget


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be checked: files and folders, and how. `expected`: against what stands beside each model."""

    paths: tuple[Path, ...]
    properties: tuple[str, ...] | None = None
    engine: str = "auto"
    solvers: tuple[str, ...] = ("z3",)
    on: AsOf = None
    expected: bool = False
    strict: bool = False
    """warnings are errors"""
    proofs: Path | None = None
    """where stored proofs are kept; None: in the nearest `proofs` beside the model"""
    fresh: bool = False
    """whether stored proofs are left aside"""
    levels: Mapping[str, Level] = field(default_factory=dict)
    """how severe findings are, by code; those not named are as the `expected.toml` beside the model says"""
    times: bool = False
    """whether to find out how soon the goals are reached"""
    allow_vacuous: bool = False
    """whether a vacuous property counts as a success"""
    budget: Budget | None = None
    coverage: bool | None = None
    """whether to find out what is never in use; None: where everything is checked"""
    reads_holds: bool = True
    """whether the pathways of properties that hold are found and told, which takes time"""
    depends: bool = False
    """whether to find out for which values of each parameter with bounds a verdict stays"""
    write_expected: bool = False
    """whether what is found is what will be expected from now on"""
    remembered: Remembered | None = None
    """what earlier runs found; not for what is checked `fresh`"""
    questions: tuple[Path, ...] | None = None
    """the files of properties that the policies are asked, none: each its own; None: no table of them is asked for"""
    allowance: Allowance = NO_LIMITS
    """what the run may take; its time counts from when the run begins"""
