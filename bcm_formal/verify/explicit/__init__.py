"""The engine `explicit`."""
