"""The glossary names what is in the source."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
NAMES = re.findall(r"`([A-Z][a-z]\w+)(?:\.\w+)?`", GLOSSARY)
"""names of classes, and of types that stand for several"""


def declared() -> set[str]:
    found = set()
    for path in (ROOT / "bcm_formal").rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            match node:
                case ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                    found.add(name)
                case ast.Assign(targets=[ast.Name(id=name)]):
                    found.add(name)
                case _:
                    pass
    return found


def test_every_name_of_a_type_in_the_glossary_is_declared_in_the_package() -> None:
    assert len(NAMES) > 20
    assert set(NAMES) - declared() == set()


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:\w+/)+(?:\w+\.py)?)`", GLOSSARY))))
def test_every_path_in_the_glossary_exists(path: str) -> None:
    assert (ROOT / "bcm_formal" / path).exists()


def test_every_word_of_the_glossary_is_explained_once() -> None:
    words = [
        word for line in GLOSSARY.splitlines() if line.startswith("| ") for word in line.split(" | ")[0][2:].split(", ")
    ]
    headings = words.count("word")
    assert [word for word in words if words.count(word) > 1] == ["word"] * headings
