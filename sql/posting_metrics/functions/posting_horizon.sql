CREATE FUNCTION hera_internal.posting_horizon()
RETURNS timestamptz
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Documents that came before are all in what the last refresh counted: every transaction that wrote by then has ended. Ten
-- minutes are for a request that had its id and had not written yet. A restored database, whose transactions begin anew,
-- has no such time, and everything is counted; a clock that was set back makes the times after it worthless.
BEGIN
    RETURN coalesce((
        SELECT max(r.refreshed_at) - interval '10 minutes' FROM hera_internal.posting_refresh AS r
        WHERE r.next_xid <= pg_snapshot_xmin(pg_current_snapshot()) AND r.refreshed_at <= clock_timestamp()
    ), '-infinity');
END
$function$;
COMMENT ON FUNCTION hera_internal.posting_horizon() IS 'The time before which the hours of posting metrics are complete.';
ALTER FUNCTION hera_internal.posting_horizon() OWNER TO hera_owner;
