"""``python -m hera``."""

from __future__ import annotations

from hera.cli.main import main

main()
