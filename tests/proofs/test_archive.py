"""Proofs are written whole or not at all, and a proof that was there stays until the new one is."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bcm_formal.diagnostics.places import PlaceRefusedError
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.proofs.archive import CERTIFICATE, OBLIGATIONS, proof_folders, proofs_beside, write_proof
from bcm_formal.verify.proofs.recheck import Finding, Means, recheck
from bcm_formal.verify.proofs.reuse import reused
from tests.proofs.folders import certificate, file_of, first_obligation, home_of_proofs
from tests.proofs.policies import ladder

FILES = {f"{number:02}_a.smt2": f"; {number}\n" for number in range(30)}


def everything(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text("utf-8") for path in sorted(folder.rglob("*")) if path.is_file()
    }


def names_in(folder: Path) -> set[str]:
    return {item.name for item in folder.iterdir()}


def written(folder: Path, word: str, files: dict[str, str]) -> dict[str, str]:
    write_proof(folder, word, files)
    return everything(folder)


def test_a_proof_replaces_the_one_before_entirely(tmp_path: Path) -> None:
    folder = tmp_path / "proofs" / "model" / "property"
    expected = {CERTIFICATE: "one", **{f"{OBLIGATIONS}/{name}": text for name, text in FILES.items()}}
    assert expected == written(folder, "one", FILES)
    assert {CERTIFICATE: "two", f"{OBLIGATIONS}/1_b.smt2": "b"} == written(folder, "two", {"1_b.smt2": "b"})
    assert written(folder, "three", {}) == {CERTIFICATE: "three"}
    assert names_in(folder.parent) == {"property"}


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("after", [0, 1, 20])
def test_a_write_that_fails_leaves_the_old_proof_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, after: int
) -> None:
    folder = tmp_path / "model" / "property"
    before = written(folder, "one", FILES)
    count = 0
    really = Path.write_text

    def fails(self: Path, *args: str, **options: str) -> int:
        nonlocal count
        count += 1
        if count > after:
            raise error
        return really(self, *args, **options)

    monkeypatch.setattr(Path, "write_text", fails)
    with pytest.raises(type(error)):
        write_proof(folder, "two", FILES)
    monkeypatch.undo()
    assert before == everything(folder)
    assert names_in(folder.parent) == {"property"}


def test_a_folder_that_cannot_be_put_in_place_leaves_the_old_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "model" / "property"
    before = written(folder, "one", FILES)
    really = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if self.suffix == ".part":
            raise OSError(errno.EIO, "Input/output error")
        return really(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(OSError, match="Input/output"):
        write_proof(folder, "two", FILES)
    assert before == everything(folder)
    assert names_in(folder.parent) == {"property"}


def test_the_nearest_proofs_above_a_model_are_its_own(tmp_path: Path) -> None:
    model = tmp_path / "a" / "models" / "m" / "m.bcm"
    model.parent.mkdir(parents=True)
    assert proofs_beside(model, "m") is None
    (tmp_path / "proofs" / "m").mkdir(parents=True)
    (tmp_path / "a" / "proofs" / "other").mkdir(parents=True)
    assert tmp_path / "proofs" == proofs_beside(model, "m")
    (tmp_path / "a" / "proofs" / "m").mkdir()
    assert tmp_path / "a" / "proofs" == proofs_beside(model, "m")


def outside(tmp_path: Path) -> Path:
    """Somebody's folder, of which nothing may be touched."""
    home = tmp_path / "victim"
    (home / "property" / "obligations").mkdir(parents=True)
    (home / "property" / "thesis.txt").write_text("precious", encoding="utf-8")
    (home / "property" / "certificate.txt").write_text("precious", encoding="utf-8")
    (home / "property" / "obligations" / "1_a.smt2").write_text("precious", encoding="utf-8")
    return home


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("proofs", "../victim"),
        ("proofs/model", "../../victim"),
        ("proofs/model/property", "../../../victim/property"),
        ("proofs/model/property/obligations", "../../../../victim/property/obligations"),
        ("proofs/model/property/certificate.txt", "../../../../victim/property/certificate.txt"),
        ("proofs/model/property/obligations/1_a.smt2", "../../../../../victim/property/obligations/1_a.smt2"),
        ("proofs/model/property", "nothing"),
    ],
)
def test_nothing_is_written_or_replaced_through_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: str, target: str
) -> None:
    before = everything(outside(tmp_path))
    place = tmp_path / "repository" / link
    place.parent.mkdir(parents=True)
    place.symlink_to(target)
    monkeypatch.chdir(tmp_path / "repository")
    for home in (Path("proofs"), tmp_path / "repository" / "proofs"):
        with pytest.raises(PlaceRefusedError):
            write_proof(home / "model" / "property", "two", FILES)
    assert everything(tmp_path / "victim") == before
    assert place.is_symlink()
    assert names_in(place.parent) == {place.name}


@pytest.mark.parametrize(
    "name", ["thesis.txt", "obligations/notes", "obligations/1_a.txt", "certificate.txt/x", ".git/x"]
)
def test_a_folder_with_anything_else_in_it_is_not_replaced(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "proofs" / "model" / "property"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text("precious", encoding="utf-8")
    with pytest.raises(PlaceRefusedError, match="was not written by this program"):
        write_proof(folder, "two", FILES)
    assert everything(tmp_path) == {f"proofs/model/property/{name}": "precious"}


def test_a_spoilt_proof_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "proofs" / "model" / "property"
    written(folder, "one", FILES)
    (folder / CERTIFICATE).write_text("<<<<<<< HEAD", encoding="utf-8")
    (folder / OBLIGATIONS / "99_z.smt2").write_text("", encoding="utf-8")
    assert written(folder, "two", {}) == {CERTIFICATE: "two"}


@pytest.mark.parametrize(
    "link", ["ladder", "ladder/robust", "ladder/robust/certificate.txt", "ladder/robust/obligations"]
)
def test_a_proof_that_lies_elsewhere_by_a_link_proves_nothing(tmp_path: Path, link: str) -> None:
    home = home_of_proofs(tmp_path)
    place = home / "proofs" / link
    place.rename(tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere")
    found = recheck([home / "proofs" / "ladder" / "robust"], lambda _: [file_of(ladder())], Means(), lambda *_: None)
    assert found[0].finding in (Finding.UNREADABLE, Finding.CHANGED)
    assert found[0].finding is Finding.CHANGED or "leads out of its folder" in found[0].reason
    assert home / "proofs" / "ladder" / "robust" not in proof_folders([home / "proofs"]) or link != "ladder"


def test_a_link_to_another_proof_is_no_proof_of_this_property(tmp_path: Path) -> None:
    home = home_of_proofs(tmp_path)
    shutil.rmtree(home / "proofs" / "ladder" / "robust")
    (home / "proofs" / "ladder" / "robust").symlink_to("early_worker")
    (only,) = recheck([home / "proofs" / "ladder" / "robust"], lambda _: [file_of(ladder())], Means(), lambda *_: None)
    assert (only.finding, "`early_worker`" in only.reason) == (Finding.STALE, True)
    assert (
        reused(home / "proofs" / "ladder", TransitionSystem(ladder()), ladder().property["robust"], ("z3",)) is not None
    )


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")], ids=["pipe", "device"])
def test_a_certificate_that_is_no_file_is_not_waited_for(tmp_path: Path, make: Callable[[Path], None]) -> None:
    home = home_of_proofs(tmp_path)
    for path in (certificate(home, "robust"), first_obligation(home, "fragile")):
        path.unlink()
        make(path)
    folders = [home / "proofs" / "ladder" / name for name in ("robust", "fragile")]
    first, second = recheck(folders, lambda _: [file_of(ladder())], Means(), lambda *_: None)
    assert (first.finding, second.finding) == (Finding.UNREADABLE, Finding.CHANGED)
    said = reused(home / "proofs" / "ladder", TransitionSystem(ladder()), ladder().property["robust"], ("z3",))
    assert said == "it is not a regular file"
