"""Work shared out to processes and bounded in time and memory; nothing here knows of policies."""
