CREATE FUNCTION hera_internal.rotation_states()
RETURNS TABLE (
    kind text, subject text, rotated_at timestamptz, rotated_by text, active text, draining text, due_at timestamptz,
    overdue boolean
)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What is rotated, and whether the days of its setting are over. Keys of tokens rotate by hera.add_token_key: of each issuer
-- the newest counts.
BEGIN
    RETURN QUERY
    WITH item AS (
        SELECT r.kind, r.subject, r.rotated_at, r.rotated_by, r.active, r.draining FROM hera_internal.rotation AS r
        UNION ALL
        (
            SELECT DISTINCT ON (k.issuer) 'token_key', coalesce(k.issuer, 'any issuer'), k.valid_from, k.created_by, k.kid,
                NULL::text
            FROM hera_internal.token_key AS k
            WHERE k.valid_until IS NULL OR k.valid_until > clock_timestamp()
            ORDER BY k.issuer, k.valid_from DESC
        )
        UNION ALL
        SELECT 'encryption_key', 'texts', e.set_at, e.set_by, 'set', NULL FROM hera_internal.encryption_key_state() AS e
        UNION ALL
        SELECT 'checkpoint_key', 'checkpoints', k.since, k.registered_by, left(k.public_key, 16), NULL
        FROM hera_internal.checkpoint_key AS k
        WHERE k.retired_at IS NULL
    )
    SELECT i.kind, i.subject, i.rotated_at, i.rotated_by, i.active, i.draining, d.due_at, d.due_at <= clock_timestamp()
    FROM item AS i
    CROSS JOIN LATERAL (
        SELECT i.rotated_at + make_interval(
            days => hera_internal.server_setting_value('rotation_days_' || i.kind)::integer
        ) AS due_at
    ) AS d;
END
$function$;
COMMENT ON FUNCTION hera_internal.rotation_states() IS 'What is rotated, and when it is due.';
ALTER FUNCTION hera_internal.rotation_states() OWNER TO hera_owner;
