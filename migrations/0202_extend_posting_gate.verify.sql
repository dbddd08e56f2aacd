SELECT series, series_from, wanted FROM hera_internal.posting_gate WHERE false;

SELECT capital, series FROM hera_internal.gate_look WHERE false;

DO $verify$
BEGIN
    IF EXISTS (
        SELECT FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = 'hera_internal.gate_look'::pg_catalog.regclass AND a.attname = 'spent' AND a.attnotnull
    ) THEN
        RAISE EXCEPTION 'hera_internal.gate_look.spent still wants a value';
    END IF;
END
$verify$;
