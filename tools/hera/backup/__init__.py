"""Backups that are proven: what is dumped is counted, and what is kept is restored and checked."""
