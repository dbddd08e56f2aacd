CREATE FUNCTION hera_internal.take_registers(p_organization_id uuid, p_count integer, p_purpose text)
RETURNS integer[]
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Registers for a limit, empty: spare ones of the organization, then others of the pool, in ascending order. An
-- organization keeps what it gave back, since a transaction that still sees the old limit may write there.
-- Raises RL_003 when it has as many as it may.
DECLARE
    v_number integer;
    v_numbers integer[] := ARRAY[]::integer[];
    v_most integer;
BEGIN
    SELECT (o.settings ->> 'rate_limit_registers')::integer INTO v_most FROM hera.core_organizations AS o
    WHERE o.organization_id = p_organization_id;
    FOR i IN 1..p_count LOOP
        UPDATE hera_internal.register AS r
        SET purpose = format('%s %s', p_purpose, i)
        WHERE r.number = (
            SELECT s.number FROM hera_internal.register AS s
            WHERE s.organization_id = p_organization_id AND starts_with(s.purpose, 'spare ')
            ORDER BY s.number
            LIMIT 1
        )
        RETURNING r.number INTO v_number;
        IF FOUND THEN
            PERFORM setval(('hera_internal.register_' || v_number)::regclass, 0, false);
        ELSIF v_most <= (
            SELECT count(*) FROM hera_internal.register AS r
            WHERE r.organization_id = p_organization_id AND starts_with(r.purpose, 'limit ')
        ) THEN
            PERFORM hera_internal.raise_error('RL_003');
        ELSE
            v_number := hera_internal.assign_register(p_organization_id, format('%s %s', p_purpose, i));
        END IF;
        v_numbers := v_numbers || v_number;
    END LOOP;
    RETURN ARRAY(SELECT n.number FROM unnest(v_numbers) AS n (number) ORDER BY n.number);
END
$function$;
COMMENT ON FUNCTION hera_internal.take_registers(uuid, integer, text) IS 'Takes registers for a rate limit.';
ALTER FUNCTION hera_internal.take_registers(uuid, integer, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.take_registers(uuid, integer, text) TO hera_api;
