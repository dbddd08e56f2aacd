"""Jobs of the database: what ``hera run`` and ``hera jobs run`` do. Schedule, history and locks are in the database."""
