"""bcm-formal: residence policy as text, its properties proved for every possible life course."""

__version__ = "0.1.0"
