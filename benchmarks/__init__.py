"""How long checking takes, and how much memory: `python -m benchmarks` measures and writes `RESULTS.md`."""
