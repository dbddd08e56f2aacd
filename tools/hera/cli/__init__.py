"""The command line itself: options, output and errors. Commands are in ``hera.commands``."""
