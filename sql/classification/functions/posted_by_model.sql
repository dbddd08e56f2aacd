CREATE FUNCTION hera_internal.posted_by_model(p_organization_id uuid, p_model uuid, p_since timestamptz)
RETURNS SETOF uuid
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a model posted without a person and still stands on the model alone: not reversed, and approved by nobody.
BEGIN
    RETURN QUERY
    SELECT t.id FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_organization_id AND t.model_id = p_model AND t.posting_status = 'auto_posted'
        AND t.created_at >= coalesce(p_since, '-infinity')
        AND NOT EXISTS (
            SELECT FROM hera_internal.reversal AS r
            WHERE r.organization_id = p_organization_id AND r.original_id = t.id
        )
        AND NOT EXISTS (
            SELECT FROM hera.ai_posting_feedback AS f
            WHERE f.organization_id = p_organization_id AND f.transaction_id = t.id AND f.verdict = 'approved'
        );
END
$function$;
COMMENT ON FUNCTION hera_internal.posted_by_model(uuid, uuid, timestamptz) IS 'What a model posted and nobody confirmed or reversed.';
