"""Charts read from templates of GnuCash and LedgerSMB; the samples are written for these tests."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from hera.charts.gnucash import read_gnucash
from hera.charts.ledgersmb import read_ledgersmb
from hera.charts.model import Account, Chart, clean_code
from hera.charts.packages import PACKAGES
from hera.charts.roles import ROLE_TYPES
from hera.charts.sqltext import Token, tokens
from hera.cli.errors import HeraError

GNUCASH = """<?xml version="1.0" encoding="utf-8"?>
<gnc-account-example {default}
  xmlns:act="http://www.gnucash.org/XML/act" xmlns:gnc="http://www.gnucash.org/XML/gnc"
  xmlns:gnc-act="http://www.gnucash.org/XML/gnc-act" xmlns:slot="http://www.gnucash.org/XML/slot">
  <gnc-act:title>
    Corner shop
  </gnc-act:title>
  {accounts}
</gnc-account-example>
"""


def gnc(identity: str, kind: str, name: str, parent: str = "root", code: str = "", placeholder: bool = False) -> str:
    """One account element."""
    slot = "<slot><slot:key>placeholder</slot:key><slot:value type='string'>true</slot:value></slot>"
    return (
        f"<gnc:account version='2.0.0'><act:name>{name}</act:name><act:id type='new'>{identity}</act:id>"
        f"<act:type>{kind}</act:type>"
        + (f"<act:code>{code}</act:code>" if code else "")
        + (f"<act:slots>{slot}</act:slots>" if placeholder else "")
        + (f"<act:parent type='new'>{parent}</act:parent>" if identity != "root" else "")
        + "</gnc:account>"
    )


def write_gnucash(path: Path, *accounts: str, namespace: bool = True) -> Path:
    """A template file; templates of both kinds exist, with and without a default namespace."""
    default = 'xmlns="http://www.gnucash.org/XML/"' if namespace else ""
    path.write_text(GNUCASH.format(default=default, accounts="\n".join(accounts)), encoding="utf-8")
    return path


SHOP = (
    gnc("root", "ROOT", "Root Account"),
    gnc("a", "ASSET", "Assets", placeholder=True),
    gnc("b", "BANK", "Checking Account", "a"),
    gnc("c", "CASH", "Till", "a"),
    gnc("r", "RECEIVABLE", "Customers", "a"),
    gnc("l", "LIABILITY", "Liabilities", placeholder=True),
    gnc("p", "PAYABLE", "Suppliers", "l"),
    gnc("i", "INCOME", "Sales"),
    gnc("e", "EXPENSE", "Car"),
    gnc("f", "EXPENSE", "Fuel", "e"),
    gnc("q", "EQUITY", "Opening Balances"),
)


@pytest.mark.parametrize("namespace", [True, False])
def test_gnucash_template(tmp_path: Path, namespace: bool) -> None:
    chart = read_gnucash(write_gnucash(tmp_path / "shop.gnucash-xea", *SHOP, namespace=namespace), "GB")
    assert (chart.name, chart.country) == ("Corner shop", "GB")
    found = {entry["name"]: entry for entry in chart.as_json()}
    assert sorted(found) == sorted(
        ["Checking Account", "Till", "Customers", "Suppliers", "Sales", "Car", "Fuel", "Opening Balances"]
    )
    assert found["Checking Account"] == {"code": "1010", "name": "Checking Account", "type": "asset", "role": "bank"}
    assert found["Fuel"]["parent"] == found["Car"]["code"]
    roles = {entry["role"]: name for name, entry in found.items() if "role" in entry}
    assert roles == {
        "bank": "Checking Account",
        "cash": "Till",
        "receivable": "Customers",
        "payable": "Suppliers",
        "sales": "Sales",
        "opening_balance": "Opening Balances",
    }


def test_gnucash_gzip(tmp_path: Path) -> None:
    plain = write_gnucash(tmp_path / "plain.gnucash-xea", *SHOP)
    zipped = tmp_path / "zipped.gnucash-xea.gz"
    zipped.write_bytes(gzip.compress(plain.read_bytes()))
    assert read_gnucash(zipped).as_json() == read_gnucash(plain).as_json()


def test_gnucash_groups_without_a_code_are_headings_where_accounts_have_codes(tmp_path: Path) -> None:
    path = write_gnucash(
        tmp_path / "coded.gnucash-xea",
        gnc("root", "ROOT", "Root Account"),
        gnc("a", "ASSET", "Aktiva"),
        gnc("k", "ASSET", "1000 Kasse", "a", code="1000"),
        gnc("m", "ASSET", "Anlagen", "a", code="0400"),
    )
    assert [(entry["code"], entry["name"]) for entry in read_gnucash(path).as_json()] == [
        ("1000", "Kasse"),
        ("0400", "Anlagen"),
    ]


def test_gnucash_of_headings_only_keeps_them(tmp_path: Path) -> None:
    path = write_gnucash(tmp_path / "x.gnucash-xea", gnc("a", "ASSET", "Assets", placeholder=True))
    assert [entry["name"] for entry in read_gnucash(path).as_json()] == ["Assets"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("no xml", "not an XML file"),
        (GNUCASH.format(default="", accounts=""), "no accounts"),
        (GNUCASH.format(default="", accounts=gnc("a", "WISH", "x")), "'WISH' is not known"),
    ],
)
def test_gnucash_refuses_what_is_no_template(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "x.gnucash-xea"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_gnucash(path)


LEDGERSMB = """
begin;
-- SELECT account__save(NULL,'9','A comment','A','', NULL, false, false, string_to_array('', ':'), false, false);
SELECT account_heading_save(NULL,'1000','CURRENT ASSETS', NULL);
SELECT account__save(NULL,'1060','Owner''s bank','A','', NULL, false, false,
       string_to_array('AR_paid:AP_paid', ':'), false, false);
SELECT account__save(NULL, '1200', 'Customers', 'A', NULL, (SELECT id FROM account WHERE accno LIKE '1000'),
       false, false, '{AR}', false, false);
SELECT account__save(NULL,'1999','Old','A','', NULL, false, false, string_to_array('AR', ':'), true, false);
SELECT account__save(NULL,'2150','Tax','L','', NULL, false, true, string_to_array('AR_tax:AP_tax', ':'), false, false);
SELECT account__save(NULL, accno, description, category, '', NULL, false, false,
                     string_to_array(link, ':'), false, false)
  FROM (VALUES ('4010', 'Takings', 'I', 'AR_amount'),
               ('4020', 'Repairs', 'I', 'AR_amount:IC_sale'),
               ('5010', 'Goods', 'E', 'IC_cogs')) AS c (accno, description, category, link);
INSERT INTO defaults (setting_key, value) VALUES ('income_accno_id', (select id from account where accno = '4010'));
commit;
"""


def test_ledgersmb_calls(tmp_path: Path) -> None:
    path = tmp_path / "General.sql"
    path.write_text(LEDGERSMB, encoding="utf-8")
    chart = read_ledgersmb(path, "US")
    assert (chart.name, chart.country) == ("US General", "US")
    assert chart.as_json() == [
        {"code": "1060", "name": "Owner's bank", "type": "asset", "role": "bank"},
        {"code": "1200", "name": "Customers", "type": "asset", "role": "receivable"},
        {"code": "2150", "name": "Tax", "type": "liability", "role": "output_tax"},
        {"code": "4010", "name": "Takings", "type": "income", "role": "sales"},
        {"code": "4020", "name": "Repairs", "type": "income"},
        {"code": "5010", "name": "Goods", "type": "expense", "role": "purchases"},
    ]


def test_ledgersmb_inserts(tmp_path: Path) -> None:
    path = tmp_path / "General.sql"
    path.write_text(
        "INSERT INTO account (id, accno, description, category, obsolete) VALUES"
        " ('1', '100', 'Capital', 'Q', '0'), ('2', '572', 'Bancos', 'A', '0'), ('3', '573', 'Old', 'A', '1');"
        "INSERT INTO account_link (account_id, description) VALUES ('2', 'AR_paid');",
        encoding="utf-8",
    )
    assert read_ledgersmb(path).as_json() == [
        {"code": "100", "name": "Capital", "type": "equity"},
        {"code": "572", "name": "Bancos", "type": "asset", "role": "bank"},
    ]


def test_ledgersmb_without_accounts(tmp_path: Path) -> None:
    path = tmp_path / "General.sql"
    path.write_text("SELECT 1;", encoding="utf-8")
    with pytest.raises(ValueError, match="no accounts"):
        read_ledgersmb(path)


def test_tokens() -> None:
    assert tokens("""SELECT 'it''s', "A b", $$x;'$$ /* no */ -- no\n 12""") == [
        Token("word", "select"),
        Token("string", "it's"),
        Token("sign", ","),
        Token("word", "A b"),
        Token("sign", ","),
        Token("dollar", "$$x;'$$"),
        Token("number", "12"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1000", "1000"),
        ("1000 ", "1000"),
        ("1000-1099+1200", "1000-1099-1200"),
        ("10. konts", "10"),
        ("ā", ""),
        ("9" * 40, "9" * 32),
    ],
)
def test_clean_code(text: str, code: str) -> None:
    assert clean_code(text) == code


def test_codes_are_unique_and_names_distinct() -> None:
    group = Account("Car", "expense", heading=True)
    chart = Chart(
        "x",
        None,
        [
            group,
            Account("Tax", "expense", "6.1", parent=group),
            Account("Tax", "expense", "6.1"),
            Account("Tax", "expense", "6.1"),
            Account("", "expense", "6.2"),
        ],
    )
    assert [(entry["code"], entry["name"]) for entry in chart.as_json()] == [
        ("6.1", "Car: Tax"),
        ("6.3", "Tax"),
        ("6.4", "Tax"),
        ("6.2", "?"),
    ]


def test_many_accounts_without_codes() -> None:
    chart = Chart("x", None, [Account(f"Account {n}", "asset") for n in range(1500)])
    codes = [entry["code"] for entry in chart.as_json()]
    assert len(set(codes)) == 1500
    assert (codes[0], codes[-1]) == ("10001", "11500")


def test_accounts_without_a_code_are_numbered_below_their_parent() -> None:
    parent = Account("Bank", "asset", "12")
    chart = Chart("x", None, [parent, Account("A", "asset", parent=parent), Account("B", "asset", parent=parent)])
    assert [entry["code"] for entry in chart.as_json()] == ["12", "12.1", "12.2"]


def test_a_parent_of_another_type_is_left_out() -> None:
    parent = Account("Misc", "asset", "1")
    chart = Chart("x", None, [parent, Account("Loan", "liability", "2", parent=parent)])
    assert "parent" not in chart.as_json()[1]


def test_roles_are_those_of_the_database() -> None:
    source = Path(__file__).parents[2] / "sql/reference/functions/chart_roles.sql"
    listed = next(part.text for part in tokens(source.read_text(encoding="utf-8")) if part.kind == "dollar")
    strings = [token.text for token in tokens(listed.split("$function$")[1]) if token.kind == "string"]
    found = {role: tuple(types.strip("{}").split(",")) for role, types in zip(strings[::2], strings[1::2], strict=True)}
    assert found == ROLE_TYPES


def test_templates_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "de_DE").mkdir()
    (tmp_path / "C").mkdir()
    write_gnucash(tmp_path / "de_DE" / "acctchrt_skr03.gnucash-xea", *SHOP)
    write_gnucash(tmp_path / "C" / "acctchrt_business.gnucash-xea", *SHOP)
    package = PACKAGES["gnucash"]
    assert [(t.locale, t.chart, t.code, t.country) for t in package.templates(tmp_path)] == [
        ("C", "business", "c_business", None),
        ("de_DE", "skr03", "de_de_skr03", "DE"),
    ]
    assert package.find("de_DE", "skr03", tmp_path).read().country == "DE"
    with pytest.raises(HeraError) as wrong:
        package.find("de_DE", "skr99", tmp_path)
    assert wrong.value.hint == "It has: skr03"
    with pytest.raises(HeraError) as wrong:
        package.find("xx", "skr03", tmp_path)
    assert wrong.value.hint == "There are: C, de_DE"


@pytest.mark.parametrize(("source", "debian"), [("gnucash", "gnucash-common"), ("ledgersmb", "ledgersmb")])
def test_a_package_that_is_not_installed_is_named(tmp_path: Path, source: str, debian: str) -> None:
    with pytest.raises(HeraError, match=f"{debian} is not installed") as wrong:
        PACKAGES[source].templates(tmp_path / "missing")
    assert f"apt-get install {debian}" in str(wrong.value.hint)
