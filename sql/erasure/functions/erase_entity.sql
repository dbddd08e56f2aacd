CREATE FUNCTION hera_internal.erase_entity(p_organization_id uuid, p_entity_id uuid)
RETURNS TABLE (what text, count bigint)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Leaves of an entity its id and type. Who named it by its name names a new one from now on. The cache may hold anything,
-- so all of it goes.
BEGIN
    RETURN QUERY
    WITH key AS (
        DELETE FROM hera_internal.text_key AS k
        WHERE k.organization_id = p_organization_id AND k.subject_id = p_entity_id
        RETURNING 1
    ), field AS (
        DELETE FROM hera.core_dynamic_data AS d
        WHERE d.organization_id = p_organization_id AND d.entity_id = p_entity_id
        RETURNING 1
    ), relation AS (
        UPDATE hera.core_relationships AS r
        SET metadata = '{}'
        WHERE r.organization_id = p_organization_id AND p_entity_id IN (r.from_entity_id, r.to_entity_id)
            AND r.metadata <> '{}'
        RETURNING 1
    ), entity AS (
        UPDATE hera.core_entities AS e
        SET name = '(erased)', code = 'erased-' || e.id, metadata = '{}', status = 'archived'
        WHERE e.organization_id = p_organization_id AND e.id = p_entity_id AND e.name <> '(erased)'
        RETURNING 1
    ), cache AS (
        DELETE FROM hera_internal.cache_entry AS c
        WHERE c.organization_id = p_organization_id
        RETURNING 1
    )
    SELECT x.* FROM (
        VALUES
        ('keys', (SELECT count(*) FROM key)), ('names', (SELECT count(*) FROM entity)),
        ('custom fields', (SELECT count(*) FROM field)), ('relationships', (SELECT count(*) FROM relation)),
        ('cache entries', (SELECT count(*) FROM cache)),
        ('kept: documents in archives', (
            SELECT count(*) FROM hera_internal.archived_document AS d
            WHERE d.organization_id = p_organization_id AND d.counterparty_id = p_entity_id
        ))
    ) AS x (what, count);
END
$function$;
COMMENT ON FUNCTION hera_internal.erase_entity(uuid, uuid) IS 'Deletes the key, name and custom fields of an entity.';
ALTER FUNCTION hera_internal.erase_entity(uuid, uuid) OWNER TO hera_owner;
