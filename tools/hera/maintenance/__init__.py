"""Maintenance: the statements of ``hera.maintenance_plan()``, which cannot run in a function."""
