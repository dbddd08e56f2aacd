CREATE FUNCTION hera.list_training_rows(p_organization_id uuid, p_limit integer DEFAULT NULL)
RETURNS TABLE (decided_at timestamptz, account_code text, features text[], known integer, day integer)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- What a model is trained on: the latest decisions of people, oldest first, with the features of their documents; as many
-- as the setting ai_training_rows says unless p_limit does. What spells payees and texts is left to
-- hera.list_text_blocks, since they come again. known: of a document that was judged, how many of these rows had been
-- decided when it came; so training can look at it as it was then. Raises VAL_010 (p_limit).
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'models.train');
    p_limit := coalesce(p_limit, (
        SELECT (o.settings ->> 'ai_training_rows')::integer FROM hera.core_organizations AS o
        WHERE o.organization_id = p_organization_id
    ));
    PERFORM hera_internal.require_known('p_limit', p_limit::text, p_limit BETWEEN 1 AND 1000000, '1 to 1000000');
    RETURN QUERY
    SELECT s.decided_at, s.account_code, hera_internal.training_features(d.document),
        CASE WHEN s.judged THEN width_bucket(s.transaction_created_at, array_agg(s.decided_at) OVER w) END,
        (d.document).transaction_date - '2000-01-01'::date
    FROM hera_internal.training_sources(p_organization_id, p_limit) AS s
    -- OFFSET 0: the document is read once, and not for each use of it.
    CROSS JOIN LATERAL (
        SELECT hera_internal.read_stored_document(
            p_organization_id, s.transaction_id, s.transaction_created_at
        ) AS document
        OFFSET 0
    ) AS d
    INNER JOIN hera_internal.ledger_account AS a
        ON a.organization_id = p_organization_id AND a.code = s.account_code AND a.status = 'active'
    WHERE (d.document).transaction_type IS NOT NULL
    WINDOW w AS (
        ORDER BY s.decided_at, s.transaction_id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
    ORDER BY s.decided_at, s.transaction_id;
END
$function$;
COMMENT ON FUNCTION hera.list_training_rows(uuid, integer) IS 'Decisions of people with the features of their documents, to train a model on.';
GRANT EXECUTE ON FUNCTION hera.list_training_rows(uuid, integer) TO hera_app, hera_admin;
