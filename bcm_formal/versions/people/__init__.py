"""Who gains and who loses by a change of the law, by how much, and from which of its clauses."""
