"""Models made from a model to ask a question about it: which steps there are, and recipes of several. Trusted."""
