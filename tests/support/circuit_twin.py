"""The circuit breaker of HERA written a second time, with plain lists instead of bits."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Circuit:
    """Times are milliseconds; a bucket is a sixth of the window."""

    threshold: int
    window: int
    open_for: int
    needed: int
    state: str = "closed"
    failures: dict[int, int] = field(default_factory=dict)
    until: int = 0
    successes: int = 0
    probe_out: bool = False

    def count(self, now: int) -> int:
        """Failures of the present sixth of the window and the five before it."""
        return sum(self.recent(now).values())

    def recent(self, now: int) -> dict[int, int]:
        """What has not fallen out yet."""
        present = max(now // (self.window // 6), max(self.failures, default=0))
        return {bucket: n for bucket, n in self.failures.items() if present - bucket < 6}

    def allow(self, now: int) -> bool:
        """Whether a call may go on; takes the probe where one is to be had."""
        if self.state == "closed":
            return True
        if now < self.until <= now + self.open_for:
            return False
        if self.state == "open":
            self.state, self.successes = "half_open", 0
        self.until, self.probe_out = now + self.open_for, True
        return True

    def success(self) -> None:
        """A call succeeded."""
        if self.state == "half_open" and self.probe_out:
            self.successes, self.probe_out, self.until = self.successes + 1, False, 0
            if self.successes >= self.needed:
                self.state, self.failures = "closed", {}

    def failure(self, now: int) -> None:
        """A call failed."""
        if self.state == "half_open":
            self.state, self.until, self.probe_out = "open", now + self.open_for, False
        elif self.state == "closed":
            bucket = now // (self.window // 6)
            self.failures = self.recent(now)
            # Where the clock went back, what was counted is as old as before.
            back = max(max(self.failures, default=bucket) - bucket, 0)
            self.failures = {counted - back: n for counted, n in self.failures.items()}
            self.failures[bucket] = min(self.failures.get(bucket, 0) + 1, 15)
            if self.count(now) >= self.threshold:
                self.state, self.until, self.failures = "open", now + self.open_for, {}
