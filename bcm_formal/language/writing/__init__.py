"""From the syntax tree to text in its one canonical form."""
