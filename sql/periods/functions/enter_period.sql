CREATE FUNCTION hera_internal.enter_period(p_organization_id uuid, p_request jsonb, p_document hera_internal.document)
RETURNS hera_internal.document
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The document of a request that names a period: in that period where it is one for adjustments, and on its last day
-- where the request has no date. A name that no period has changes nothing.
DECLARE
    v_period hera_internal.calendar_period := hera_internal.find_period(p_organization_id, p_request ->> 'period');
BEGIN
    IF v_period.adjustment THEN
        p_document.period := v_period.period;
    END IF;
    IF p_request ->> 'transaction_date' IS NULL AND v_period.period IS NOT NULL THEN
        p_document.transaction_date := v_period.ends_on;
    END IF;
    RETURN p_document;
END
$function$;
COMMENT ON FUNCTION hera_internal.enter_period(uuid, jsonb, hera_internal.document) IS 'Puts a document into the period that its request names.';
