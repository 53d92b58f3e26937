"""Policies that change: what a change is, both laws as one model, what differs in the text and for persons."""
