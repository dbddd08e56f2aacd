"""What hera migrate does beside hera.migrate(): plans with locks, steps outside a transaction, dumps."""
