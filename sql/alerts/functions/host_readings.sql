CREATE FUNCTION hera_internal.host_readings()
RETURNS TABLE (reading text, value numeric, detail text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Memory, disk, certificate and backups. NULL is unknown; Infinity is what never runs out.
DECLARE
    v_now constant numeric := extract(epoch FROM clock_timestamp());
    v_hits numeric;
    v_free numeric := hera_internal.host_value('disk_free_bytes');
    v_size numeric := hera_internal.host_value('disk_size_bytes');
    v_expires numeric := hera_internal.host_value('certificate_expires_at');
    -- By hera backup, or by whoever told of one of another make.
    v_backup numeric := greatest(hera_internal.host_value('backup_finished_at', false), (
        SELECT extract(epoch FROM max(b.taken_at)) FROM hera_internal.backup_record AS b
    ));
BEGIN
    SELECT d.blks_hit / nullif(d.blks_hit + d.blks_read, 0)::numeric INTO v_hits
    FROM pg_stat_database AS d WHERE d.datname = current_database();
    RETURN QUERY SELECT 'cache_hit_share', round(coalesce(v_hits, 1), 4),
        format('%s %% of pages were in memory', round(100 * coalesce(v_hits, 1), 1));
    RETURN QUERY SELECT 'disk_free_share', round(v_free / nullif(v_size, 0), 4),
        CASE WHEN v_free IS NULL OR v_size IS NULL THEN 'nobody told: hera run does where the server runs'
            ELSE format('%s of %s are free', pg_size_pretty(v_free), pg_size_pretty(v_size)) END;
    IF current_setting('ssl') = 'off' THEN
        RETURN QUERY SELECT 'certificate_seconds', 'Infinity'::numeric, 'TLS is off: there is no certificate';
    ELSE
        RETURN QUERY SELECT 'certificate_seconds', round(v_expires - v_now),
            coalesce('expires ' || hera_internal.moment_text(to_timestamp(v_expires)), 'nobody told: hera run does');
    END IF;
    RETURN QUERY SELECT 'backup_seconds', round(v_now - v_backup),
        coalesce('the last was done ' || hera_internal.moment_text(to_timestamp(v_backup)), 'nobody told of a backup');
END
$function$;
COMMENT ON FUNCTION hera_internal.host_readings() IS 'Readings of memory, disk, certificate and backups.';
ALTER FUNCTION hera_internal.host_readings() OWNER TO hera_owner;
