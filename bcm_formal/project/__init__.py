"""Where models stand: the files that are found and read, what is expected of them, how severe findings are."""
