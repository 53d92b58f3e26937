"""The exit codes of the commands; `docs/exit-codes.md` says what each means."""

from __future__ import annotations

EXIT_OK, EXIT_VIOLATED, EXIT_WRONG, EXIT_UNDECIDED, EXIT_FAULT = 0, 1, 2, 3, 70
