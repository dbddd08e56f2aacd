CREATE FUNCTION hera.list_text_blocks(p_organization_id uuid, p_heads text[])
RETURNS TABLE (head text, features text[])
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- The features that spell payees and texts, as the server takes them. Raises VAL_010 for more than 100,000 heads or a NULL
-- among them.
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'models.train');
    PERFORM hera_internal.require_known(
        'p_heads', NULL, coalesce(cardinality(p_heads), 0) <= 100000 AND num_nulls(VARIADIC coalesce(p_heads, '{}')) = 0
    );
    RETURN QUERY
    SELECT h.head, hera_internal.text_block(h.head) FROM unnest(p_heads) AS h (head);
END
$function$;
COMMENT ON FUNCTION hera.list_text_blocks(uuid, text[]) IS 'Features that spell payees and texts, to train a model with.';
GRANT EXECUTE ON FUNCTION hera.list_text_blocks(uuid, text[]) TO hera_app, hera_admin;
