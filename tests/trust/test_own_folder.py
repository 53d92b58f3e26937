"""A folder of the user's own: what somebody else could have put there is not read, and harms nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bcm_formal.project.remembering import MAX_TOLD
from bcm_formal.trust import own_folder
from bcm_formal.trust.own_folder import MAX_BYTES, MAX_FILES, OwnFolder, knows_owners

pytestmark = pytest.mark.skipif(not knows_owners(), reason="the system does not say whose a file is")
NAME = "0123456789abcdef" * 2
OTHER = "f" * 32


@pytest.fixture
def folder(tmp_path: Path) -> OwnFolder:
    return OwnFolder(tmp_path / "cache" / "own")


def filled(folder: OwnFolder) -> Path:
    """The file with one line in it."""
    folder.append(NAME, b"one\n")
    assert folder.read(NAME) == b"one\n"
    return folder.path / NAME


def test_what_was_written_is_read_again_and_added_to(folder: OwnFolder) -> None:
    assert folder.read(NAME) == b""
    assert not folder.path.exists()
    filled(folder)
    folder.append(NAME, b"two\n")
    assert folder.read(NAME) == b"one\ntwo\n"
    assert folder.read(OTHER) == b""


def test_nobody_else_may_read_or_write_what_is_made(folder: OwnFolder) -> None:
    before = os.umask(0)
    try:
        path = filled(folder)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.path.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_to_is_neither_read_nor_added_to(folder: OwnFolder, mode: int) -> None:
    path = filled(folder)
    path.chmod(mode)
    folder.append(NAME, b"two\n")
    assert folder.read(NAME) == b""
    assert path.read_bytes() == b"one\n"


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
def test_a_folder_that_others_may_write_to_is_neither_read_nor_added_to(folder: OwnFolder, mode: int) -> None:
    filled(folder)
    folder.path.chmod(mode)
    folder.append(NAME, b"two\n")
    folder.append(OTHER, b"two\n")
    assert folder.read(NAME) == b""
    assert [item.name for item in folder.path.iterdir()] == [NAME]


def test_what_belongs_to_another_user_is_neither_read_nor_added_to(
    folder: OwnFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled(folder)
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    folder.append(NAME, b"two\n")
    assert folder.read(NAME) == b""
    assert path.read_bytes() == b"one\n"


@pytest.mark.skipif(not knows_owners() or os.geteuid() != 0, reason="only root gives files away")
def test_a_file_of_another_user_in_the_own_folder_is_not_read(folder: OwnFolder) -> None:
    os.chown(filled(folder), 12345, -1)
    assert folder.read(NAME) == b""


def test_links_are_not_followed(folder: OwnFolder, tmp_path: Path) -> None:
    path = filled(folder)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"forged\n")
    elsewhere.chmod(0o600)
    path.unlink()
    path.symlink_to(elsewhere)
    folder.append(NAME, b"two\n")
    assert folder.read(NAME) == b""
    path.unlink()
    path.hardlink_to(elsewhere)
    folder.append(NAME, b"two\n")
    assert folder.read(NAME) == b""
    assert elsewhere.read_bytes() == b"forged\n"


def test_a_folder_that_is_a_link_is_no_folder(folder: OwnFolder, tmp_path: Path) -> None:
    filled(folder)
    linked = OwnFolder(tmp_path / "linked")
    linked.path.symlink_to(folder.path)
    linked.append(OTHER, b"two\n")
    assert linked.read(NAME) == b""
    assert not (folder.path / OTHER).exists()


def test_what_is_no_plain_file_is_not_waited_for(folder: OwnFolder) -> None:
    path = filled(folder)
    path.unlink()
    os.mkfifo(path, 0o600)
    folder.append(NAME, b"two\n")
    assert folder.read(NAME) == b""
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    folder.append(NAME, b"two\n")
    assert os.read(reader, 10) == b"", "nothing is written into it either"
    os.close(reader)
    path.unlink()
    path.mkdir(0o700)
    folder.append(NAME, b"two\n")
    assert folder.read(NAME) == b""


def test_a_file_that_became_too_large_is_not_read_and_begins_anew(folder: OwnFolder) -> None:
    path = filled(folder)
    path.write_bytes(b"x" * MAX_BYTES)
    assert len(folder.read(NAME)) == MAX_BYTES
    path.write_bytes(b"x" * (MAX_BYTES + 1))
    assert folder.read(NAME) == b""
    folder.append(NAME, b"two\n")
    assert folder.read(NAME) == b"two\n"
    folder.append(NAME, b"x" * (MAX_BYTES - 4))
    assert len(folder.read(NAME)) == MAX_BYTES
    folder.append(NAME, b"x")
    assert folder.read(NAME) == b"x"


def test_of_too_many_files_the_oldest_goes_and_no_others_are_touched(folder: OwnFolder) -> None:
    filled(folder)
    stranger = folder.path / "letter.txt"
    stranger.write_bytes(b"dear")
    os.utime(stranger, (1, 1))
    for number in range(MAX_FILES - 1):
        folder.append(f"{number:032x}", b"x")
        os.utime(folder.path / f"{number:032x}", (100 + number, 100 + number))
    before = {item.name for item in folder.path.iterdir()}
    assert len(before) == MAX_FILES + 1
    folder.append(NAME, b"two\n")
    assert {item.name for item in folder.path.iterdir()} == before
    os.utime(folder.path / NAME, (99, 99))
    folder.append(OTHER, b"x")
    left = {item.name for item in folder.path.iterdir()}
    assert len(left) == MAX_FILES + 1
    assert NAME not in left
    assert {"letter.txt", OTHER, f"{0:032x}"} <= left


def test_a_link_that_leads_nowhere_takes_part_in_making_room(folder: OwnFolder) -> None:
    filled(folder)
    (folder.path / ("e" * 32)).symlink_to("nowhere")
    folder.append(OTHER, b"two\n")
    assert folder.read(OTHER) == b"two\n"


def test_that_others_may_look_does_not_matter(folder: OwnFolder) -> None:
    filled(folder).chmod(0o755)
    folder.path.chmod(0o755)
    assert folder.read(NAME) == b"one\n"


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the system does not list what is open")
def test_nothing_stays_open(folder: OwnFolder) -> None:
    path = filled(folder)
    before = len(list(Path("/proc/self/fd").iterdir()))
    for mode in (0o600, 0o666):
        path.chmod(mode)
        folder.read(NAME)
        folder.append(NAME, b"two\n")
        folder.append(OTHER, b"two\n")
        folder.path.chmod(0o700)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_where_nothing_can_be_written_nothing_is_remembered_and_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "file" / "own", Path("/proc/nowhere/own"), Path("/dev/null")):
        folder = OwnFolder(path)
        folder.append(NAME, b"one\n")
        assert folder.read(NAME) == b""


def test_the_bounds_are_those_that_the_security_page_tells() -> None:
    assert (own_folder.MAX_FILES, own_folder.MAX_BYTES, MAX_TOLD) == (50, 2_000_000, 8_000_000)
    page = " ".join((Path(__file__).parents[2] / "docs" / "security.md").read_text(encoding="utf-8").split())
    assert "At most 100 files with 500 MB are kept" in page


def test_without_owners_there_is_no_such_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert knows_owners()
    for name in ("geteuid", "O_NOFOLLOW"):
        with monkeypatch.context() as patch:
            patch.delattr(os, name)
            assert not knows_owners()
    monkeypatch.setattr(os, "supports_dir_fd", set())
    assert not knows_owners()
