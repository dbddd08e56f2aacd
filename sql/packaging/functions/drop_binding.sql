CREATE FUNCTION hera_internal.drop_binding(p_kind text, p_name text, p_relation text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Drops a binding if it is there. Seeded rows stay, because other rows may refer to them, but for closed registries: what
-- documents and roles may do is said by this version alone.
BEGIN
    IF pg_catalog.to_regclass(p_relation) IS NULL
        OR (p_kind = 'data' AND NOT p_relation = ANY (hera_internal.closed_registries()))
    THEN
        RETURN;
    END IF;
    CASE p_kind
        WHEN 'data' THEN
            EXECUTE pg_catalog.format('DELETE FROM %s', p_relation::pg_catalog.regclass);
        WHEN 'trigger' THEN
            EXECUTE pg_catalog.format('DROP TRIGGER IF EXISTS %I ON %s', p_name, p_relation);
        WHEN 'policy' THEN
            EXECUTE pg_catalog.format('DROP POLICY IF EXISTS %I ON %s', p_name, p_relation);
        WHEN 'constraint' THEN
            EXECUTE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I', p_relation, p_name);
        WHEN 'view' THEN
            PERFORM hera_internal.drop_view(p_relation);
    END CASE;
END
$function$;
COMMENT ON FUNCTION hera_internal.drop_binding(text, text, text) IS 'Drops a trigger, policy, constraint or view of HERA if it exists.';
ALTER FUNCTION hera_internal.drop_binding(text, text, text) OWNER TO hera_owner;
