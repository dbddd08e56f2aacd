"""What operators do by day: facts of the host, rotation of roles and keys."""
