"""The syntax tree of a policy file."""
