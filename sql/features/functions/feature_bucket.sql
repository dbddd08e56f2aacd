CREATE FUNCTION hera_internal.feature_bucket(p_organization_id uuid, p_name text)
RETURNS integer
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The place of an organization among 10,000 for one feature, the same for ever: who has a feature at 5 percent has it at
-- 25, and other features fall to others.
DECLARE
    v_hash bytea := sha256(convert_to(p_name || '/' || p_organization_id, 'UTF8'));
BEGIN
    RETURN (get_byte(v_hash, 0) * 65536 + get_byte(v_hash, 1) * 256 + get_byte(v_hash, 2)) % 10000;
END
$function$;
COMMENT ON FUNCTION hera_internal.feature_bucket(uuid, text) IS 'The place of an organization among 10,000 for one feature.';
ALTER FUNCTION hera_internal.feature_bucket(uuid, text) OWNER TO hera_owner;
