SELECT organization_id, counterparty_id, transaction_id, kind, currency, open_amount, reference_hash
FROM hera_internal.open_item WHERE false;
