"""Certificates as files: written for people, read back for the checker. No engine is asked here."""
