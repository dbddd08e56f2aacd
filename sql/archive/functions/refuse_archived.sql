CREATE FUNCTION hera_internal.refuse_archived(p_organization_id uuid, p_transaction_id uuid, p_path text)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises ARC_003 for a document that is in the archive; for one that was not found.
DECLARE
    v_month date := (
        SELECT d.month FROM hera_internal.archived_document AS d
        WHERE d.organization_id = p_organization_id AND d.transaction_id = p_transaction_id
    );
BEGIN
    IF v_month IS NOT NULL THEN
        PERFORM hera_internal.raise_error(
            'ARC_003', p_path, format('the document is in the archive of %s', to_char(v_month, 'YYYY-MM'))
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.refuse_archived(uuid, uuid, text) IS 'Says of a document that was not found when it is in the archive.';
