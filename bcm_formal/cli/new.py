"""The command `bcm new`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("name", help="What the policy is called: letters, digits and _.")
def new(name: str) -> None:
    """Begin a model: a folder with a small policy to change."""
    import datetime

    from bcm_formal.cli.terminal import say_line
    from bcm_formal.diagnostics import Diagnostic, DiagnosticError
    from bcm_formal.language.reading.letters import composed, is_name
    from bcm_formal.project.scaffold import first_model
    from bcm_formal.views.report.writing import write_whole

    name = composed(name)
    if not is_name(name):
        raise DiagnosticError((Diagnostic("BCM908", f"`{name}` cannot be a name", help="use letters, digits and _"),))
    path = Path(name) / f"{name}.bcm"
    if path.parent.exists():
        raise DiagnosticError((Diagnostic("BCM907", f"`{path.parent}` is already there", help="choose another name"),))
    try:
        path.parent.mkdir()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DiagnosticError((Diagnostic("BCM904", f"cannot make the folder `{name}`: {reason}"),)) from None
    write_whole(path, first_model(name, datetime.date.today()))
    say_line(f"wrote {path}: try `bcm check {path}`")
