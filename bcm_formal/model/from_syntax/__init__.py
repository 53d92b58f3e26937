"""From the syntax tree to the checked model: `policy` is the whole, the other modules are its parts."""
