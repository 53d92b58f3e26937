"""From text to the syntax tree: words, logical lines, declarations."""
