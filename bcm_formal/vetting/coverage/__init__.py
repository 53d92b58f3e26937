"""What of a policy is never in use."""
