"""How well properties and scenarios protect a policy."""
