"""What is told about a model that was checked: one set of contents, and a page for each format."""
