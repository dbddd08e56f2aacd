CREATE FUNCTION hera_internal.token_fault(p_kid text, p_claims jsonb, p_leeway numeric)
RETURNS text
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The code of the first claim that does not hold now, NULL when all do: key in force, issuer, audience, times with the
-- leeway in seconds, cut-offs, revocation. Asked each time, also of a token that was verified before.
DECLARE
    v_now timestamptz := clock_timestamp();
    v_epoch numeric := extract(epoch FROM v_now);
    v_key record;
BEGIN
    SELECT k.issuer, k.audience INTO v_key FROM hera_internal.token_key AS k
    WHERE k.kid = p_kid AND v_now >= k.valid_from AND v_now < coalesce(k.valid_until, 'infinity');
    IF NOT FOUND THEN
        RETURN 'AUTH_002';
    ELSIF v_key.issuer IS NOT NULL AND p_claims ->> 'iss' IS DISTINCT FROM v_key.issuer
        OR v_key.audience IS NOT NULL AND NOT coalesce(p_claims -> 'aud' @> to_jsonb(v_key.audience), false)
    THEN
        RETURN 'AUTH_004';
    ELSIF NOT coalesce((p_claims ->> 'exp')::numeric > v_epoch - p_leeway, false)
        OR p_claims ? 'nbf' AND NOT coalesce(
            jsonb_typeof(p_claims -> 'nbf') = 'number' AND (p_claims ->> 'nbf')::numeric <= v_epoch + p_leeway, false
        )
    THEN
        RETURN 'AUTH_003';
    ELSIF EXISTS (
        SELECT FROM hera_internal.token_cutoff AS c
        WHERE c.actor IN ('', p_claims ->> 'sub') AND NOT coalesce(
            jsonb_typeof(p_claims -> 'iat') = 'number'
            AND (p_claims ->> 'iat')::numeric >= extract(epoch FROM c.issued_before), false
        )
    ) OR EXISTS (SELECT FROM hera_internal.spent_token AS s WHERE s.jti = p_claims ->> 'jti') THEN
        RETURN 'AUTH_005';
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.token_fault(text, jsonb, numeric) IS 'Why a token of a right signature is not accepted now, or NULL.';
ALTER FUNCTION hera_internal.token_fault(text, jsonb, numeric) OWNER TO hera_owner;
