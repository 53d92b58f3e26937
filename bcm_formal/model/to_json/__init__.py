"""The checked model as JSON."""
