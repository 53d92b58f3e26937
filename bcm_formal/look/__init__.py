"""Bounded looks around by the interpreter, and single conditions asked of Z3. Nothing here supports a verdict."""
