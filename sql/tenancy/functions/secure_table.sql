CREATE FUNCTION hera_internal.secure_table(p_relation regclass)
RETURNS SETOF text
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Compares one table with what it must be and repairs it; returns what it changed.
DECLARE
    v_policy record;
    v_missing text;
BEGIN
    IF NOT (SELECT c.relrowsecurity AND c.relforcerowsecurity FROM pg_class AS c WHERE c.oid = p_relation) THEN
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', p_relation);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', p_relation);
        RETURN NEXT 'row security forced';
    END IF;
    FOR v_policy IN
        SELECT p.polname FROM pg_policy AS p
        WHERE p.polrelid = p_relation
            AND NOT EXISTS (SELECT FROM hera_internal.wanted_policies(p_relation) AS w WHERE w.name = p.polname)
    LOOP
        -- Rare, and the bundle is long: read only where it matters.
        CONTINUE WHEN EXISTS (
            SELECT FROM hera_internal.binding_source() AS b
            WHERE b.kind = 'policy' AND b.name = v_policy.polname AND to_regclass(b.relation) = p_relation
        );
        EXECUTE format('DROP POLICY %I ON %s', v_policy.polname, p_relation);
        RETURN NEXT format('unknown policy %s dropped', v_policy.polname);
    END LOOP;
    FOR v_policy IN
        SELECT w.* FROM hera_internal.wanted_policies(p_relation) AS w
        WHERE NOT EXISTS (
            SELECT FROM pg_policy AS p
            WHERE p.polrelid = p_relation AND p.polname = w.name AND p.polpermissive
                AND p.polcmd = CASE w.command WHEN 'ALL' THEN '*' ELSE 'r' END
                AND replace(pg_get_expr(p.polqual, p.polrelid), chr(10), '') = w.condition
                AND p.polwithcheck IS NULL
                AND array_to_string(
                    ARRAY(SELECT r.rolname FROM pg_roles AS r WHERE r.oid = ANY (p.polroles) ORDER BY r.rolname DESC),
                    ', '
                ) = array_to_string(
                    ARRAY(SELECT x FROM unnest(string_to_array(w.role, ', ')) AS x ORDER BY x DESC), ', '
                )
        )
    LOOP
        EXECUTE format('DROP POLICY IF EXISTS %I ON %s', v_policy.name, p_relation);
        EXECUTE format(
            'CREATE POLICY %I ON %s FOR %s TO %s USING (%s)', v_policy.name, p_relation, v_policy.command,
            v_policy.role, v_policy.condition
        );
        EXECUTE format('COMMENT ON POLICY %I ON %s IS %L', v_policy.name, p_relation, 'Made by hera_internal.secure_table.');
        RETURN NEXT format('policy %s', v_policy.name);
    END LOOP;
    v_missing := (
        SELECT string_agg(wanted.privilege, ', ') FROM unnest(hera_internal.table_rights(p_relation)) AS wanted (privilege)
        WHERE NOT has_table_privilege('hera_api', p_relation, wanted.privilege)
    );
    IF v_missing IS NOT NULL THEN
        EXECUTE format('GRANT %s ON %s TO hera_api', v_missing, p_relation);
        RETURN NEXT format('granted %s', v_missing);
    END IF;
    RETURN QUERY SELECT hera_internal.revoke_excess(p_relation);
END
$function$;
COMMENT ON FUNCTION hera_internal.secure_table(regclass) IS 'Puts row security, policies and rights of one table right.';
ALTER FUNCTION hera_internal.secure_table(regclass) OWNER TO hera_owner;
