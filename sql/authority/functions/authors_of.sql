CREATE FUNCTION hera_internal.authors_of(p_transaction hera_internal.stored_transaction)
RETURNS text[]
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Who made a document that waits: who submitted it, whoever changed it since, and those for whom they acted.
BEGIN
    RETURN p_transaction.submitted_by || ARRAY(
        SELECT a.actor FROM jsonb_array_elements_text(p_transaction.proposal -> 'authors') AS a (actor)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.authors_of(hera_internal.stored_transaction) IS 'Who submitted and changed a document.';
