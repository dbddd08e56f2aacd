CREATE FUNCTION hera_internal.erase_mentioned_texts(p_organization_id uuid, p_pattern text)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes (erased) for what the pattern finds in texts of documents, encrypted ones included, and returns in how many. Reads
-- every text of the organization. Raises ERA_001 where texts are encrypted and no key was given.
DECLARE
    v_plain bigint;
    v_sealed bigint;
BEGIN
    UPDATE hera_internal.transaction_text AS x
    SET counterparty_name = regexp_replace(x.counterparty_name, p_pattern, '(erased)', 'gi'),
        description = regexp_replace(x.description, p_pattern, '(erased)', 'gi'),
        reference_number = regexp_replace(x.reference_number, p_pattern, '(erased)', 'gi'),
        line_descriptions = hera_internal.erase_json(x.line_descriptions, p_pattern),
        metadata = hera_internal.erase_json(x.metadata, p_pattern)
    WHERE x.organization_id = p_organization_id AND x.sealed IS NULL AND (
        concat_ws(chr(10), x.counterparty_name, x.description, x.reference_number) ~* p_pattern
        OR hera_internal.erase_json(x.line_descriptions, p_pattern) <> x.line_descriptions
        OR hera_internal.erase_json(x.metadata, p_pattern) <> x.metadata
    );
    GET DIAGNOSTICS v_plain = ROW_COUNT;
    WITH opened AS MATERIALIZED (
        SELECT x.transaction_id, x.created_at, x.subject_id, hera_internal.open_text(
            x.organization_id, x.transaction_id, x.subject_id, x.sealed, true
        ) AS content
        FROM hera_internal.transaction_text AS x
        WHERE x.organization_id = p_organization_id AND x.sealed IS NOT NULL
    ), erased AS MATERIALIZED (
        SELECT o.transaction_id, o.created_at, o.subject_id, hera_internal.erase_json(o.content, p_pattern) AS content
        FROM opened AS o
        WHERE hera_internal.erase_json(o.content, p_pattern) <> o.content
    )
    UPDATE hera_internal.transaction_text AS x
    SET sealed = hera_internal.seal_text(p_organization_id, e.subject_id, e.content)
    FROM erased AS e
    WHERE x.organization_id = p_organization_id AND x.transaction_id = e.transaction_id AND x.created_at = e.created_at;
    GET DIAGNOSTICS v_sealed = ROW_COUNT;
    RETURN v_plain + v_sealed;
END
$function$;
COMMENT ON FUNCTION hera_internal.erase_mentioned_texts(uuid, text) IS 'Erases mentions of a person in texts of documents.';
ALTER FUNCTION hera_internal.erase_mentioned_texts(uuid, text) OWNER TO hera_owner;
