CREATE FUNCTION hera_internal.explain_weights(p_organization_id uuid, p_transaction_id uuid, p_explanation jsonb)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The features of a document that weighed most in the model's choice, in words, by the version that was asked then. They
-- name payee and text, so they are not kept with the decision but read from the weights of that version, which never
-- change, and from the texts of the document: NULL when one of them is gone, or when no model was asked.
BEGIN
    IF NOT p_explanation ? 'model' THEN
        RETURN NULL;
    END IF;
    RETURN hera_internal.explain_model(
        p_organization_id, (p_explanation ->> 'model')::uuid,
        hera_internal.read_stored_document(
            p_organization_id, p_transaction_id, hera_internal.uuid_time(p_transaction_id)
        ), p_explanation ->> 'account'
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.explain_weights(uuid, uuid, jsonb) IS 'What weighed most in the model''s choice of a document''s account.';
