CREATE FUNCTION hera_internal.horizon_holders(p_xid bigint)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Sessions of any database and prepared transactions that are older than a transaction of this cluster, or it itself, and
-- still run: no seal can take what came after them. NULL for none.
BEGIN
    RETURN (
        SELECT string_agg(h.name, ', ' ORDER BY h.age DESC)
        FROM (
            SELECT format(
                'session %s of %s%s in database %s', a.pid, coalesce(a.usename, 'the server'),
                coalesce(' (' || nullif(a.application_name, '') || ')', ''), a.datname
            ) AS name, age(a.backend_xid) AS age
            FROM pg_stat_activity AS a
            WHERE a.backend_xid IS NOT NULL
            UNION ALL
            SELECT format('prepared transaction %s of %s in database %s', p.gid, p.owner, p.database), age(p.transaction)
            FROM pg_prepared_xacts AS p
        ) AS h
        -- age counts back from the transaction that would come next.
        WHERE h.age >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint - p_xid
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.horizon_holders(bigint) IS 'What keeps a transaction from being sealed, or NULL.';
ALTER FUNCTION hera_internal.horizon_holders(bigint) OWNER TO hera_owner;
