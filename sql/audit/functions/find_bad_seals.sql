CREATE FUNCTION hera_internal.find_bad_seals()
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Seals that are not linked to the one before, do not carry their own hash or go back; and a head that is not the last.
BEGIN
    RETURN (
        SELECT hera_internal.list_findings(array_agg(f.finding ORDER BY f.number))
        FROM (
            SELECT s.number, format('seal %s', s.number) AS finding
            FROM (
                SELECT x.*, row_number() OVER w AS place, lag(x.seal_hash) OVER w AS before_hash,
                    lag(x.tree_size) OVER w AS before_size, lag(x.through_xid) OVER w AS before_xid,
                    lag(x.sealed_at) OVER w AS before_at
                FROM hera_internal.audit_seal AS x
                WINDOW w AS (ORDER BY x.number)
            ) AS s
            LEFT JOIN hera_internal.audit_horizon AS h ON h.number = s.horizon
            WHERE s.number <> s.place OR s.previous_hash <> coalesce(s.before_hash, decode(repeat('00', 32), 'hex'))
                OR s.tree_size < s.before_size OR s.through_xid < s.before_xid OR s.sealed_at < s.before_at
                OR s.seal_hash IS DISTINCT FROM hera_internal.audit_seal_hash(
                    s.number, s.horizon, h.system_identifier, s.tree_size, s.root, s.through_xid, s.oldest_at, s.sealed_at,
                    s.sealed_by, s.previous_hash
                )
            UNION ALL
            SELECT 0, format('the head names seal %s', h.seal) FROM hera_internal.audit_head AS h
            WHERE h.seal <> (SELECT coalesce(max(s.number), 0) FROM hera_internal.audit_seal AS s)
            UNION ALL
            SELECT 0, 'the head is gone' WHERE NOT EXISTS (SELECT FROM hera_internal.audit_head)
        ) AS f
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.find_bad_seals() IS 'Seals that are not what was written, or NULL.';
ALTER FUNCTION hera_internal.find_bad_seals() OWNER TO hera_owner;
