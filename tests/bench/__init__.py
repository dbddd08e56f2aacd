"""Speed runs: a server of their own, durable settings, and a gate beside each figure."""
