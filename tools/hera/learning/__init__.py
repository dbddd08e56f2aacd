"""Training from the command line, with the modules that the server's own Python runs."""
