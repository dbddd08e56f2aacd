CREATE FUNCTION hera_internal.record_storage(p_before jsonb)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Records what migrations have changed since p_before, which is hera_internal.storage_objects() from before them. Only
-- that: what somebody else had changed until then stays a finding. The first record, and the first on another major
-- version of PostgreSQL, which may word definitions otherwise, takes everything as it is.
BEGIN
    IF to_regclass('hera_internal.storage_object') IS NULL THEN
        RETURN;
    ELSIF NOT EXISTS (
        SELECT FROM hera_internal.storage_object AS r
        WHERE r.kind = 'server' AND r.definition = (current_setting('server_version_num')::integer / 10000)::text
    ) THEN
        DELETE FROM hera_internal.storage_object AS r WHERE r.kind IS NOT NULL;
        INSERT INTO hera_internal.storage_object (kind, relation, name, definition)
        SELECT s.kind, s.relation, s.name, s.definition FROM hera_internal.storage_objects() AS s;
    ELSIF p_before IS NOT NULL THEN
        WITH before AS MATERIALIZED (
            SELECT b.* FROM jsonb_to_recordset(p_before) AS b (kind text, relation text, name text, definition text)
        ), present AS MATERIALIZED (
            SELECT s.* FROM hera_internal.storage_objects() AS s
        ), gone AS (
            DELETE FROM hera_internal.storage_object AS r USING before AS b
            WHERE (r.kind, r.relation, r.name) = (b.kind, b.relation, b.name) AND NOT EXISTS (
                SELECT FROM present AS s WHERE (s.kind, s.relation, s.name) = (b.kind, b.relation, b.name)
            )
        )
        INSERT INTO hera_internal.storage_object AS r (kind, relation, name, definition)
        SELECT s.kind, s.relation, s.name, s.definition FROM present AS s
        WHERE NOT EXISTS (
            SELECT FROM before AS b
            WHERE (s.kind, s.relation, s.name, s.definition) = (b.kind, b.relation, b.name, b.definition)
        )
        ON CONFLICT (kind, relation, name) DO UPDATE SET definition = EXCLUDED.definition;
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.record_storage(jsonb) IS 'Records what migrations made, for hera.verify to compare with.';
ALTER FUNCTION hera_internal.record_storage(jsonb) OWNER TO hera_owner;
