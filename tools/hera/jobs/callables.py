"""Jobs that are written in Python, by the name in ``hera_internal.job.call``.

A function gets a connection of its own in autocommit mode and an event that is set when the process is to stop; it
returns what the history shows, or raises. It is to look at the event between its portions of work.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

import psycopg

Connection = psycopg.Connection[tuple[Any, ...]]
JobFunction = Callable[[Connection, Event], Any]

CALLABLES: dict[str, JobFunction] = {}
