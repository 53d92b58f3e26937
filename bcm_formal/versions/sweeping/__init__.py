"""With which values of some parameters a property holds."""
