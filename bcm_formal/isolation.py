"""Where code may come from: never from the working directory, in which a stranger's files may lie.

Imports nothing that Python has not imported by itself, and has no `from __future__`: whatever is imported before
`leave_the_working_directory` was called could be a file of the working directory.
"""

# pathlib is imported by nobody yet
# ruff: noqa: PTH109, PTH117, PTH118, PTH120

import os
import sys

LIBRARIES_OF_Z3 = "Z3_LIB_DIRS"


def leave_the_working_directory() -> None:
    """From now on no module, program or library is taken from the working directory or below it.

    Holds for this process and all that it starts. What is installed with Python itself stays, wherever it lies.
    """
    sys.path[:] = search_path()
    os.environ["PYTHONSAFEPATH"] = "1"
    for name in ("PYTHONPATH", "PATH"):
        if name in os.environ:
            os.environ[name] = _elsewhere(os.environ[name])


def search_path() -> list[str]:
    """The places of `sys.path` but for the working directory and what PYTHONPATH names below it."""
    here = _here()
    said = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    named = {os.path.realpath(os.path.join(here, place)) for place in said if here}
    left = {here, *filter(_is_here, named)}
    return [place for place in sys.path if os.path.isabs(place) and os.path.realpath(place) not in left]


def program(name: str) -> str | None:
    """The path of a program of this name; None if there is none outside the working directory."""
    from shutil import which

    found = which(name, path=_elsewhere(os.environ.get("PATH", os.defpath)))
    return None if found is None or not os.path.isabs(found) else found


def is_run_as_a_module() -> bool:
    """True iff Python was told `-m bcm_formal` and is about to do it; the working directory is then searched first."""
    return sys.argv[:1] == ["-m"] and any(word.removeprefix("-m") == "bcm_formal" for word in sys.orig_argv)


def take_z3_from_its_package() -> None:
    """Let z3 load its library from where it is installed: by itself it looks into the working directory first."""
    import builtins
    from importlib.machinery import PathFinder

    found = PathFinder.find_spec("z3", search_path())
    inside = list(found.submodule_search_locations or ()) if found else []
    if inside and not hasattr(builtins, LIBRARIES_OF_Z3):
        places = [place for folder in inside for place in (os.path.join(folder, "lib"), folder)]
        setattr(builtins, LIBRARIES_OF_Z3, [*places, os.path.join(sys.prefix, "lib")])


def _elsewhere(places: str) -> str:
    """Of the places joined in a variable those outside the working directory, and where Python's own programs are."""
    own = os.path.dirname(sys.executable)
    return os.pathsep.join(place for place in places.split(os.pathsep) if place == own or not _is_here(place))


def _is_here(place: str) -> bool:
    """True iff a place is the working directory, below it (unless that is the root), or depends on which that is."""
    here, real = _here(), os.path.realpath(place) if os.path.isabs(place) else ""
    return real in ("", here) or (here not in ("", os.sep) and real.startswith(here + os.sep))


def _here() -> str:
    """The working directory; empty if it was removed."""
    try:
        return os.path.realpath(os.getcwd())
    except OSError:
        return ""
