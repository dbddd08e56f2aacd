-- Replaced functions keep the rights they had; a right that this version no
-- longer gives must go. Rights of roles that are not HERA's stay.
DO $reset$
DECLARE
    v_item record;
BEGIN
    FOR v_item IN
        SELECT p.oid::pg_catalog.regprocedure AS signature, r.rolname AS owner
        FROM pg_catalog.pg_proc AS p
        JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
        JOIN pg_catalog.pg_roles AS r ON r.oid = p.proowner
        WHERE n.nspname IN ('hera', 'hera_internal') AND r.rolname IN ('hera_owner', 'hera_api')
        ORDER BY p.oid
    LOOP
        -- The owner keeps the right to execute, without which nobody but a superuser may replace a function.
        EXECUTE pg_catalog.format(
            'REVOKE ALL ON ROUTINE %s FROM PUBLIC, hera_app, hera_bi, hera_admin, hera_auditor, %I',
            v_item.signature, CASE v_item.owner WHEN 'hera_api' THEN 'hera_owner' ELSE 'hera_api' END
        );
    END LOOP;
END
$reset$;
