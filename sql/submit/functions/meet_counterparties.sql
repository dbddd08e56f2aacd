CREATE FUNCTION hera_internal.meet_counterparties(p_organization_id uuid, p_requests jsonb)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Makes the counterparties that a batch is the first to name, in the order of their codes: two batches that name the
-- same ones in different order would else wait for each other. One that is spelled in several ways has the name that the
-- first item gives it.
BEGIN
    PERFORM hera_internal.resolve_counterparty(p_organization_id, new.name)
    FROM (
        SELECT named.code, named.name
        FROM (
            -- Each name is judged once, however often it comes, and each code looked up once: OFFSET 0 keeps the
            -- expressions in their places.
            SELECT DISTINCT ON (c.code) c.code, c.name
            FROM (
                SELECT n.name, n.place, hera_internal.counterparty_code(n.name) AS code
                FROM (
                    SELECT btrim(i.value ->> 'counterparty', E' \t\n\r\f\x0b') AS name, min(i.place) AS place
                    FROM jsonb_array_elements(p_requests) WITH ORDINALITY AS i (value, place)
                    WHERE jsonb_typeof(i.value) = 'object' AND jsonb_typeof(i.value -> 'counterparty') = 'string'
                    GROUP BY 1
                    OFFSET 0
                ) AS n
                WHERE length(n.name) <= 200
                    AND n.name !~ '^([[:space:]]*|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})$'
                OFFSET 0
            ) AS c
            ORDER BY c.code, c.place
        ) AS named
        WHERE NOT EXISTS (
            SELECT FROM hera.core_entities AS e
            WHERE e.organization_id = p_organization_id AND e.entity_type = 'counterparty' AND e.code = named.code
        )
        ORDER BY named.code
    ) AS new;
END
$function$;
COMMENT ON FUNCTION hera_internal.meet_counterparties(uuid, jsonb) IS 'Makes the counterparties that a batch is the first to name.';
