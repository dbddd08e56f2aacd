CREATE FUNCTION hera_internal.apply_view(p_relation text, p_body text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Replaces a view in place where the server allows it, so that views of users on
-- top of it stay; makes it anew where columns changed.
DECLARE
    v_kind "char";
BEGIN
    SELECT c.relkind INTO v_kind FROM pg_catalog.pg_class AS c WHERE c.oid = pg_catalog.to_regclass(p_relation);
    IF v_kind = 'v' THEN
        BEGIN
            EXECUTE pg_catalog.format(
                'REVOKE ALL ON %s FROM PUBLIC, hera_api, hera_app, hera_bi, hera_admin, hera_auditor', p_relation
            );
            PERFORM hera_internal.run_source(
                pg_catalog.regexp_replace(p_body, '^CREATE VIEW', 'CREATE OR REPLACE VIEW', 'n'), 'view ' || p_relation
            );
            RETURN;
        EXCEPTION
            WHEN invalid_table_definition THEN
                NULL;
        END;
    END IF;
    PERFORM hera_internal.drop_view(p_relation);
    PERFORM hera_internal.run_source(p_body, 'view ' || p_relation);
END
$function$;
COMMENT ON FUNCTION hera_internal.apply_view(text, text) IS 'Makes a view what its source says, in place if possible.';
ALTER FUNCTION hera_internal.apply_view(text, text) OWNER TO hera_owner;
