"""Charts of accounts read from the templates that other programs install."""
