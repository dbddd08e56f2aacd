CREATE FUNCTION hera_internal.distribution_tables()
RETURNS TABLE (relation regclass, kind text, depth integer)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What each table becomes in a distributed database: one with organization_id in its primary key is distributed by it, all
-- others are small and copied to every node; and how many foreign keys lie below it, so that a table comes after those it
-- refers to.
BEGIN
    RETURN QUERY
    WITH RECURSIVE own AS (
        SELECT c.oid, EXISTS (
            SELECT FROM pg_constraint AS k
            INNER JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) AND a.attname = 'organization_id'
            WHERE k.conrelid = c.oid AND k.contype = 'p'
        ) AS is_tenant
        FROM pg_class AS c
        WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace) AND c.relkind IN ('r', 'p')
            AND NOT c.relispartition AND NOT hera_internal.is_archived_table(c.oid)
    ), refers AS (
        SELECT DISTINCT k.conrelid AS child, k.confrelid AS parent FROM pg_constraint AS k
        INNER JOIN own AS o ON o.oid = k.conrelid
        WHERE k.contype = 'f' AND k.confrelid <> k.conrelid AND k.conparentid = 0
    ), chain AS (
        SELECT o.oid, 0 AS depth FROM own AS o
        UNION
        -- Foreign keys go in no circle; 32 ends one all the same.
        SELECT r.child, c.depth + 1 FROM chain AS c INNER JOIN refers AS r ON r.parent = c.oid WHERE c.depth < 32
    )
    SELECT o.oid::regclass, CASE WHEN o.is_tenant THEN 'distributed' ELSE 'reference' END, max(c.depth)
    FROM own AS o INNER JOIN chain AS c ON c.oid = o.oid
    GROUP BY o.oid, o.is_tenant;
END
$function$;
COMMENT ON FUNCTION hera_internal.distribution_tables() IS 'What each table becomes in a distributed database.';
ALTER FUNCTION hera_internal.distribution_tables() OWNER TO hera_owner;
