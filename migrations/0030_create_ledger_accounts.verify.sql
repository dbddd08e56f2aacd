SELECT organization_id, id, code, name, account_type, role, status FROM hera_internal.ledger_account WHERE false;

SELECT code, name, smart_code, determines_account FROM hera_internal.transaction_type WHERE false;

SELECT smart_code, name, default_role, lines FROM hera_internal.posting_template WHERE false;
