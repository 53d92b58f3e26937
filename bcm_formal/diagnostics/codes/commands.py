"""BCM7xx: commands and files. BCM9xx: engines, and questions that a model cannot answer."""

from __future__ import annotations

from .entry import Code

COMMANDS = (
    Code(
        "BCM903",
        "no property or scenario of that name",
        "The model declares no such property or scenario; the message lists those it has.",
    ),
    Code(
        "BCM904",
        "a file cannot be written",
        "The place named with `-o` or `--output` does not exist or may not be written to.",
    ),
    Code(
        "BCM905",
        "the list of expected verdicts cannot be used",
        "`expected.toml` beside a model says which verdict each property has and how large the model is. "
        "It is not in the form that is read.",
    ),
)
