CREATE FUNCTION hera_internal.find_loose_guards()
RETURNS SETOF text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
SET quote_all_identifiers = off
AS $function$
    -- What passes guards by without changing one: a trigger that is off, those of foreign keys included; a trigger or a
    -- rule that HERA does not know; a constraint that was never validated; an index that is not used.
    WITH own AS (
        SELECT c.oid, c.oid::regclass::text AS name, c.relkind FROM pg_class AS c
        WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace, 'hera_bi'::regnamespace)
    )
    SELECT format('trigger %s on %s is not enabled', coalesce('of constraint ' || c.conname, t.tgname), o.name)
    FROM own AS o
    INNER JOIN pg_trigger AS t ON t.tgrelid = o.oid
    LEFT JOIN pg_constraint AS c ON c.oid = t.tgconstraint AND t.tgisinternal
    WHERE t.tgenabled NOT IN ('A', 'R') AND (t.tgenabled <> 'O' OR NOT t.tgisinternal)
    UNION ALL
    SELECT format('trigger %s on %s is none of HERA', t.tgname, o.name)
    FROM own AS o
    INNER JOIN pg_trigger AS t ON t.tgrelid = o.oid AND NOT t.tgisinternal AND t.tgparentid = 0
    LEFT JOIN pg_inherits AS i ON i.inhrelid = o.oid
    WHERE NOT EXISTS (
        SELECT FROM hera_internal.binding_source() AS b
        WHERE b.kind = 'trigger' AND b.name = t.tgname AND b.relation = coalesce(i.inhparent::regclass::text, o.name)
    ) AND NOT (
        hera_internal.is_archived_table(o.oid) AND t.tgfoid = to_regprocedure('hera_internal.refuse_change()')
    )
    UNION ALL
    SELECT format('guard of detached month %s is missing', o.name)
    FROM own AS o
    WHERE hera_internal.is_archived_table(o.oid) AND (
        SELECT count(DISTINCT t.tgtype & 32) < 2 FROM pg_trigger AS t
        WHERE t.tgrelid = o.oid AND t.tgfoid = to_regprocedure('hera_internal.refuse_change()')
            -- For each row before INSERT, DELETE and UPDATE, or before TRUNCATE.
            AND t.tgtype IN (31, 34) AND t.tgenabled = 'A' AND t.tgqual IS NULL AND t.tgattr = ''
    )
    UNION ALL
    SELECT format('rule %s on %s is %s', r.rulename, o.name, CASE r.ev_enabled WHEN 'O' THEN 'none of HERA' ELSE 'not enabled' END)
    FROM own AS o
    INNER JOIN pg_rewrite AS r ON r.ev_class = o.oid
    WHERE r.ev_enabled <> 'O' OR r.rulename <> '_RETURN'
    UNION ALL
    SELECT format('constraint %s on %s is not validated', c.conname, o.name)
    FROM own AS o
    INNER JOIN pg_constraint AS c ON c.conrelid = o.oid AND NOT c.convalidated
    UNION ALL
    SELECT format('constraint %s of domain %s is not validated', c.conname, c.contypid::regtype)
    FROM pg_constraint AS c
    WHERE c.contypid <> 0 AND c.connamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace) AND NOT c.convalidated
    UNION ALL
    SELECT format('index %s on %s is not valid', x.indexrelid::regclass, o.name)
    FROM own AS o
    INNER JOIN pg_index AS x ON x.indrelid = o.oid AND NOT (x.indisvalid AND x.indisready AND x.indislive)
        AND NOT hera_internal.is_neighbour_index(x.indexrelid)
$function$;
COMMENT ON FUNCTION hera_internal.find_loose_guards() IS 'Triggers that are off or unknown, rules, constraints that were not validated and invalid indexes.';
ALTER FUNCTION hera_internal.find_loose_guards() OWNER TO hera_owner;
