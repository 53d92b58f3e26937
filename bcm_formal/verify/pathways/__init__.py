"""The engine `pathways`."""
