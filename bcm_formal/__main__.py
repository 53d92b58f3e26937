"""The command `bcm`, also as `python -m bcm_formal`.

The working directory is left as a source of code before anything else, and Ctrl-C is minded before anything slow is
imported.
"""

import sys

from bcm_formal.isolation import leave_the_working_directory

leave_the_working_directory()

from bcm_formal.processes.interrupt import StoppedError, ended, stop_on_interrupt  # noqa: E402


def main() -> None:
    """Run the command line and leave the process with its exit code."""
    stop_on_interrupt()
    try:
        from bcm_formal.cli.app import main as commands

        commands()
    except StoppedError as stop:
        sys.exit(ended(stop))


if __name__ == "__main__":
    main()
