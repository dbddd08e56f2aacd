DO $guard$
BEGIN
    -- Outside a transaction block SET LOCAL has no effect, and a failure would leave half a version.
    IF pg_catalog.current_setting('search_path') <> 'pg_catalog, pg_temp' THEN
        RAISE EXCEPTION 'load this file in one transaction' USING ERRCODE = '25P01', HINT = 'psql -1 -v ON_ERROR_STOP=1 -f';
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_extension AS e WHERE e.extname = 'hera') THEN
        RAISE EXCEPTION 'the extension hera is installed in this database'
            USING ERRCODE = '42710', HINT = 'ALTER EXTENSION hera UPDATE;';
    END IF;
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_extension AS e WHERE e.extname = 'vector') THEN
        RAISE EXCEPTION 'the extension vector is not installed in this database'
            USING ERRCODE = '0A000', HINT = 'CREATE EXTENSION vector;';
    END IF;
END
$guard$;
