"""The engine `k_induction`."""
