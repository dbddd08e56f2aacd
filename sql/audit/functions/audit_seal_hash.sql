CREATE FUNCTION hera_internal.audit_seal_hash(
    p_number bigint, p_horizon integer, p_system_identifier bigint, p_tree_size bigint, p_root bytea, p_through_xid bigint,
    p_oldest_at timestamptz, p_sealed_at timestamptz, p_sealed_by text, p_previous_hash bytea
)
RETURNS bytea
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- A jsonb array is canonical. Numbers are text, as in a checkpoint: programs that read JSON lose digits of large ones.
SELECT sha256(convert_to(jsonb_build_array(
    'hera seal 1', p_number::text, p_horizon::text, p_system_identifier::text, p_tree_size::text, encode(p_root, 'hex'),
    p_through_xid::text, hera_internal.moment_text(p_oldest_at), hera_internal.moment_text(p_sealed_at), p_sealed_by,
    encode(p_previous_hash, 'hex')
)::text, 'UTF8'))
$function$;
COMMENT ON FUNCTION hera_internal.audit_seal_hash(bigint, integer, bigint, bigint, bytea, bigint, timestamptz, timestamptz, text, bytea) IS 'SHA-256 of the canonical form of a seal.';
