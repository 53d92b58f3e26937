"""The engine `bounded`."""
