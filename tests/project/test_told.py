"""What was told is found again only while nothing has changed of which it could depend."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from bcm_formal.project import told
from bcm_formal.project.request import Request
from bcm_formal.project.told import Told, told_before
from bcm_formal.trust.own_folder import OwnFolder, knows_owners
from bcm_formal.verify.decided import Decided
from bcm_formal.verify.engine import Budget
from tests.builders.loading import model_of
from tests.builders.policies import LADDER, verdicts

pytestmark = pytest.mark.skipif(not knows_owners(), reason="nothing is remembered without owners of files")
REQUEST = Request(())


def before(folder: Path, text: str = LADDER, request: Request = REQUEST, proofs: Path | None = None) -> Told:
    return told_before(OwnFolder(folder / "told"), model_of(text), request, proofs)


def key(found: Told) -> str:
    _, verdict = verdicts(LADDER)[0]
    return found.key_of(Decided(verdict))


def test_what_was_kept_is_found_again_by_its_key(tmp_path: Path) -> None:
    first = before(tmp_path)
    assert not first.entries
    first.keep(first.key("scenario", "a"), '{"rows":1}')
    first.keep(key(first), '{"rows":2}')
    again = before(tmp_path)
    assert dict(again.entries) == {first.key("scenario", "a"): '{"rows":1}', key(first): '{"rows":2}'}
    assert key(again) == key(first)
    assert len({first.key("scenario", "a"), first.key("scenario", "b"), first.key("survey", ""), key(first)}) == 4


@pytest.mark.parametrize(
    "other",
    [
        replace(REQUEST, engine="explicit"),
        replace(REQUEST, solvers=("cvc5",)),
        replace(REQUEST, solvers=("z3", "cvc5")),
        replace(REQUEST, on=datetime.date(2020, 1, 1)),
        replace(REQUEST, budget=Budget(work=17)),
        replace(REQUEST, reads_holds=False),
    ],
)
def test_what_was_asked_otherwise_is_another_matter(tmp_path: Path, other: Request) -> None:
    assert before(tmp_path, request=other).base != before(tmp_path).base


def test_any_change_of_the_text_counts(tmp_path: Path) -> None:
    assert before(tmp_path, LADDER + "\n").base != before(tmp_path).base
    assert before(tmp_path, LADDER.replace("ladder", "stairs")).name != before(tmp_path).name


def test_any_change_of_the_program_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package"
    (package / "deep").mkdir(parents=True)
    (package / "__init__.py").write_text("a = 1")
    (package / "deep" / "code.py").write_text("b = 1")
    monkeypatch.setattr("bcm_formal.__file__", str(package / "__init__.py"))
    monkeypatch.setattr("sys.path", [str(tmp_path), ""])
    found = [told.of_this_program.__wrapped__()]
    assert found[0] == told.of_this_program.__wrapped__()
    (package / "notes.txt").write_text("no code")
    assert found[0] == told.of_this_program.__wrapped__()
    for change in (
        lambda: (package / "deep" / "code.py").write_text("b = 2"),
        lambda: (package / "deep" / "code.py").rename(package / "code.py"),
        lambda: (package / "more.py").write_text(""),
        lambda: (tmp_path / "z3_solver-9.9.dist-info").mkdir(),
        lambda: monkeypatch.setattr("sys.version", "4.0"),
    ):
        change()
        found.append(told.of_this_program.__wrapped__())
    assert len(set(found)) == len(found)


def test_the_stored_proof_of_a_property_counts(tmp_path: Path) -> None:
    proofs = tmp_path / "ladder"
    proofs.mkdir()
    keys = {key(before(tmp_path)), key(before(tmp_path, proofs=proofs))}
    for content in ("one", "two"):
        (proofs / f"{verdicts(LADDER)[0][0].property.name}.txt").write_text(content)
        keys.add(key(before(tmp_path, proofs=proofs)))
    assert len(keys) == 4
    (proofs / "another.txt").write_text("three")
    assert key(before(tmp_path, proofs=proofs)) in keys


def test_how_the_verdict_came_about_counts(tmp_path: Path) -> None:
    found = before(tmp_path)
    asked, verdict = verdicts(LADDER)[0]
    others = [Decided(verdict), Decided(verdict, reused=True), Decided(verdict, tried=(("explicit", "too large"),))]
    others += [Decided(other) for _, other in verdicts(LADDER)[1:]]
    assert len({found.key_of(item) for item in others}) == len(others)
    assert found.key_of(Decided(verdict, notes=("a note",))) == found.key_of(Decided(verdict)), asked


def test_a_line_that_was_damaged_is_none(tmp_path: Path) -> None:
    found = before(tmp_path)
    for name in ("a", "b", "c"):
        found.keep(found.key("scenario", name), f'{{"rows":"{name}"}}')
    (path,) = (tmp_path / "told").iterdir()
    path.write_bytes(path.read_bytes().replace(b'"rows":"b"', b'"rows":"x"')[:-10])
    found.keep(found.key("scenario", "d"), '{"rows":"d"}')
    left = before(tmp_path).entries
    assert set(left) == {found.key("scenario", "a"), found.key("scenario", "d")}
