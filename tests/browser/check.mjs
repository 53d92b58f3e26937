// Checks models with Python in Pyodide: node check.mjs BUILD PROJECT REPORTS MODEL…
// BUILD has Pyodide and the packages; into the folder REPORTS goes a report of each model, and `runs.json`.

import { pathToFileURL } from "node:url";

const [build, project, reports, ...models] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${build}/node_modules/pyodide/pyodide.mjs`));
const python = await loadPyodide();
python.mountNodeFS("/site-packages", `${build}/site-packages`);
python.mountNodeFS("/project", project);
python.mountNodeFS("/reports", reports);
python.globals.set("models", python.toPy(models));


const program = `
import contextlib
import io
import json
import shutil
import sys
import time
from pathlib import Path

sys.path[:0] = ["/project", "/site-packages"]

from bcm_formal.cli.app import run


def told(*args):
    """What a command says, its exit code, and how many seconds it took."""
    sys.argv = ["bcm", *args]
    said = io.StringIO()
    began = time.monotonic()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = run()
    return {"said": said.getvalue(), "code": code, "seconds": round(time.monotonic() - began, 1)}


def path_of(model):
    return f"/project/models/{model}/{model}.bcm"


runs = {
    model: told("check", "--fresh", "--expected", "--output", f"json=/reports/{model}.json", path_of(model))
    for model in models
}
shortest = path_of(min(models, key=lambda model: runs[model]["seconds"]))
copy = Path("/tmp/policy") / Path(shortest).name
shutil.copytree(Path(shortest).parent, copy.parent)
runs["prove"] = told("prove", "--out", "/tmp/policy/proofs", str(copy))
runs["verify"] = told("verify-proofs", "--solver", "z3", "/tmp/policy/proofs")
runs["cvc5"] = told("check", "--fresh", "--solver", "cvc5", shortest)
runs["picture"] = told("draw", shortest, "--output", "/tmp/picture.png")
runs["svg"] = told("draw", shortest, "--output", "/tmp/picture.svg")
runs["pdf"] = told("draw", shortest, "--output", "/tmp/picture.pdf")
runs["mermaid"] = told("draw", shortest, "--output", "/tmp/picture.mmd")
Path("/reports/runs.json").write_text(json.dumps(runs, indent=2))
`;

try {
  await python.runPythonAsync(program);
} catch (error) {
  console.error(String(error)); // without the source of Pyodide, which is one line
  process.exit(1);
}
