CREATE FUNCTION hera.add_checkpoint_key(
    p_public_key text, p_since timestamptz, p_signature text DEFAULT NULL, p_reason text DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Registers the public key that signs checkpoints from p_since on and retires the one before, whose signature vouches for it;
-- hera rotate checkpoint-key makes both. The first key needs none; without the one before p_reason says why it is lost. Keys
-- are never deleted, so that old checkpoints can be verified for ever. Locks the table against other rotations.
-- Raises VAL_010 for what is no key, is registered already or begins before the last one or an hour ago, and VAL_002 without
-- signature and reason.
DECLARE
    v_before record;
    v_known boolean;
BEGIN
    LOCK TABLE hera_internal.checkpoint_key IN SHARE ROW EXCLUSIVE MODE;
    SELECT k.public_key, k.since INTO v_before FROM hera_internal.checkpoint_key AS k WHERE k.retired_at IS NULL;
    v_known := EXISTS (SELECT FROM hera_internal.checkpoint_key AS k WHERE k.public_key = p_public_key);
    PERFORM hera_internal.require_known(
        'p_public_key', left(p_public_key, 100), coalesce(p_public_key ~ '^[0-9a-f]{64}$' AND NOT v_known, false)
    );
    PERFORM hera_internal.require_known(
        'p_since', p_since::text, coalesce(
            p_since > greatest(v_before.since, clock_timestamp() - interval '1 hour') AND p_since <= clock_timestamp(), false
        )
    );
    PERFORM hera_internal.require_known(
        'p_signature', left(p_signature, 200), p_signature IS NULL OR (p_signature ~ '^[0-9a-f]{128}$' AND v_before.public_key IS NOT NULL)
    );
    IF v_before.public_key IS NOT NULL AND p_signature IS NULL AND coalesce(p_reason, '') = '' THEN
        PERFORM hera_internal.raise_error('VAL_002', 'p_reason');
    END IF;
    UPDATE hera_internal.checkpoint_key AS k SET retired_at = p_since WHERE k.retired_at IS NULL;
    INSERT INTO hera_internal.checkpoint_key (public_key, since, signed_by, signature, reason, registered_by)
    VALUES (
        p_public_key, p_since, CASE WHEN p_signature IS NOT NULL THEN v_before.public_key END, p_signature, left(p_reason, 1000),
        hera_internal.caller_name()
    );
    PERFORM hera_internal.write_platform_leaf('checkpoint_key.rotated', NULL, jsonb_build_object(
        'active', p_public_key, 'before', v_before.public_key, 'vouched', p_signature IS NOT NULL, 'reason', left(p_reason, 1000)
    ));
END
$function$;
COMMENT ON FUNCTION hera.add_checkpoint_key(text, timestamptz, text, text) IS 'Registers the public key that signs checkpoints from now on.';
ALTER FUNCTION hera.add_checkpoint_key(text, timestamptz, text, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.add_checkpoint_key(text, timestamptz, text, text) TO hera_admin;
