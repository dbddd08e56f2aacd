CREATE FUNCTION hera.set_rota(p_people text[], p_from timestamptz DEFAULT NULL, p_name text DEFAULT 'primary')
RETURNS timestamptz
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- People take turns of a week in this order, from the first hand-off at or after p_from (now) on; returns that hand-off.
-- Hand-off is Monday 10:00 UTC, in summer as in winter. Who was on call before stays on record. Raises AUTHZ_001, VAL_010.
DECLARE
    v_from timestamptz := coalesce(p_from, clock_timestamp());
    v_starts_at timestamptz;
BEGIN
    PERFORM hera_internal.require_operator('hera.set_rota');
    PERFORM hera_internal.require_known('p_name', p_name, p_name ~ '^[a-z][a-z0-9_-]{0,62}$', 'small letters, digits, _ and -, a letter first');
    PERFORM hera_internal.require_known('p_people', p_people::text, cardinality(p_people) BETWEEN 1 AND 100 AND (
        SELECT bool_and(length(btrim(coalesce(u.person, ''))) BETWEEN 1 AND 200) FROM unnest(p_people) AS u (person)
    ));
    PERFORM hera_internal.require_known('p_from', v_from::text, v_from >= '2000-01-01' AND v_from < '3000-01-01');
    v_starts_at := hera_internal.hand_off(v_from + interval '1 week' - interval '1 microsecond');
    INSERT INTO hera_internal.rota AS r (name, starts_at, people, changed_at, changed_by)
    VALUES (p_name, v_starts_at, p_people, clock_timestamp(), hera_internal.caller_name())
    ON CONFLICT (name, starts_at) DO UPDATE
    SET people = excluded.people, changed_at = excluded.changed_at, changed_by = excluded.changed_by;
    PERFORM hera_internal.write_platform_leaf('rota.set', NULL, jsonb_build_object(
        'name', p_name, 'starts_at', v_starts_at, 'people', to_jsonb(p_people)
    ));
    RETURN v_starts_at;
END
$function$;
COMMENT ON FUNCTION hera.set_rota(text[], timestamptz, text) IS 'Says who is on call by turns of a week.';
ALTER FUNCTION hera.set_rota(text[], timestamptz, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.set_rota(text[], timestamptz, text) TO hera_admin;
