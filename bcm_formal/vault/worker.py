"""What a process of `workers` runs: started as a file by an isolated Python, which searches no working directory.

Its arguments are the folder of the package, the places where other modules may be imported from (JSON), a solver,
the number of the process that it ends with, and how many bytes it may take.
"""

from __future__ import annotations

import json
import sys
from importlib.util import module_from_spec, spec_from_file_location


def main(package: str, places: str, solver: str, parent: str, memory: str) -> None:
    """Answer bundles from stdin until there are no more."""
    sys.path[:] = json.loads(places)
    spec = spec_from_file_location("bcm_formal", f"{package}/__init__.py", submodule_search_locations=[package])
    if spec is None or spec.loader is None:
        raise ImportError(package)
    sys.modules["bcm_formal"] = module = module_from_spec(spec)
    spec.loader.exec_module(module)
    from bcm_formal.vault.workers import serve

    serve(solver, int(parent), int(memory))


if __name__ == "__main__":
    main(*sys.argv[1:])
