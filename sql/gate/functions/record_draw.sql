CREATE FUNCTION hera_internal.record_draw(
    p_organization_id uuid, p_transaction_id uuid, p_created_at timestamptz, p_classification hera_internal.classification
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Puts a document that was posted on a guess and drawn into the review queue.
BEGIN
    INSERT INTO hera_internal.review_draw (
        organization_id, transaction_id, transaction_created_at, family, score, confidence, drawn_at
    )
    VALUES (
        p_organization_id, p_transaction_id, p_created_at, hera_internal.smart_code_family(p_classification.smart_code),
        p_classification.score, p_classification.confidence, clock_timestamp()
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.record_draw(uuid, uuid, timestamptz, hera_internal.classification) IS 'Notes a posted document that was drawn for review.';
