"""HERA's command line: a private server, installation, migrations and checks."""

from __future__ import annotations

__version__ = "0.1.0"
