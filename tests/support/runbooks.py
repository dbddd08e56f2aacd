"""Headings of the pages in docs/, as links name them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def sections(page: str) -> dict[str, str]:
    """The text below each heading of a page such as docs/alerts.md, up to the next heading."""
    parts = re.split(r"^#+ (.*)$", (ROOT / page).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-"): text.strip()
        for heading, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def fault(runbook: str | None) -> str | None:
    """Why a runbook is none, or None: it names a section that says something."""
    page, hash_, heading = (runbook or "").partition("#")
    if not (page.startswith("docs/") and hash_ and (ROOT / page).is_file()):
        return f"{runbook} is no page"
    if not sections(page).get(heading):
        return f"{runbook} is no section with a text"
    return None
