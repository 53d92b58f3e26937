"""From text to syntax tree and back: `tree` holds it, `from_text` reads a file, `to_text` writes it."""
