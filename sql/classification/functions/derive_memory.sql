CREATE FUNCTION hera_internal.derive_memory(p_organization_id uuid)
RETURNS TABLE (
    organization_id uuid, memory_key text, level smallint, accounts text[], shares float8[], streak integer,
    last_date date, pure boolean
)
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- What hera_internal.account_memory must hold of one organization, or of all (NULL), by the patterns: as
    -- hera_internal.keep_memory has it of one key.
    SELECT r.organization_id, r.memory_key,
        (array_position('{amount,text,payee,unit}'::text[], min(r.level)) - 1)::smallint,
        array_agg(r.account_code ORDER BY r.place), array_agg(r.share ORDER BY r.place),
        max(r.streak) FILTER (WHERE r.place = 1), max(r.last_date) FILTER (WHERE r.place = 1),
        bool_or(r.pure) FILTER (WHERE r.place = 1)
    FROM (
        SELECT p.organization_id, p.memory_key, p.level, p.account_code, p.streak, p.last_date,
            p.faded / sum(p.faded) OVER w AS share, p.streak = sum(p.seen) OVER w AS pure,
            row_number() OVER (
                PARTITION BY p.organization_id, p.memory_key ORDER BY p.last_seen_at DESC, p.id DESC
            ) AS place
        FROM hera.ai_transaction_patterns AS p
        WHERE p.seen > 0 AND (p_organization_id IS NULL OR p.organization_id = p_organization_id)
        WINDOW w AS (PARTITION BY p.organization_id, p.memory_key)
    ) AS r
    WHERE r.place = 1 OR r.share >= 0.01
    GROUP BY r.organization_id, r.memory_key
$function$;
COMMENT ON FUNCTION hera_internal.derive_memory(uuid) IS 'What guesses should be told of memory, by the patterns.';
ALTER FUNCTION hera_internal.derive_memory(uuid) OWNER TO hera_owner;
