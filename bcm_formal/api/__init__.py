"""What a program or a command can ask for, from files to results."""
