"""Which account of a template plays which role in posting templates.

What the template states decides (kinds of account, links to modules, defaults); where it states nothing, words in the
names do. A role nobody plays is left open: ``hera.import_chart`` completes it with a standard account, which is better
than a wrong guess.
"""

from __future__ import annotations

import re

from hera.charts.model import Account, Chart

#: Types of account that may hold a role; the database refuses others.
ROLE_TYPES: dict[str, tuple[str, ...]] = {
    "receivable": ("asset",),
    "payable": ("liability",),
    "bank": ("asset",),
    "cash": ("asset",),
    "card_clearing": ("asset", "liability"),
    "output_tax": ("asset", "liability"),
    "input_tax": ("asset", "liability"),
    "sales": ("income",),
    "purchases": ("expense",),
    "inventory": ("asset",),
    "payroll_expense": ("expense",),
    "payroll_payable": ("liability",),
    "payroll_tax": ("liability",),
    "retained_earnings": ("equity",),
    "rounding": ("income", "expense"),
    "suspense": ("asset", "liability", "equity"),
    "opening_balance": ("equity",),
    "fx_gain_loss": ("income", "expense"),
}

#: Hints in order of weight: the first account with the first hint gets the role.
HINTS: dict[str, tuple[str, ...]] = {
    "receivable": ("gnucash:RECEIVABLE", "ledgersmb:AR"),
    "payable": ("gnucash:PAYABLE", "ledgersmb:AP"),
    "bank": ("gnucash:BANK", "ledgersmb:AR_paid", "ledgersmb:AP_paid"),
    "cash": ("gnucash:CASH",),
    "card_clearing": ("gnucash:CREDIT",),
    "output_tax": ("ledgersmb:AR_tax",),
    "input_tax": ("ledgersmb:AP_tax",),
    "sales": ("ledgersmb:income_accno_id", "ledgersmb:IC_sale", "ledgersmb:AR_amount", "ledgersmb:IC_income"),
    "purchases": ("ledgersmb:expense_accno_id", "ledgersmb:IC_cogs", "ledgersmb:IC_expense"),
    "inventory": ("ledgersmb:inventory_accno_id", "ledgersmb:IC"),
    "fx_gain_loss": ("ledgersmb:fxloss_accno_id", "ledgersmb:fxgain_accno_id"),
}

#: Words of the commoner languages; deliberately few and plain.
WORDS: dict[str, tuple[str, ...]] = {
    "cash": ("petty cash", "cash in hand", "kasse", "hauptkasse", "caisse", "caja", "cassa", "kas", "kassa"),
    "bank": ("bank", "banque", "banco", "banca", "checking", "current account"),
    "input_tax": (
        "vorsteuer", r"abziehb\w*\.? (vst|vorsteuer)", "input (vat|tax|gst)", "tva d[ée]ductible", "iva soportado",
        "iva a credito",
    ),
    "output_tax": (
        "umsatzsteuer", "output (vat|tax|gst)", "sales tax", "tva collect[ée]e", "iva repercutido", "iva a debito",
    ),
    "sales": (
        "sales", "ums[aä]tze", "umsatzerl[öo]se", "erl[öo]se", "ventes", "ventas", "vendite", "omzet",
        "f[öo]rs[äa]ljning", "salg", "vendas",
    ),
    "purchases": (
        "purchases", "cost of (goods|sales)", "wareneinkauf", "wareneingang", "achats", "compras", "acquisti",
        "inkoop", "ink[öo]p",
    ),
    "inventory": (
        "inventory", "warenbestand", "vorr[äa]te", "existencias", "rimanenze", "voorraad", "varelager", "varulager",
    ),
    "payroll_expense": (
        "wages", "salaries", "l[öo]hne", "geh[äa]lter", "salaires", "sueldos", "salari", "lonen", "l[öo]ner",
        "l[øo]nn",
    ),
    "payroll_payable": ("net pay", "wages payable", "salaries payable", "accrued (wages|payroll)"),
    "payroll_tax": ("payroll tax(es)? payable", "lohnsteuer", "paye"),
    "retained_earnings": ("retained earnings", "gewinnvortrag", "report [àa] nouveau", "balanserat"),
    "opening_balance": ("opening balances?", r"er[öo]ffnungsbilanz\w*", "anfangsbestand", "saldos iniciales"),
    "rounding": ("rounding", r"rundung\w*", "arrondis?", "redondeo", r"afronding\w*"),
    "suspense": ("suspense", "compte d'attente"),
    "fx_gain_loss": (
        "foreign exchange", "exchange (gain|loss|rate)", r"kursdifferen\w*", "diff[ée]rences? de change",
    ),
}  # fmt: skip


def assign_roles(chart: Chart) -> None:
    """Give each role at most one account and each account at most one role."""
    accounts = [account for account in chart.accounts if not account.heading]
    for role, types in ROLE_TYPES.items():
        account = _by_hint(role, types, accounts) or _by_word(role, types, accounts)
        if account is not None:
            account.role = role


def _free(account: Account, types: tuple[str, ...]) -> bool:
    return account.role is None and account.type in types


def _by_hint(role: str, types: tuple[str, ...], accounts: list[Account]) -> Account | None:
    for hint in HINTS.get(role, ()):
        for account in accounts:
            if hint in account.hints and _free(account, types):
                return account
    return None


def _by_word(role: str, types: tuple[str, ...], accounts: list[Account]) -> Account | None:
    if role not in WORDS:
        return None
    words = re.compile(rf"\b({'|'.join(WORDS[role])})\b", re.IGNORECASE)
    found = []
    for account in accounts:
        match = words.search(account.name)
        if match and _free(account, types):
            # A name that begins with the word, behind a number at most, means it; the shortest is the general account.
            begins = not any(sign.isalpha() for sign in account.name[: match.start()])
            found.append((not begins, len(account.name), account))
    return min(found, key=lambda ranked: ranked[:2], default=(False, 0, None))[2]
