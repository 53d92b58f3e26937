"""The command `bcm`, also as `python -m bcm_formal`: Ctrl-C is minded before anything slow is imported."""

from __future__ import annotations

from bcm_formal.views.interrupt import stop_on_interrupt


def main() -> None:
    """Run the command line and leave the process with its exit code."""
    stop_on_interrupt()
    from bcm_formal.cli import main as commands

    commands()


if __name__ == "__main__":
    main()
