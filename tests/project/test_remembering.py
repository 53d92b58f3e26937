"""Where is remembered what was proved: by the conventions of the system, and never in what is checked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bcm_formal.project.remembering import InWhatIsCheckedError, remembered_beside
from bcm_formal.trust.own_folder import knows_owners
from bcm_formal.trust.proved import Proved

pytestmark = pytest.mark.skipif(not knows_owners(), reason="nothing is remembered without owners of files")


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home, with the working directory in a folder beside it."""
    for name in ("BCM_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "work").mkdir()
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


def place(*paths: Path) -> Path | None:
    """The folder in which something is remembered when these paths are checked."""
    remembered = remembered_beside(paths)
    if remembered is None:
        return None
    memory = remembered.proved
    assert remembered.told.path == memory.path.parent / "told"
    proved = Proved()
    proved.add("z3", "a")
    memory.keep("ladder", proved.added())
    return memory.path


def test_it_lies_in_the_folder_for_caches_of_the_user(outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    caches = "Library/Caches" if sys.platform == "darwin" else ".cache"
    assert place(Path()) == outside / "home" / caches / "bcm-formal" / "proved"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative/ones/do/not/count")
    assert place(Path()) == outside / "home" / caches / "bcm-formal" / "proved"
    monkeypatch.setenv("XDG_CACHE_HOME", str(outside / "xdg"))
    assert place(Path()) == outside / "xdg" / "bcm-formal" / "proved"
    monkeypatch.setenv("BCM_CACHE", str(outside / "named"))
    assert place(Path()) == outside / "named" / "bcm-formal" / "proved"
    assert len(list((outside / "named" / "bcm-formal" / "proved").iterdir())) == 1
    assert not list((outside / "work").iterdir())


@pytest.mark.parametrize("value", ["off", ""])
def test_it_can_be_turned_off(outside: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("BCM_CACHE", value)
    assert place(Path()) is None


def test_nothing_is_remembered_in_what_is_checked(outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = outside / "home"
    assert place(home) is None
    (home / "model.bcm").write_text("policy p")
    assert place(Path(), home / "model.bcm") is None
    (home / "models" / "deep").mkdir(parents=True)
    assert place(home / "models") is not None
    (outside / "work" / "link.bcm").symlink_to(home / "model.bcm")
    assert place(outside / "work" / "link.bcm") is None
    monkeypatch.chdir(home)
    assert place(outside / "work") is None


def test_nothing_is_remembered_in_the_repository_of_what_is_checked(
    outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = outside / "home"
    (home / "models" / "deep").mkdir(parents=True)
    assert place(home / "models" / "deep") is not None
    (home / "models" / ".git").mkdir()
    assert place(home / "models" / "deep") is not None
    (home / ".git").write_text("gitdir: elsewhere")
    assert place(home / "models" / "deep") is None
    assert place() is not None
    monkeypatch.chdir(home / "models" / "deep")
    assert place() is None


def test_links_to_what_is_checked_are_seen_through(outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (outside / "xdg").symlink_to(outside / "work", target_is_directory=True)
    monkeypatch.setenv("XDG_CACHE_HOME", str(outside / "xdg"))
    assert place(Path()) is None


@pytest.mark.parametrize("named", ["here", "{}/work/cache"])
def test_a_place_that_was_named_in_what_is_checked_is_refused(
    outside: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("BCM_CACHE", named.format(outside))
    with pytest.raises(InWhatIsCheckedError, match=r"`BCM_CACHE` names .* which lies in"):
        place(Path())


def test_nothing_is_remembered_where_the_system_does_not_say_whose_a_file_is(
    outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert place(Path()) is not None
    monkeypatch.delattr(os, "geteuid")
    assert place(Path()) is None


def test_nothing_is_remembered_without_a_home(outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "home", no_home)
    assert place(Path()) is None
