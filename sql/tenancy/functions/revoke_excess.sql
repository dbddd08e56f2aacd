CREATE FUNCTION hera_internal.revoke_excess(p_relation regclass)
RETURNS SETOF text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes away every right on a table that HERA did not give: PUBLIC has none, a login role reads at most,
-- and never a table of secrets.
DECLARE
    v_right record;
BEGIN
    FOR v_right IN
        SELECT a.privilege_type, a.grantee,
            CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS name
        FROM pg_class AS c, LATERAL aclexplode(c.relacl) AS a
        WHERE c.oid = p_relation AND a.grantee <> c.relowner
            AND NOT (
                (a.grantee = 'hera_api'::regrole AND a.privilege_type = ANY (hera_internal.table_rights(p_relation)))
                OR (
                    a.privilege_type = 'SELECT' AND NOT c.relispartition
                    AND NOT hera_internal.is_secret_table(c.oid)
                    AND a.grantee IN ('hera_bi'::regrole, 'hera_auditor'::regrole)
                )
            )
    LOOP
        EXECUTE format('REVOKE %s ON %s FROM %s', v_right.privilege_type, p_relation, v_right.name);
        RETURN NEXT format('revoked %s from %s', v_right.privilege_type, v_right.name);
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.revoke_excess(regclass) IS 'Takes away rights on a table that HERA did not give.';
ALTER FUNCTION hera_internal.revoke_excess(regclass) OWNER TO hera_owner;
