"""Families of policies that grow in one way each."""
