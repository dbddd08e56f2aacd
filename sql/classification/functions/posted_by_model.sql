CREATE FUNCTION hera_internal.posted_by_model(p_organization_id uuid, p_model uuid, p_since timestamptz)
RETURNS TABLE (transaction_id uuid, stage text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a model posted without a person and still stands on the model alone: not reversed, and approved by nobody. A model
-- decides wherever it was asked, also where memory had the account: its combiner chose it and gave the score that posted
-- it. Reads the organization's documents since the moment, all of them for NULL.
DECLARE
    -- An index by id is an index by time, within the years that an id can name.
    v_first CONSTANT uuid := hera_internal.first_id(least(greatest(p_since, to_timestamp(0)), clock_timestamp()));
BEGIN
    RETURN QUERY
    SELECT t.id, t.classified_by FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_organization_id AND t.id >= v_first
        AND t.created_at >= coalesce(p_since, '-infinity')
        AND t.posting_status = 'auto_posted' AND t.explanation ->> 'model' = p_model::text
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
