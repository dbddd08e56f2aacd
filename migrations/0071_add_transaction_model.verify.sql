SELECT model_id FROM hera.universal_transactions WHERE false;

DO $verify$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_catalog.pg_index AS i
        WHERE i.indexrelid = pg_catalog.to_regclass('hera.universal_transactions_model_ix') AND i.indisvalid
    ) THEN
        RAISE EXCEPTION 'the index of what a model posted is missing';
    END IF;
END
$verify$;
