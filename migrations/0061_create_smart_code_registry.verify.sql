SELECT mode, meaning, neutral FROM hera_internal.smart_code_mode WHERE false;

SELECT code, ordinal, name, multiple, description FROM hera_internal.smart_code_dimension WHERE false;

SELECT token, dimension, ordinal, neutral, meaning FROM hera_internal.smart_code_token WHERE false;

DO $verify$
DECLARE
    v_missing text;
BEGIN
    SELECT pg_catalog.string_agg(n, ', ') INTO v_missing
    FROM pg_catalog.unnest(ARRAY[
        'smart_code_mode_pk', 'smart_code_mode_mode_ck', 'smart_code_dimension_pk', 'smart_code_dimension_ordinal_key',
        'smart_code_dimension_code_ck', 'smart_code_token_pk', 'smart_code_token_dimension_fk',
        'smart_code_token_token_ck'
    ]) AS n
    WHERE NOT EXISTS (
        SELECT FROM pg_catalog.pg_constraint AS c
        WHERE c.conname = n AND c.convalidated AND c.connamespace = pg_catalog.to_regnamespace('hera_internal')
    );
    IF v_missing IS NOT NULL THEN
        RAISE EXCEPTION 'constraints missing or not validated: %', v_missing;
    END IF;

    SELECT pg_catalog.string_agg(n, ', ') INTO v_missing
    FROM pg_catalog.unnest(ARRAY['smart_code_mode_neutral_key', 'smart_code_token_neutral_key']) AS n
    WHERE NOT EXISTS (
        SELECT FROM pg_catalog.pg_index AS i
        WHERE i.indexrelid = pg_catalog.to_regclass('hera_internal.' || n)
            AND i.indisunique AND i.indisvalid AND i.indpred IS NOT NULL
    );
    IF v_missing IS NOT NULL THEN
        RAISE EXCEPTION 'unique indexes missing or not valid: %', v_missing;
    END IF;
END
$verify$;
