SELECT monetary FROM hera_internal.ledger_account WHERE false;

SELECT organization_id, transaction_id, settled_id, currency, amount, carried, paid
FROM hera_internal.exchange_difference WHERE false;
