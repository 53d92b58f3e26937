"""Stands for the program `cvc5 --incremental FILE` where only the library is installed: its parser, its answers."""

from __future__ import annotations

import sys
from pathlib import Path

import cvc5


def main(path: str) -> None:
    """Print what the solver says to the file."""
    solver = cvc5.Solver(cvc5.TermManager())
    solver.setOption("incremental", "true")
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, Path(path).read_text("utf-8"), path)
    symbols = parser.getSymbolManager()
    try:
        while not (command := parser.nextCommand()).isNull():
            print(command.invoke(solver, symbols), end="")
            if str(command).strip() == "(exit)":
                return
    except RuntimeError as error:
        print(f"(error {error})")


if __name__ == "__main__":
    main(sys.argv[1])
