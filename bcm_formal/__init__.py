"""bcm-formal: residence policy as text, its properties proved for every possible life course."""

from bcm_formal.isolation import is_run_as_a_module, leave_the_working_directory, take_z3_from_its_package

if is_run_as_a_module():
    leave_the_working_directory()
take_z3_from_its_package()

from typing import TYPE_CHECKING  # noqa: E402  # only now: no module may come from the working directory

__version__ = "0.1.0"
__all__ = ["Constraints", "DiagnosticError", "LifeCourse", "Model", "NamedState", "Policy", "Report", "Through"]
__all__ += ["Unreadable", "Variables", "__version__", "check", "check_file", "draw", "explain", "load", "read"]
__all__ += ["simulate"]

if TYPE_CHECKING:
    from bcm_formal.api.drawing import draw
    from bcm_formal.api.loading import load
    from bcm_formal.api.policy import Policy
    from bcm_formal.api.run import check, check_file
    from bcm_formal.api.telling import explain, simulate
    from bcm_formal.diagnostics import DiagnosticError
    from bcm_formal.model.law import Through
    from bcm_formal.model.model import Model
    from bcm_formal.project.preparing import read
    from bcm_formal.translate.to_z3 import Constraints, Variables
    from bcm_formal.views.report.contents import Report, Unreadable
    from bcm_formal.views.report.life_courses import LifeCourse, NamedState

_HOMES = {
    "api.drawing": "draw",
    "api.loading": "load",
    "api.policy": "Policy",
    "api.run": "check check_file",
    "api.telling": "explain simulate",
    "diagnostics": "DiagnosticError",
    "model.law": "Through",
    "model.model": "Model",
    "project.preparing": "read",
    "translate.to_z3": "Constraints Variables",
    "views.report.contents": "Report Unreadable",
    "views.report.life_courses": "LifeCourse NamedState",
}


def __dir__() -> list[str]:
    """The names of the library, before they are imported."""
    return sorted(__all__)


def __getattr__(name: str) -> object:
    """The library's names, imported when first asked for: the command line starts without them."""
    home = next((module for module, names in _HOMES.items() if name in names.split()), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"bcm_formal.{home}"), name)
