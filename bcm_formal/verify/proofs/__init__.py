"""Certificates as files: written for people, read back for the checker. Nothing here is believed.

What is read from a file is a claim like any engine's: it becomes a verdict only if the checker accepts it.
"""
