"""Checks inside a pool, whose processes are daemonic: they are to have no children."""

import multiprocessing

import bcm_formal as bcm


def run(names: tuple[str, ...]) -> list[str]:
    model = bcm.load("expected_types/m.bcm")
    return [verdict.outcome.value for verdict in bcm.check(model, names).verdicts]


if __name__ == "__main__":
    with multiprocessing.get_context("fork").Pool(2) as pool:
        for names in (("quick",), ("quick", "everybody"), ()):
            print(names, pool.apply(run, (names,)))
