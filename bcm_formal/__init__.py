"""bcm-formal: residence policy as text, its properties proved for every possible life course."""

from bcm_formal.isolation import is_run_as_a_module, leave_the_working_directory, take_z3_from_its_package

if is_run_as_a_module():
    leave_the_working_directory()
take_z3_from_its_package()

from typing import TYPE_CHECKING  # noqa: E402  # only now: no module may come from the working directory

__version__ = "0.1.0"
__all__ = [
    "DiagnosticError",
    "Model",
    "Report",
    "Through",
    "__version__",
    "check",
    "check_file",
    "draw",
    "load",
    "read",
]

if TYPE_CHECKING:
    from bcm_formal.api.drawing import draw
    from bcm_formal.api.loading import load
    from bcm_formal.api.run import check, check_file
    from bcm_formal.diagnostics import DiagnosticError
    from bcm_formal.model.law import Through
    from bcm_formal.model.model import Model
    from bcm_formal.project.preparing import read
    from bcm_formal.views.report.contents import Report

_HOMES = {
    "check": "bcm_formal.api.run",
    "check_file": "bcm_formal.api.run",
    "draw": "bcm_formal.api.drawing",
    "load": "bcm_formal.api.loading",
    "read": "bcm_formal.project.preparing",
    "DiagnosticError": "bcm_formal.diagnostics",
    "Model": "bcm_formal.model.model",
    "Through": "bcm_formal.model.law",
    "Report": "bcm_formal.views.report.contents",
}


def __getattr__(name: str) -> object:
    """The library's names, imported when first asked for: the command line starts without them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
