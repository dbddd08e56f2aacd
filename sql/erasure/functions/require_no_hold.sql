CREATE FUNCTION hera_internal.require_no_hold(p_organization_id uuid, p_documents uuid[])
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises ERA_005 where a legal hold keeps one of the documents, by the day it was submitted on or is dated.
DECLARE
    v_hold text := (
        SELECT format('legal hold %s', h.id)
        FROM hera_internal.legal_hold AS h
        WHERE h.released_at IS NULL AND h.organization_id IN (p_organization_id, '00000000-0000-0000-0000-000000000000')
            AND EXISTS (
                SELECT FROM unnest(p_documents) AS i (id)
                INNER JOIN hera.universal_transactions AS t
                    ON t.organization_id = p_organization_id AND t.id = i.id AND t.created_at = hera_internal.uuid_time(i.id)
                WHERE t.transaction_date BETWEEN h.starts_on AND h.ends_on
                    OR (t.created_at AT TIME ZONE 'UTC')::date BETWEEN h.starts_on AND h.ends_on
            )
        ORDER BY h.id
        LIMIT 1
    );
BEGIN
    IF v_hold IS NOT NULL THEN
        PERFORM hera_internal.raise_error('ERA_005', 'legal_hold', v_hold);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_no_hold(uuid, uuid[]) IS 'Raises where a legal hold keeps a document.';
ALTER FUNCTION hera_internal.require_no_hold(uuid, uuid[]) OWNER TO hera_owner;
