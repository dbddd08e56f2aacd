CREATE FUNCTION hera_internal.erase_learning(
    p_organization_id uuid, p_entity_id uuid, p_documents uuid[], p_names text[]
)
RETURNS TABLE (what text, count bigint)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Deletes what classification and profiles know of a person. Rules of theirs speak no more.
DECLARE
    v_features bigint[] := hera_internal.subject_features(p_organization_id, p_documents, p_names);
BEGIN
    RETURN QUERY
    WITH feature AS (
        DELETE FROM hera.ai_model_features AS f
        WHERE f.organization_id = p_organization_id AND f.feature = ANY (v_features)
        RETURNING 1
    ), pattern AS (
        DELETE FROM hera.ai_transaction_patterns AS p
        WHERE p.organization_id = p_organization_id AND p.counterparty_id = p_entity_id
        RETURNING 1
    ), rejection AS (
        DELETE FROM hera_internal.account_rejection AS r
        WHERE r.organization_id = p_organization_id AND r.transaction_id = ANY (p_documents)
        RETURNING 1
    ), voice AS (
        DELETE FROM hera_internal.pattern_voice AS v
        WHERE v.organization_id = p_organization_id AND v.transaction_id = ANY (p_documents)
        RETURNING 1
    ), conflict AS (
        UPDATE hera_internal.feedback_conflict AS c
        SET memory_key = NULL
        WHERE c.organization_id = p_organization_id AND c.transaction_id = ANY (p_documents) AND c.memory_key IS NOT NULL
        RETURNING 1
    ), proposed AS (
        DELETE FROM hera_internal.discovered_pattern AS d
        WHERE d.organization_id = p_organization_id AND d.counterparty_id = p_entity_id
        RETURNING 1
    ), rule AS (
        UPDATE hera_internal.classification_rule AS r
        SET active = false, text_pattern = NULL, description = '(erased)'
        WHERE r.organization_id = p_organization_id AND r.counterparty_id = p_entity_id AND r.description <> '(erased)'
        RETURNING 1
    ), profile AS (
        DELETE FROM hera_internal.counterparty_profile AS c
        WHERE c.organization_id = p_organization_id AND c.counterparty_id = p_entity_id
        RETURNING 1
    )
    SELECT x.* FROM (
        VALUES
        ('features of models', (SELECT count(*) FROM feature)), ('patterns', (SELECT count(*) FROM pattern)),
        ('rejections and voices', (SELECT count(*) FROM rejection) + (SELECT count(*) FROM voice)),
        ('conflicts', (SELECT count(*) FROM conflict)), ('discovered patterns', (SELECT count(*) FROM proposed)),
        ('rules', (SELECT count(*) FROM rule)), ('profiles', (SELECT count(*) FROM profile))
    ) AS x (what, count);
END
$function$;
COMMENT ON FUNCTION hera_internal.erase_learning(uuid, uuid, uuid[], text[]) IS 'Deletes what was learned of a person.';
ALTER FUNCTION hera_internal.erase_learning(uuid, uuid, uuid[], text[]) OWNER TO hera_owner;
