"""What there is to say about a verdict, found and put into words once for all formats."""
