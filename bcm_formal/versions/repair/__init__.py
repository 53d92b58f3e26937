"""Repairs: small changes of the text under which a property holds."""
