"""Texts that are almost models, expectations and certificates that are almost right: what the tool does with them.

`python -m tests.fuzz --seconds 600` makes them from the grammar's own words, the same ones for the same `--seed`. Of
each it is asked that no traceback comes, that an answer comes at all, that two processes with different hash seeds say
the same bytes, and what else its kind promises (see `trials`).
"""
