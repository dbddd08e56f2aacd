CREATE FUNCTION hera_internal.checkpoint(p_seal bigint)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What is kept outside of one seal; NULL for one that is not there. Its parts give its hash again.
BEGIN
    RETURN (
        SELECT jsonb_build_object(
            'format', 'hera seal 1', 'seal', s.number::text, 'horizon', s.horizon::text,
            'system_identifier', h.system_identifier::text, 'tree_size', s.tree_size::text, 'root', encode(s.root, 'hex'),
            'through_xid', s.through_xid::text, 'oldest_at', hera_internal.moment_text(s.oldest_at),
            'sealed_at', hera_internal.moment_text(s.sealed_at), 'sealed_by', s.sealed_by,
            'previous_hash', encode(s.previous_hash, 'hex'), 'seal_hash', encode(s.seal_hash, 'hex')
        )
        FROM hera_internal.audit_seal AS s
        INNER JOIN hera_internal.audit_horizon AS h ON h.number = s.horizon
        WHERE s.number = p_seal
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.checkpoint(bigint) IS 'Checkpoint of a seal.';
ALTER FUNCTION hera_internal.checkpoint(bigint) OWNER TO hera_owner;
