"""Files of git revisions: read as they were, and nothing of the repository runs or changes."""

from __future__ import annotations

import os
import subprocess
import zlib
from pathlib import Path

import pytest

from bcm_formal.api.changing import change_of_files, read_in
from bcm_formal.diagnostics import DiagnosticError, UnreadableFileError, has_errors
from bcm_formal.project.revisions import Repository, revision_of
from tests.builders.running import bcm

POLICY = 'policy p\n  time in months\ninclude "rules/more.bcm"\nlayer l\nstatus a in l\nstatus b in l\nstart in a\n'
RULE = "transition go from a to b by person\n  when time_in_status at least {} months\n"
NOBODY = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def git(folder: Path, *args: str) -> str:
    who = ("-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *who, *args], cwd=folder, env=os.environ | NOBODY, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(folder: Path, months: int) -> str:
    (folder / "models" / "rules").mkdir(parents=True, exist_ok=True)
    (folder / "models" / "p.bcm").write_text(POLICY)
    (folder / "models" / "rules" / "more.bcm").write_text(RULE.format(months))
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", f"{months}")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    commit(folder, 3)
    git(folder, "tag", "three")
    commit(folder, 5)
    monkeypatch.chdir(folder)
    return folder


def refused(place: str) -> str:
    with pytest.raises(DiagnosticError) as raised:
        change_of_files(place, "models/p.bcm")
    return raised.value.diagnostics[0].message


@pytest.mark.usefixtures("repository")
def test_a_policy_and_what_it_includes_are_those_of_their_own_revision() -> None:
    change = change_of_files("three:models/p.bcm", "models/p.bcm")
    words = [clause.words for clause in change.clauses]
    assert words == [
        "`when time_in_status at least 5 months` is added to transition go",
        "`when time_in_status at least 3 months` is dropped from transition go",
    ]
    assert change.clauses[1].span.source.path == "three:models/rules/more.bcm"
    assert change_of_files("HEAD:models/p.bcm", "main:models/p.bcm").clauses == ()


def test_what_is_not_committed_and_the_index_stay_as_they_are(repository: Path) -> None:
    (repository / "models" / "rules" / "more.bcm").write_text(RULE.format(9))
    git(repository, "add", "-A")
    (repository / "models" / "rules" / "more.bcm").write_text(RULE.format(10))
    before = {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()}
    assert len(change_of_files("three:models/p.bcm", "HEAD:models/p.bcm").clauses) == 2
    assert before == {path: path.read_bytes() for path in repository.rglob("*") if path.is_file()}


def test_nothing_that_the_repository_names_is_run(repository: Path, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n")
    program.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "core.editor"):
        git(repository, "config", name, str(program))
    for name in ("filter.f.smudge", "filter.f.clean", "filter.f.process", "diff.f.textconv", "diff.f.command"):
        git(repository, "config", name, str(program))
    git(repository, "config", "alias.cat-file", f"!{program}")
    (repository / ".git" / "info" / "attributes").write_text("*.bcm filter=f diff=f\n")
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        (repository / ".git" / "hooks" / hook).write_text(f"#!/bin/sh\ntouch {mark}\n")
        (repository / ".git" / "hooks" / hook).chmod(0o755)
    assert len(change_of_files("three:models/p.bcm", "HEAD:models/p.bcm").clauses) == 2
    assert not mark.exists()
    git(repository, "diff", "three", "HEAD")
    assert mark.exists(), "git itself would have run it"


def test_what_is_missing_is_not_fetched(repository: Path, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {mark}\nexit 1\n")
    program.chmod(0o755)
    git(repository, "config", "extensions.partialClone", "origin")
    git(repository, "config", "core.repositoryFormatVersion", "1")
    git(repository, "config", "remote.origin.promisor", "true")
    git(repository, "config", "remote.origin.url", f"ext::{program}")
    git(repository, "config", "protocol.ext.allow", "always")
    blob = git(repository, "rev-parse", "three:models/rules/more.bcm")
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert (
        refused("three:models/p.bcm")
        == "`rules/more.bcm` cannot be included: it is not in this repository, and nothing is fetched"
    )
    assert not mark.exists()


@pytest.mark.parametrize(
    "revision", ["nope", "--help", "-p", "HEAD\nmain", "HEAD\0", "main..HEAD", "@{-1}", "HEAD^{tree}", " "]
)
@pytest.mark.usefixtures("repository")
def test_what_is_no_revision_is_refused(revision: str) -> None:
    assert refused(f"{revision}:models/p.bcm").startswith("there is no git revision")


@pytest.mark.parametrize(
    "path", ["../p.bcm", "/models/p.bcm", "models/../models/p.bcm", "models", "models/q.bcm", "", "models\\p.bcm"]
)
@pytest.mark.usefixtures("repository")
def test_a_path_that_leads_out_or_nowhere_is_refused(path: str) -> None:
    assert "of revision `HEAD` cannot be read" in refused(f"HEAD:{path}")


def test_links_and_other_repositories_are_no_files(repository: Path) -> None:
    (repository / "models" / "link.bcm").symlink_to("p.bcm")
    (repository / "linked").symlink_to("models")
    other = repository / "inner"
    other.mkdir()
    git(other, "init", "-q")
    (other / "p.bcm").write_text(POLICY)
    git(other, "add", "-A")
    git(other, "commit", "-q", "-m", "inner")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "links")
    for path in ("models/link.bcm", "linked/p.bcm", "inner/p.bcm"):
        assert "it is a link, a folder or another repository there" in refused(f"HEAD:{path}")


def test_an_include_leads_to_files_of_the_revision_only(repository: Path) -> None:
    (repository / "models" / "rules" / "more.bcm").unlink()
    (repository / "models" / "rules" / "more.bcm").symlink_to("/etc/passwd")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "out")
    with Repository() as there:
        assert has_errors(read_in(there, "HEAD", "models/p.bcm").diagnostics)


def test_outside_of_a_repository_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert refused("HEAD:p.bcm") == "git found no repository in this folder"


def test_a_file_whose_name_holds_a_colon_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a:b.bcm").write_text("")
    assert revision_of("a:b.bcm") is None
    assert revision_of("C:\\models\\p.bcm") is None
    assert revision_of("main:models/p.bcm") == ("main", "models/p.bcm")


def test_the_first_commit_that_breaks_a_property_is_found(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = "property soon: every person in a can reach b within 6 months\n"
    (repository / "models" / "p.bcm").write_text(POLICY + asked)
    git(repository, "commit", "-q", "-am", "asked")
    first = git(repository, "rev-parse", "HEAD")
    for number in range(8):
        (repository / "models" / "rules" / "more.bcm").write_text(RULE.format(5 if number < 5 else 7) + f"# {number}\n")
        git(repository, "commit", "-q", "-am", f"{number}")
    broken = git(repository, "rev-parse", "HEAD~2")
    for more in ((), ("--all",)):
        ran = bcm(monkeypatch, capfd, "bisect", "models/p.bcm", "-p", "soon", "--commits", f"{first}..HEAD", *more)
        assert (1, f"{first[:12]}: HOLDS\n{broken[:12]}: VIOLATED\n") == (ran.code, ran.out)


# --- lines of commits ---


def commit_of(folder: Path, *parents: str, tree: str = "HEAD^{tree}", says: str = "m") -> str:
    """A commit with exactly these words for its parents."""
    lines = [f"tree {git(folder, 'rev-parse', tree)}", *(f"parent {parent}" for parent in parents)]
    text = "\n".join([*lines, "author n <e> 1 +0000", "committer n <e> 1 +0000", "", says, ""])
    return made(folder, "commit", text.encode("utf-8", "surrogateescape"))


def made(folder: Path, kind: str, content: bytes) -> str:
    """An object with this content, whatever it is."""
    command = ["git", "hash-object", "-t", kind, "-w", "--stdin", "--literally"]
    done = subprocess.run(command, cwd=folder, env=os.environ | NOBODY, check=True, capture_output=True, input=content)
    return done.stdout.decode().strip()


def misnamed(folder: Path, name: str, content: str) -> str:
    """A commit that is kept where another belongs."""
    place = folder / ".git" / "objects" / name[:2]
    place.mkdir(exist_ok=True)
    (place / name[2:]).write_bytes(zlib.compress(f"commit {len(content)}\0{content}".encode()))
    return name


def no_line(begin: str, end: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What is said where there is no line of commits from one to another, with few questions to git."""
    asked = Repository._object
    left = iter(range(30))

    def counted(self: Repository, name: str, kind: str, most: int) -> object:
        assert next(left, None) is not None, "git is asked again and again"
        return asked(self, name, kind, most)

    with monkeypatch.context() as patched, Repository() as there:
        patched.setattr(Repository, "_object", counted)
        with pytest.raises(DiagnosticError) as raised:
            there.line(begin, end)
    (wrong,) = raised.value.diagnostics
    assert (wrong.code, bool(wrong.help)) == ("BCM805", True)
    return wrong.message


def test_a_line_of_commits_goes_by_first_parents_from_one_to_another(repository: Path) -> None:
    last = git(repository, "rev-parse", "HEAD")
    first = git(repository, "rev-parse", "three")
    side = commit_of(repository, first)
    merge = commit_of(repository, last, side)
    with Repository() as there:
        assert there.line("three", merge) == (first, last, merge)
        assert there.line("HEAD", "HEAD") == (last,)


def test_commits_that_lie_on_no_line_are_refused_so_that_no_other_is_blamed(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, last = git(repository, "rev-parse", "three"), git(repository, "rev-parse", "HEAD")
    side, root = commit_of(repository, first), commit_of(repository)
    merge, told = commit_of(repository, last, side), commit_of(repository, says=f"parent {first}")
    pairs = (("HEAD", "three"), (side, "HEAD"), (side, merge), (root, "HEAD"), ("HEAD", root), ("three", told))
    for begin, end in pairs:
        assert no_line(begin, end, monkeypatch) == f"the first parents of `{end}` do not lead to `{begin}`"


@pytest.mark.parametrize("parent", ["HEAD", "three", "", "main^", "\udcff" * 40, "A" * 40, "0" * 39, "f" * 64])
def test_what_is_no_id_is_no_parent(repository: Path, monkeypatch: pytest.MonkeyPatch, parent: str) -> None:
    bad = commit_of(repository, parent)
    good = commit_of(repository, bad)
    git(repository, "update-ref", "refs/heads/main", good)
    git(repository, "update-ref", f"refs/heads/{'f' * 64}", good)
    assert no_line("three", "HEAD", monkeypatch) == f"the commit `{bad}` is damaged: its parent has no id"


def test_commits_that_follow_each_other_in_a_circle_are_left_again(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = git(repository, "rev-parse", "HEAD^{tree}")
    one, other = "a" * 40, "b" * 40
    for name, parent in ((one, other), (other, one)):
        misnamed(repository, name, f"tree {tree}\nparent {parent}\n\nm\n")
    end = commit_of(repository, one)
    assert no_line("three", end, monkeypatch) == f"the first parents of `{end}` do not lead to `three`"


def test_commits_that_are_none_or_too_large_are_refused(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blob = git(repository, "rev-parse", "HEAD:models/p.bcm")
    wrong = no_line("three", commit_of(repository, blob), monkeypatch)
    assert wrong == f"the commit `{blob}` cannot be read: it is no commit"
    large = made(repository, "commit", b"tree " + b"0" * 40 + b"\n\n" + b"m" * 1_000_000)
    wrong = no_line("three", commit_of(repository, large), monkeypatch)
    assert wrong == f"the commit `{large}` cannot be read: it is too large"
    git(repository, "branch", "large", commit_of(repository))
    (repository / ".git" / "refs" / "heads" / "large").write_text(f"{large}\n")
    assert no_line("large", "HEAD", monkeypatch) == "the commit `large` cannot be read: it is too large"


def test_a_history_that_was_fetched_in_part_ends_with_words(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", "--no-tags", repository.as_uri(), "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    assert no_line("three", "HEAD", monkeypatch) == "there is no git revision `three` here"
    git(tmp_path / "shallow", "tag", "root", commit_of(tmp_path / "shallow"))
    missing = git(repository, "rev-parse", "three")
    wrong = no_line("root", "HEAD", monkeypatch)
    assert wrong == f"the commit `{missing}` is not in this repository: its history was fetched in part only"


@pytest.mark.parametrize("content", [b"100644 p", b"\xff\xfe p\0" + b"x" * 19, b"40000 models\0", b"\0", b"text"])
def test_a_damaged_folder_is_no_folder(repository: Path, content: bytes) -> None:
    bad = commit_of(repository, tree=made(repository, "tree", content))
    says = "`models/p.bcm` of revision `{}` cannot be read: a folder of it is damaged"
    assert refused(f"{bad}:models/p.bcm") == says.format(bad)


def test_an_entry_of_a_folder_is_what_it_says(repository: Path) -> None:
    blob, models = git(repository, "rev-parse", "HEAD:models/p.bcm"), git(repository, "rev-parse", "HEAD:models")
    entry = b"40000 models\0" + bytes.fromhex(blob)
    assert "it is no tree" in refused(f"{commit_of(repository, tree=made(repository, 'tree', entry))}:models/p.bcm")
    entry = b"\xff\xfe models\0" + bytes.fromhex(models)
    assert "it is a link" in refused(f"{commit_of(repository, tree=made(repository, 'tree', entry))}:models/p.bcm")


def test_that_git_ends_in_the_middle_is_not_taken_for_no_repository(repository: Path) -> None:
    blob = git(repository, "rev-parse", "HEAD:models/p.bcm")
    place = repository / ".git" / "objects" / blob[:2] / blob[2:]
    place.chmod(0o644)
    place.write_bytes(zlib.compress(b"blob 1000\0short"))
    assert refused("HEAD:models/p.bcm") == "git stopped while it read the repository of this folder"
    place.unlink()
    with Repository() as there:
        for path, says in (("models/p.bcm", "it is not in this repository"), ("models", "it is a link, a folder")):
            with pytest.raises(UnreadableFileError, match=says):
                there.content(there.commit("HEAD"), path)


def test_folders_that_were_read_are_forgotten_again(repository: Path) -> None:
    with Repository() as there:
        for number in range(60):
            tree = made(repository, "tree", b"100644 p%d\0" % number + b"x" * 20)
            with pytest.raises(UnreadableFileError):
                there.content(commit_of(repository, tree=tree), "q")
        assert len(there._trees) <= 20


@pytest.mark.usefixtures("repository")
def test_a_name_that_is_too_long_for_a_file_is_said() -> None:
    for place in (f"{'a' * 300}:x", f"HEAD:{'a' * 300}", "a" * 300, f"{'a/' * 3000}:x"):
        assert refused(place)
