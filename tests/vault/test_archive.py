"""Files are written whole or not at all, into their folder and nowhere else, and replace nothing of anybody else."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bcm_formal.diagnostics.places import PlaceRefusedError
from bcm_formal.system.asked import Asked, asked_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.vault.archive import earlier_proofs, proof_files, proofs_in
from bcm_formal.vault.names import proofs_beside
from bcm_formal.vault.recheck import Finding, Means, recheck
from bcm_formal.vault.script import scripts_in
from bcm_formal.vault.store import Store
from bcm_formal.verify.reuse import reused
from tests.builders.folders import certificate, file_of, home_of_proofs
from tests.builders.policies import ladder

STORES = [proofs_in, scripts_in]
ENDINGS = {"proofs": ".txt", "scripts": ".smt2"}


def everything(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text("utf-8") for path in sorted(folder.rglob("*")) if path.is_file()
    }


def names_in(folder: Path) -> set[str]:
    return {item.name for item in folder.iterdir()}


def text(store: Store, word: str) -> str:
    return f"{store.title}\n{word}\n"


@pytest.mark.parametrize("make", STORES)
def test_a_file_replaces_the_one_before_entirely(tmp_path: Path, make: Callable[[Path], Store]) -> None:
    store = make(tmp_path / "new" / "home")
    for word in ("one", "two " * 1000, "three"):
        store.write("model", "property", text(store, word))
        assert everything(tmp_path) == {f"new/home/model/property{store.ending}": text(store, word)}


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("where", ["os.fsync", "pathlib.Path.replace"])
def test_a_write_that_fails_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, where: str
) -> None:
    store = proofs_in(tmp_path)
    store.write("model", "property", text(store, "one"))
    before = everything(tmp_path)

    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(where, fails)
    with pytest.raises(type(error)):
        store.write("model", "property", text(store, "two"))
    monkeypatch.undo()
    assert before == everything(tmp_path)
    assert names_in(tmp_path / "model") == {"property.txt"}


def test_the_nearest_proofs_above_a_model_are_its_own(tmp_path: Path) -> None:
    model = tmp_path / "a" / "models" / "m" / "m.bcm"
    model.parent.mkdir(parents=True)
    assert proofs_beside(model, "m") is None
    (tmp_path / "proofs" / "m").mkdir(parents=True)
    (tmp_path / "a" / "proofs" / "other").mkdir(parents=True)
    assert tmp_path / "proofs" == proofs_beside(model, "m")
    (tmp_path / "a" / "proofs" / "m").mkdir()
    assert tmp_path / "a" / "proofs" == proofs_beside(model, "m")


def outside(tmp_path: Path, title: str) -> Path:
    """Somebody's folder, of which nothing may be touched, though it looks like ours."""
    home = tmp_path / "victim"
    (home / "model").mkdir(parents=True)
    for name in ("property.txt", "property.smt2", "model/property.txt", "model/property.smt2"):
        (home / name).write_text(f"{title}precious", encoding="utf-8")
    return home


@pytest.mark.parametrize("make", STORES)
@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("home", "../victim"),
        ("home/model", "../../victim/model"),
        ("home/model", "nothing"),
        ("home/model/property", "../../../victim/property"),
        ("home/model/property", "../../../victim"),
        ("home/model/property", "nothing"),
        ("home/model/property", "/dev/null"),
    ],
)
def test_nothing_is_written_or_replaced_through_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], Store], link: str, target: str
) -> None:
    ending = make(tmp_path).ending
    before = everything(outside(tmp_path, make(tmp_path).title))
    place = tmp_path / "repository" / (link + (ending if link.endswith("property") else ""))
    place.parent.mkdir(parents=True)
    place.symlink_to(target + (ending if target.endswith("property") else ""))
    monkeypatch.chdir(tmp_path / "repository")
    for home in (Path("home"), tmp_path / "repository" / "home"):
        store = make(home)
        with pytest.raises(PlaceRefusedError):
            store.write("model", "property", text(store, "two"))
    assert everything(tmp_path / "victim") == before
    assert place.is_symlink()
    assert names_in(place.parent) == {place.name}


@pytest.mark.parametrize("make", STORES)
@pytest.mark.parametrize(
    "there", ["my notes", "", "; notes\n", "\x00\x01", "x" * 5000 + "\nbcm-formal certificate 2", "policy p"]
)
def test_a_file_that_somebody_else_wrote_is_not_replaced(
    tmp_path: Path, make: Callable[[Path], Store], there: str
) -> None:
    store = make(tmp_path / "home")
    path = store.path("model", "property")
    path.parent.mkdir(parents=True)
    path.write_text(there, encoding="utf-8")
    with pytest.raises(PlaceRefusedError, match="was not written by this program"):
        store.write("model", "property", text(store, "two"))
    assert path.read_text("utf-8") == there


@pytest.mark.parametrize("make", STORES)
@pytest.mark.parametrize("place", ["home", "home/model", "home/model/property"])
def test_what_is_no_file_or_no_folder_is_not_replaced(
    tmp_path: Path, make: Callable[[Path], Store], place: str
) -> None:
    store = make(tmp_path / "home")
    path = tmp_path / (place + (store.ending if place.endswith("property") else ""))
    path.parent.mkdir(parents=True, exist_ok=True)
    if place.endswith("property"):
        (path / "thesis").mkdir(parents=True)
    else:
        path.write_text(store.title, encoding="utf-8")
    before = everything(tmp_path)
    with pytest.raises(PlaceRefusedError, match="is no f"):
        store.write("model", "property", text(store, "two"))
    assert everything(tmp_path) == before


def test_a_spoilt_proof_is_replaced(tmp_path: Path) -> None:
    store = proofs_in(tmp_path)
    path = store.path("model", "property")
    path.parent.mkdir()
    for spoilt in (f"{store.title}2\n\xff", f"<<<<<<< HEAD\n{store.title}2\n=======\n{store.title}1\n>>>>>>> x\n"):
        path.write_text(spoilt, encoding="latin-1")
        store.write("model", "property", text(store, "two"))
        assert everything(tmp_path) == {"model/property.txt": text(store, "two")}


@pytest.mark.parametrize("link", ["ladder", "ladder/robust.txt"])
def test_a_proof_that_lies_elsewhere_by_a_link_proves_nothing(tmp_path: Path, link: str) -> None:
    home = home_of_proofs(tmp_path)
    place = home / "proofs" / link
    place.rename(tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere")
    path = certificate(home, "robust")
    (found,) = recheck([path], lambda _: [file_of(ladder())], Means(), lambda *_: None)
    assert (found.finding, "leads out of its folder" in found.reason) == (Finding.UNREADABLE, True)
    assert (path in proof_files([home / "proofs"])) == (link != "ladder")


def robust() -> Asked:
    return asked_of(TransitionSystem(ladder()), ladder().property["robust"])


def test_a_link_to_another_proof_is_no_proof_of_this_property(tmp_path: Path) -> None:
    home = home_of_proofs(tmp_path)
    path = certificate(home, "robust")
    path.unlink()
    path.symlink_to("early_worker.txt")
    (only,) = recheck([path], lambda _: [file_of(ladder())], Means(), lambda *_: None)
    assert (only.finding, "`early_worker`" in only.reason) == (Finding.STALE, True)
    assert isinstance(reused(path.parent, robust(), ("z3",)), str)


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")], ids=["pipe", "device"])
def test_a_certificate_that_is_no_file_is_not_waited_for(tmp_path: Path, make: Callable[[Path], None]) -> None:
    home = home_of_proofs(tmp_path)
    path = certificate(home, "robust")
    path.unlink()
    make(path)
    assert path in proof_files([home / "proofs"])
    (found,) = recheck([path], lambda _: [file_of(ladder())], Means(), lambda *_: None)
    assert found.finding is Finding.UNREADABLE
    said = reused(path.parent, robust(), ("z3",))
    assert said == "it is not a regular file"
    with pytest.raises(PlaceRefusedError):
        proofs_in(home / "proofs").write("ladder", "robust", "x")


# --- what earlier versions left ---


def as_before(home: Path, name: str) -> Path:
    """The folder of a proof as version 0.1 wrote it."""
    folder = home / "proofs" / "ladder" / name
    (folder / "obligations").mkdir(parents=True)
    (folder / "certificate.txt").write_text("bcm-formal certificate 1\npolicy ladder\n", encoding="utf-8")
    (folder / "obligations" / "1_a.smt2").write_text("(check-sat)\n", encoding="utf-8")
    return folder


def test_what_earlier_versions_left_is_found_and_is_no_proof(tmp_path: Path) -> None:
    home = home_of_proofs(tmp_path)
    before = proof_files([home / "proofs"])
    folders = [as_before(home, name) for name in ("ends", "robust")]
    for path in (home / "proofs", home / "proofs" / "ladder"):
        assert earlier_proofs([path]) == folders
    assert earlier_proofs([folders[0]]) == [folders[0]]
    assert proof_files([home / "proofs"]) == before
    assert proof_files([folders[0]]) == []


def test_a_stored_proof_of_an_earlier_version_is_told_where_a_new_one_would_be_used(tmp_path: Path) -> None:
    home = home_of_proofs(tmp_path)
    as_before(home, "robust")
    assert not isinstance(reused(home / "proofs" / "ladder", robust(), ("z3",)), str)
    certificate(home, "robust").unlink()
    said = reused(home / "proofs" / "ladder", robust(), ("z3",))
    assert said == "it is stored as earlier versions did: bcm prove writes it anew"


def test_a_property_may_be_called_certificate(tmp_path: Path) -> None:
    store = proofs_in(tmp_path)
    store.write("model", "certificate", text(store, "one"))
    assert proof_files([tmp_path]) == [tmp_path / "model" / "certificate.txt"]
    assert earlier_proofs([tmp_path]) == []
