"""The command `bcm explain`."""

from __future__ import annotations

from pathlib import Path

import click
from click.exceptions import Exit

from bcm_formal.cli.options import (
    PATH,
    EngineName,
    Form,
    allowance_of,
    day_of,
    engine_option,
    memory_option,
    on_option,
    timeout_option,
)


@click.command()
@click.argument("what", metavar="CODE|PROPERTY", help="As BCM201, or the name of a property.")
@click.argument("model", type=PATH, required=False, help="The model that states the property.")
@engine_option
@on_option
@click.option("--plain", is_flag=True, help="Words instead of signs.")
@timeout_option
@memory_option
def explain(
    what: str,
    model: Path | None,
    engine: EngineName,
    on: str | None,
    plain: bool,
    timeout: str | None,
    memory: str | None,
) -> None:
    """Tell what a code means, or why a verdict is as it is."""
    from bcm_formal.cli.terminal import look_of, say

    if model is None:
        say(_code_page(what))
        return
    from bcm_formal.cli.checking import carry_out
    from bcm_formal.project.request import Request
    from bcm_formal.views.report.exit_codes import EXIT_VIOLATED

    allowance = allowance_of(timeout, None, memory)
    request = Request((model,), (what,), engine.value, ("z3",), day_of(on), allowance=allowance)
    code = carry_out(request, Form.text, (), look_of("auto", plain=plain, verbose=True))
    raise Exit(0 if code == EXIT_VIOLATED else code)


def _code_page(code: str) -> str:
    from bcm_formal.diagnostics import Diagnostic, DiagnosticError, did_you_mean
    from bcm_formal.diagnostics.codes import all_codes
    from bcm_formal.diagnostics.codes import explain as page_of

    page = page_of(code)
    if page is None:
        how = "codes are BCM101 and so on; a property is explained with its model: bcm explain PROPERTY MODEL"
        remedy = did_you_mean(code, all_codes()) or how
        raise DiagnosticError((Diagnostic("BCM906", f"there is no code `{code}`", help=remedy),))
    return page + "\n"
