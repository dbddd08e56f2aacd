CREATE FUNCTION hera.revoke_tokens_before(p_issued_before timestamptz DEFAULT NULL, p_actor text DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Tokens issued before the moment (now), of one actor or of all, are accepted no more; a token that does not say when it
-- was issued counts as issued before. Raises VAL_010 for a moment in the future, which would shut everybody out.
DECLARE
    v_now timestamptz := clock_timestamp();
BEGIN
    PERFORM hera_internal.require_known(
        'p_issued_before', p_issued_before::text, coalesce(p_issued_before <= v_now, true),
        'no time to come'
    );
    INSERT INTO hera_internal.token_cutoff AS c (actor, issued_before, changed_at, changed_by)
    VALUES (coalesce(p_actor, ''), coalesce(p_issued_before, v_now), v_now, hera_internal.caller_name())
    ON CONFLICT (actor) DO UPDATE
    SET issued_before = excluded.issued_before, changed_at = excluded.changed_at, changed_by = excluded.changed_by;
    PERFORM hera_internal.write_platform_leaf('tokens.revoked', NULL, jsonb_build_object(
        'actor', p_actor, 'issued_before', coalesce(p_issued_before, v_now)
    ));
END
$function$;
COMMENT ON FUNCTION hera.revoke_tokens_before(timestamptz, text) IS 'Refuses tokens that were issued before a moment.';
ALTER FUNCTION hera.revoke_tokens_before(timestamptz, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.revoke_tokens_before(timestamptz, text) TO hera_admin;
