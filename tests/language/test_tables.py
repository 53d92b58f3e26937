"""The stored tables are those of the grammar."""

from __future__ import annotations

import json

from bcm_formal.language.reading import tables


def test_the_stored_tables_are_those_that_lark_computes() -> None:
    """If this fails, run `python -m bcm_formal.language.reading.tables`."""
    assert tables.compute() == json.loads(tables.STORED.read_text("utf-8"))


def test_every_rule_of_the_grammar_has_its_callback() -> None:
    from bcm_formal.language.reading.from_parse_reforms import ReformBuilder

    names = {rule.callback for rule in tables.tables().rules if not rule.inlined and not rule.unwrapped}
    assert not sorted(name for name in names if not hasattr(ReformBuilder, name))
