CREATE FUNCTION hera_internal.known_seal(p_known_at timestamptz)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The last seal at or before a moment, the same for ever: a seal that is being made is waited for, because its time is
-- before now, and one that begins later has a later time. Raises AUD_001 when there is none, AUD_002 for a moment to come.
DECLARE
    v_seal bigint;
BEGIN
    IF NOT pg_is_in_recovery() THEN
        LOCK TABLE hera_internal.audit_head IN ROW SHARE MODE;
    END IF;
    IF p_known_at > clock_timestamp() THEN
        PERFORM hera_internal.raise_error('AUD_002', 'p_known_at');
    END IF;
    SELECT s.number INTO v_seal FROM hera_internal.audit_seal AS s
    WHERE s.sealed_at <= p_known_at
    ORDER BY s.sealed_at DESC, s.number DESC
    LIMIT 1;
    IF v_seal IS NULL THEN
        PERFORM hera_internal.raise_error(
            'AUD_001', 'p_known_at', format('nothing was sealed at or before %s', hera_internal.moment_text(p_known_at))
        );
    END IF;
    RETURN v_seal;
END
$function$;
COMMENT ON FUNCTION hera_internal.known_seal(timestamptz) IS 'The last seal at or before a moment.';
ALTER FUNCTION hera_internal.known_seal(timestamptz) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.known_seal(timestamptz) TO hera_api;
