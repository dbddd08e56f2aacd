"""Templates of the tests and what is asked of them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import value

BILL = "HERA.PROCUREMENT.BILL.AUTO"
SERVICE = [
    {"account": "chosen", "side": "debit", "amount": "gross * 0.9 - tax"},
    {"code": "2590", "side": "debit", "amount": "gross / 10"},
    {"account": "input_tax", "side": "debit", "amount": "tax"},
    {"account": "payable", "side": "credit", "amount": "gross"},
]
THIRDS = [
    {"account": "chosen", "side": "debit", "amount": "gross / 3"},
    {"account": "inventory", "side": "debit", "amount": "gross / 3"},
    {"account": "suspense", "side": "debit", "amount": "gross / 3"},
    {"account": "bank", "side": "credit", "amount": "gross"},
]
HOURS = [
    {"account": "receivable", "side": "debit", "amount": "quantity * rate * 1.2"},
    {"account": "chosen", "side": "credit", "amount": "quantity * rate"},
    {"account": "output_tax", "side": "credit", "amount": "rest"},
]


def define(
    connection: Connection, organization: UUID, code: str, lines: Any, name: str = "A template", role: str | None = None
) -> Any:
    query = "SELECT hera.define_template(%s, %s, %s, %s, %s)"
    return value(connection, query, [organization, code, name, Jsonb(lines), role])


def posted(outcome: dict[str, Any]) -> Any:
    """Account, side and amount of every line."""
    assert outcome["status"] == "posted", outcome
    return [(line["account"], line["side"], Decimal(str(line["amount"]))) for line in outcome["posting"]]


def fault(error: psycopg.Error) -> tuple[str, str]:
    detail = json.loads(error.diag.message_detail or "{}")
    return detail["code"], detail["path"]
