CREATE FUNCTION hera_internal.erase_mentions(p_organization_id uuid, p_pattern text)
RETURNS TABLE (what text, count bigint)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes (erased) where a person is named beside their own documents: texts of other documents, reasons, rules and what
-- was discovered. Where another entity has such a name, or says so in a custom field, or a validation rule does, it is
-- only counted: that is for a person to judge. Raises ERA_001.
BEGIN
    RETURN QUERY SELECT 'mentions in other documents', hera_internal.erase_mentioned_texts(p_organization_id, p_pattern);
    RETURN QUERY
    WITH reversal AS (
        UPDATE hera_internal.reversal AS r
        SET reason = '(erased)'
        WHERE r.organization_id = p_organization_id AND r.reason ~* p_pattern
        RETURNING 1
    ), pending AS (
        UPDATE hera_internal.pending_document AS p
        SET reason = '(erased)'
        WHERE p.organization_id = p_organization_id AND p.resolution IS NOT NULL AND p.reason ~* p_pattern
        RETURNING 1
    ), rule AS (
        -- A rule without its pattern would speak for more than it was written for.
        UPDATE hera_internal.classification_rule AS r
        SET description = '(erased)', active = r.active AND r.text_pattern ~* p_pattern IS NOT TRUE,
            text_pattern = CASE WHEN r.text_pattern ~* p_pattern THEN '(erased)' ELSE r.text_pattern END
        WHERE r.organization_id = p_organization_id AND concat_ws(chr(10), r.text_pattern, r.description) ~* p_pattern
        RETURNING 1
    ), found AS (
        DELETE FROM hera_internal.discovered_pattern AS d
        WHERE d.organization_id = p_organization_id AND concat_ws(chr(10), d.text_pattern, d.reason) ~* p_pattern
        RETURNING 1
    )
    SELECT x.* FROM (
        VALUES
        ('mentions in reasons', (SELECT count(*) FROM reversal) + (SELECT count(*) FROM pending)),
        ('mentions in rules', (SELECT count(*) FROM rule) + (SELECT count(*) FROM found)),
        ('found: other entities with this name', (
            SELECT count(*) FROM hera.core_entities AS e
            WHERE e.organization_id = p_organization_id AND e.name || ' ' || e.metadata ~* p_pattern
        )),
        ('found: validation rules', (
            SELECT count(*) FROM hera_internal.validation_rule AS v
            WHERE v.organization_id = p_organization_id AND v::text ~* p_pattern
        )),
        ('found: custom fields of other entities', (
            SELECT count(*) FROM hera.core_dynamic_data AS d
            WHERE d.organization_id = p_organization_id AND concat_ws(' ', d.value_text, d.value_json::text) ~* p_pattern
        ))
    ) AS x (what, count);
END
$function$;
COMMENT ON FUNCTION hera_internal.erase_mentions(uuid, text) IS 'Erases mentions of a person elsewhere.';
ALTER FUNCTION hera_internal.erase_mentions(uuid, text) OWNER TO hera_owner;
