"""What tests are made of: small policies and their verdicts, random models, the command as it is run."""
