"""BCM6xx: findings that are no errors, unless `--strict` is given."""

from __future__ import annotations

from .entry import Code

WARNINGS = (
    Code("BCM601", "never used", "Something is declared and nothing mentions it; often a name was mistyped elsewhere."),
    Code(
        "BCM602",
        "an attribute that never changes",
        "No rule sets the attribute. If it is meant to stay, `fixed` says so, and readers can rely on it.",
    ),
    Code("BCM603", "no property", "The policy states no property, so there is nothing to prove."),
    Code("BCM604", "a status that nothing leads to", "No transition, limit or start leads to this status."),
    Code("BCM605", "set but never read", "An attribute or clock is set, but no rule or property asks for it."),
)
