CREATE FUNCTION hera_internal.time_read()
RETURNS numeric
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Milliseconds that a page of the newest documents of one organization takes to read with its lines; the organizations take
-- turns. NULL where there is none with documents. Reads are not counted one by one: that would cost each of them.
DECLARE
    v_organization_id uuid;
    v_started timestamptz;
BEGIN
    SELECT o.organization_id INTO v_organization_id
    FROM hera.core_organizations AS o
    WHERE EXISTS (SELECT FROM hera.universal_transactions AS t WHERE t.organization_id = o.organization_id)
    ORDER BY md5(o.organization_id::text || date_trunc('minute', clock_timestamp())::text)
    LIMIT 1;
    IF v_organization_id IS NULL THEN
        RETURN NULL;
    END IF;
    v_started := clock_timestamp();
    PERFORM count(l.line_number)
    FROM (
        SELECT t.organization_id, t.id, t.created_at FROM hera.universal_transactions AS t
        WHERE t.organization_id = v_organization_id
        ORDER BY t.created_at DESC
        LIMIT 50
    ) AS d
    INNER JOIN hera.universal_transaction_lines AS l
        ON l.organization_id = d.organization_id AND l.transaction_id = d.id AND l.created_at = d.created_at;
    RETURN round(1000 * extract(epoch FROM clock_timestamp() - v_started), 3);
END
$function$;
COMMENT ON FUNCTION hera_internal.time_read() IS 'Milliseconds of a typical read.';
ALTER FUNCTION hera_internal.time_read() OWNER TO hera_owner;
