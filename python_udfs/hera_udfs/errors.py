"""Failures of training, with the codes of HERA's registry."""

from __future__ import annotations

AI_012 = "ZHI12"
AI_014 = "ZHI14"

_REGISTRY = {
    AI_012: (
        "AI_012",
        "Review documents with hera.record_feedback first; at least two accounts must have been chosen.",
    ),
    AI_014: (
        "AI_014",
        "apt-get install python3-sklearn on the server, or pip install 'hera-ledger[train]' where hera train runs.",
    ),
}


class TrainingError(Exception):
    """Training cannot go on; sqlstate and hint are those of the error registry."""

    def __init__(self, sqlstate: str, message: str) -> None:
        super().__init__(message)
        self.sqlstate = sqlstate
        self.code, self.hint = _REGISTRY[sqlstate]
