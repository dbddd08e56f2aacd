CREATE FUNCTION hera_internal.sealed_months(
    p_from bigint, p_through bigint, p_all boolean, OUT first_at timestamptz, OUT last_at timestamptz
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- The span of time of the documents that leaves of these transactions made final, so that no other month is looked into; NULL
-- where there are none. Unless p_all only of leaves without the hash of a header. Ids sort by time.
BEGIN
    SELECT least(min(x.created_at) FILTER (WHERE x.document_id = x.id), hera_internal.uuid_time(
            (min(x.document_id::text COLLATE "C") FILTER (WHERE x.document_id <> x.id))::uuid
        )), greatest(max(x.created_at) FILTER (WHERE x.document_id = x.id), hera_internal.uuid_time(
            (max(x.document_id::text COLLATE "C") FILTER (WHERE x.document_id <> x.id))::uuid
        ))
    INTO first_at, last_at
    FROM (
        SELECT a.id, a.created_at, hera_internal.sealed_document(a.event, a.subject_id, a.detail) AS document_id
        FROM hera_internal.audit_leaf AS a
        WHERE a.xid >= p_from AND a.xid < p_through AND (p_all OR a.header_hash IS NULL)
    ) AS x;
END
$function$;
COMMENT ON FUNCTION hera_internal.sealed_months(bigint, bigint, boolean) IS 'Span of time of the documents that leaves made final.';
ALTER FUNCTION hera_internal.sealed_months(bigint, bigint, boolean) OWNER TO hera_owner;
