"""Time for the tests whose full counts take long, in proportion to the scale of the run."""

from __future__ import annotations

import os

import pytest

# What hangs is found by the statement timeouts of these tests; this one is for a server that many share.
patient = pytest.mark.timeout(1_800 + round(36_000 * float(os.environ.get("HERA_SCALE", "0.01"))))
