-- Make members of what hera-plain.sql of the same version created.
DO $adopt$
DECLARE
    v_item record;
BEGIN
    IF pg_catalog.to_regprocedure('hera_internal.bundle_version()') IS NULL
        OR hera_internal.bundle_version() <> @version@
    THEN
        RAISE EXCEPTION 'no plain installation of HERA % in this database', @version@
            USING ERRCODE = '55000', HINT = 'Load hera-plain.sql of that version first.';
    END IF;
    FOR v_item IN
        SELECT 'ROUTINE' AS kind, p.oid::pg_catalog.regprocedure::text AS signature
        FROM (SELECT DISTINCT s.member FROM hera_internal.member_source() AS s WHERE s.kind = 'routine') AS m
        JOIN pg_catalog.pg_proc AS p ON p.proname = pg_catalog.split_part(m.member, '.', 2)
        JOIN pg_catalog.pg_namespace AS n
            ON n.oid = p.pronamespace AND n.nspname = pg_catalog.split_part(m.member, '.', 1)
        UNION ALL
        SELECT 'TYPE', m.member FROM hera_internal.member_source() AS m WHERE m.kind = 'type'
        ORDER BY 1, 2
    LOOP
        EXECUTE pg_catalog.format('ALTER EXTENSION hera ADD %s %s', v_item.kind, v_item.signature);
    END LOOP;
END
$adopt$;
