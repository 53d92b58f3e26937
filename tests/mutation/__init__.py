"""Mutation test of the trusted code: every place of it is changed in turn, and some test must notice.

`python -m tests.mutation` (or `make mutate-trust`) makes the changes in memory, runs for each one the tests that
reach the changed line until one fails, and compares what survived with `argued.toml`.
"""
