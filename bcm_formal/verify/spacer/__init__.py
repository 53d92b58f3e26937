"""The engine `spacer`."""
