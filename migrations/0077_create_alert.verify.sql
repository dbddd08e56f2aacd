SELECT organization_id, id, code, subject, detail, raised_at, cleared_at FROM hera_internal.alert WHERE false;

DO $verify$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_catalog.pg_index AS i
        WHERE i.indexrelid = pg_catalog.to_regclass('hera_internal.alert_open_key') AND i.indisunique AND i.indisvalid
    ) THEN
        RAISE EXCEPTION 'index alert_open_key is missing or not valid';
    END IF;
END
$verify$;
