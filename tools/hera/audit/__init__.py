"""Checkpoints and proofs of the audit trail outside the database."""
