CREATE FUNCTION hera_internal.close_draw(p_organization_id uuid, p_transaction_id uuid, p_actor text, p_correct boolean)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The first verdict closes the draw of a document. True when it was drawn, however often it was judged.
DECLARE
    v_now constant timestamptz := clock_timestamp();
BEGIN
    UPDATE hera_internal.review_draw AS d
    SET reviewed_at = v_now, reviewed_by = p_actor, correct = p_correct
    WHERE d.organization_id = p_organization_id AND d.transaction_id = p_transaction_id AND d.reviewed_at IS NULL;
    RETURN FOUND OR EXISTS (
        SELECT FROM hera_internal.review_draw AS d
        WHERE d.organization_id = p_organization_id AND d.transaction_id = p_transaction_id
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.close_draw(uuid, uuid, text, boolean) IS 'Closes the draw of a document that was judged.';
