"""Files of git revisions: read as they were, and nothing of the repository runs or changes."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from bcm_formal.api.changing import change_of_files, read_in
from bcm_formal.diagnostics import DiagnosticError, has_errors
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
    assert refused("three:models/p.bcm") == "`rules/more.bcm` cannot be included: there is no such file"
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
