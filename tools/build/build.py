#!/usr/bin/env python3
"""Assemble the extensions hera and hera_plpython into extension/build/."""

from hera_build.main import main

if __name__ == "__main__":
    raise SystemExit(main())
