CREATE FUNCTION hera_internal.binding_fingerprint(p_kind text, p_name text, p_relation text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO'
SET intervalstyle = postgres
SET extra_float_digits = 1
SET bytea_output = hex
SET quote_all_identifiers = off
AS $function$
-- MD5 of what the catalog holds of a binding, or of a seeded table's rows; NULL
-- when it is not there. Clones of a trigger on partitions count: one that was
-- disabled on a single partition changes the result.
DECLARE
    v_relation oid := pg_catalog.to_regclass(p_relation);
    v_text text;
BEGIN
    IF v_relation IS NULL THEN
        RETURN NULL;
    END IF;
    CASE p_kind
        WHEN 'trigger' THEN
            SELECT pg_catalog.concat_ws(
                ' | ', pg_catalog.pg_get_triggerdef(t.oid), t.tgenabled, pg_catalog.obj_description(t.oid, 'pg_trigger'),
                hera_internal.count_altered_clones(t.oid)
            ) INTO v_text
            FROM pg_catalog.pg_trigger AS t
            WHERE t.tgrelid = v_relation AND t.tgname = p_name AND NOT t.tgisinternal;
        WHEN 'policy' THEN
            SELECT pg_catalog.concat_ws(
                ' | ', p.polcmd, p.polpermissive,
                (SELECT pg_catalog.string_agg(COALESCE(r.rolname, 'public'), ',' ORDER BY r.rolname)
                FROM pg_catalog.unnest(p.polroles) AS u (id)
                LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = u.id),
                'using', pg_catalog.pg_get_expr(p.polqual, p.polrelid),
                'check', pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)
            ) INTO v_text
            FROM pg_catalog.pg_policy AS p
            WHERE p.polrelid = v_relation AND p.polname = p_name;
        WHEN 'constraint' THEN
            SELECT pg_catalog.concat_ws(
                ' | ', pg_catalog.pg_get_constraintdef(c.oid), c.convalidated,
                pg_catalog.obj_description(c.oid, 'pg_constraint')
            ) INTO v_text
            FROM pg_catalog.pg_constraint AS c
            WHERE c.conrelid = v_relation AND c.conname = p_name;
        WHEN 'view' THEN
            v_text := hera_internal.view_definition(v_relation);
        WHEN 'data' THEN
            EXECUTE pg_catalog.format(
                'SELECT pg_catalog.concat(pg_catalog.string_agg(t::text, E''\n'' ORDER BY t::text COLLATE "C")) FROM %s AS t',
                v_relation::pg_catalog.regclass
            ) INTO v_text;
    END CASE;
    RETURN pg_catalog.md5(v_text);
END
$function$;
COMMENT ON FUNCTION hera_internal.binding_fingerprint(text, text, text) IS 'MD5 of a binding as it is now; NULL when it is missing.';
ALTER FUNCTION hera_internal.binding_fingerprint(text, text, text) OWNER TO hera_owner;
