"""What is asked of a policy though nobody wrote it: coverage, mutants, scenarios, least times, contradictions."""
