CREATE FUNCTION hera_internal.seal_documents(
    p_organization_id uuid, p_items hera_internal.ready_document[]
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Keeps names and texts of documents encrypted: in the clear they never reach a table nor the log of the server. Keys are
-- taken in the order of their subjects, so that two batches do not wait for each other in a circle. Replaces what is
-- kept of a draft. Raises ERA_001, ERA_002, ERA_003.
BEGIN
    INSERT INTO hera_internal.transaction_text (organization_id, transaction_id, created_at, subject_id, sealed)
    SELECT p_organization_id, s.id, s.created_at, s.subject_id,
        hera_internal.seal_text(p_organization_id, s.subject_id, s.content)
    FROM (
        SELECT x.id, x.created_at, coalesce((x.d).counterparty_id, p_organization_id) AS subject_id,
            jsonb_strip_nulls(jsonb_build_object(
                'transaction_id', x.id, 'counterparty_name', (x.d).counterparty_name, 'description', (x.d).description,
                'reference_number', (x.d).reference_number, 'line_descriptions', (x.d).line_descriptions
            )) || jsonb_build_object('metadata', (x.d).metadata) AS content
        FROM (SELECT i.id, i.created_at, i.document AS d FROM unnest(p_items) AS i OFFSET 0) AS x
        WHERE num_nonnulls(
            (x.d).counterparty_name, (x.d).description, (x.d).reference_number, (x.d).line_descriptions,
            nullif((x.d).metadata, '{}')
        ) > 0
        ORDER BY 3, 1
        OFFSET 0
    ) AS s
    ON CONFLICT (organization_id, transaction_id, created_at) DO UPDATE
    SET counterparty_name = NULL, description = NULL, reference_number = NULL, line_descriptions = NULL, metadata = NULL,
        subject_id = excluded.subject_id, sealed = excluded.sealed;
END
$function$;
COMMENT ON FUNCTION hera_internal.seal_documents(uuid, hera_internal.ready_document[]) IS 'Stores names and texts of documents encrypted.';
