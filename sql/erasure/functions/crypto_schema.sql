CREATE FUNCTION hera_internal.crypto_schema()
RETURNS name
LANGUAGE plpgsql
STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Schema of the functions of pgcrypto: a function of that name that is no member of the extension is not called. Raises
-- ERA_003 where there is none.
DECLARE
    v_schema name := (
        SELECT n.nspname FROM pg_extension AS e
        INNER JOIN pg_depend AS d
            ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND d.classid = 'pg_proc'::regclass
            AND d.deptype = 'e'
        INNER JOIN pg_proc AS p ON p.oid = d.objid
        INNER JOIN pg_namespace AS n ON n.oid = p.pronamespace
        WHERE e.extname = 'pgcrypto' AND p.proname = 'pgp_sym_encrypt_bytea' AND p.pronargs = 3
    );
BEGIN
    IF v_schema IS NULL THEN
        PERFORM hera_internal.raise_error('ERA_003', 'pgcrypto');
    END IF;
    RETURN v_schema;
END
$function$;
COMMENT ON FUNCTION hera_internal.crypto_schema() IS 'Schema of pgcrypto.';
ALTER FUNCTION hera_internal.crypto_schema() OWNER TO hera_owner;
