CREATE FUNCTION hera_internal.subject_names(p_organization_id uuid, p_entity_id uuid, p_documents uuid[])
RETURNS text[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every way in which somebody was named: by the entity and by documents. Raises ERA_001 where that is encrypted and no key
-- was given.
BEGIN
    RETURN ARRAY(
        SELECT e.name FROM hera.core_entities AS e
        WHERE e.organization_id = p_organization_id AND e.id = p_entity_id
        UNION
        SELECT d.name
        FROM (
            SELECT coalesce(x.counterparty_name, CASE WHEN x.sealed IS NOT NULL THEN hera_internal.open_text(
                x.organization_id, x.transaction_id, x.subject_id, x.sealed, true
            ) ->> 'counterparty_name' END) AS name
            FROM unnest(p_documents) AS i (id)
            INNER JOIN hera_internal.transaction_text AS x
                ON x.organization_id = p_organization_id AND x.transaction_id = i.id
                AND x.created_at = hera_internal.uuid_time(i.id)
        ) AS d
        WHERE btrim(d.name) <> ''
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.subject_names(uuid, uuid, uuid[]) IS 'Names of an entity.';
ALTER FUNCTION hera_internal.subject_names(uuid, uuid, uuid[]) OWNER TO hera_owner;
