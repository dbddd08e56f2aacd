CREATE FUNCTION hera_internal.failure_slots()
RETURNS TABLE (
    slot integer, state bigint, minute timestamptz, organization_id uuid, user_id text, stored boolean
)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the registers of sign-ins hold, and whether all of it is written. A register knows a number: it is that of a login
-- or a member, or of one that is gone, which is unknown. Members are looked through only when something failed.
BEGIN
    RETURN QUERY
    WITH used AS MATERIALIZED (
        SELECT n AS slot, pg_sequence_last_value(('hera_internal.sign_in_count_' || n)::regclass) AS state,
            pg_sequence_last_value(('hera_internal.sign_in_who_' || n)::regclass) AS who
        FROM generate_series(0, 63) AS n
    ), named AS MATERIALIZED (
        -- The hash of each once, whatever the join.
        SELECT p.*, hera_internal.identity_hash(hera_internal.sign_in_identity(p.organization_id, p.user_id)) AS who
        FROM (
            SELECT NULL::uuid AS organization_id, r.rolname::text AS user_id FROM pg_roles AS r
            UNION ALL
            SELECT m.organization_id, m.actor FROM hera_internal.organization_member AS m
        ) AS p
        WHERE EXISTS (SELECT FROM used AS u WHERE u.state > 0)
    ), found AS (
        SELECT u.slot, u.state, to_timestamp((u.state >> 35 & 67108863) * 60) AS minute, n.organization_id,
            coalesce(n.user_id, 'unknown') AS user_id
        FROM used AS u
        LEFT JOIN named AS n ON n.who = u.who
        WHERE u.state > 0
    )
    SELECT f.slot, f.state, f.minute, f.organization_id, f.user_id, NOT EXISTS (
            SELECT FROM hera_internal.slot_counts(f.state) AS c
            WHERE c.failures > coalesce((
                SELECT s.failures FROM hera_internal.sign_in_failure AS s
                WHERE s.organization_id = '00000000-0000-0000-0000-000000000000' AND s.minute = f.minute
                    AND s.subject_organization_id = coalesce(f.organization_id, '00000000-0000-0000-0000-000000000000')
                    AND s.user_id = f.user_id AND s.code = c.code
            ), 0)
        )
    FROM found AS f;
END
$function$;
COMMENT ON FUNCTION hera_internal.failure_slots() IS 'What the registers of failed sign-ins hold.';
ALTER FUNCTION hera_internal.failure_slots() OWNER TO hera_owner;
