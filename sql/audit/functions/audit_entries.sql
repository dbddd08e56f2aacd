CREATE FUNCTION hera_internal.audit_entries(p_from bigint, p_through bigint, p_rehash boolean)
RETURNS TABLE (organization_id uuid, id uuid, xid bigint, hash bytea)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'
SET timezone = 'UTC'
SET extra_float_digits = 1
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- Leaves of the transactions from p_from up to, not including, p_through with their hash in the tree: RFC 6962 over the
-- hash of the leaf, followed by that of the rows of the document that the leaf posted, reversed with or voided. Header and
-- lines count in their text form, without the NULL columns at their end, so that a column added later changes nothing; of an
-- archived document the hash that was kept counts. Lines are looked up document by document, which the order of their
-- key serves; hera_internal.find_unsealed_rows finds those that are of another time than their document.
-- p_rehash derives the hash of each leaf again, and gives NULL for one whose column says otherwise.
DECLARE
    v_first timestamptz;
    v_last timestamptz;
BEGIN
    -- The months of these documents, so that the others are not looked into. Ids sort by time.
    SELECT least(min(x.created_at) FILTER (WHERE x.document_id = x.id), hera_internal.uuid_time(
            (min(x.document_id::text COLLATE "C") FILTER (WHERE x.document_id <> x.id))::uuid
        )), greatest(max(x.created_at) FILTER (WHERE x.document_id = x.id), hera_internal.uuid_time(
            (max(x.document_id::text COLLATE "C") FILTER (WHERE x.document_id <> x.id))::uuid
        ))
    INTO v_first, v_last
    FROM (
        SELECT a.id, a.created_at, hera_internal.sealed_document(a.event, a.subject_id, a.detail) AS document_id
        FROM hera_internal.audit_leaf AS a
        WHERE a.xid >= p_from AND a.xid < p_through
    ) AS x;
    RETURN QUERY
    WITH leaf AS (
        SELECT a.organization_id, a.id, a.xid, hera_internal.sealed_document(a.event, a.subject_id, a.detail) AS document_id,
            CASE WHEN NOT p_rehash OR a.leaf_hash = hera_internal.audit_leaf_hash(
                a.organization_id, a.id, a.event, a.subject_id, a.actor, a.login, a.request_id, a.detail
            ) THEN a.leaf_hash END AS leaf_hash
        FROM hera_internal.audit_leaf AS a
        WHERE a.xid >= p_from AND a.xid < p_through
        OFFSET 0
    )
    SELECT l.organization_id, l.id, l.xid, sha256(
        CASE WHEN l.document_id IS NULL THEN '\x00'::bytea || l.leaf_hash
        ELSE '\x00'::bytea || l.leaf_hash || CASE WHEN t.id IS NULL AND z.content_hash IS NOT NULL THEN z.content_hash
            ELSE sha256(
                coalesce(rtrim(convert_to(t::text, 'UTF8'), ',)'::bytea), ''::bytea)
                || coalesce('\x0a'::bytea || n.content, ''::bytea)
            ) END
        END
    )
    FROM leaf AS l
    LEFT JOIN hera.universal_transactions AS t
        ON t.organization_id = l.organization_id AND t.id = l.document_id AND t.created_at BETWEEN v_first AND v_last
    LEFT JOIN LATERAL (
        SELECT string_agg(x.content, '\x0a'::bytea) AS content
        FROM (
            SELECT rtrim(convert_to(n::text, 'UTF8'), ',)'::bytea) AS content
            FROM hera.universal_transaction_lines AS n
            WHERE n.organization_id = l.organization_id AND n.transaction_id = l.document_id
                AND n.created_at = t.created_at AND n.created_at BETWEEN v_first AND v_last
            ORDER BY n.line_number
            OFFSET 0
        ) AS x
    ) AS n ON true
    LEFT JOIN hera_internal.archived_document AS z
        ON z.organization_id = l.organization_id AND z.transaction_id = l.document_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.audit_entries(bigint, bigint, boolean) IS 'Leaves of a span of transactions with their hashes in the tree.';
ALTER FUNCTION hera_internal.audit_entries(bigint, bigint, boolean) OWNER TO hera_owner;
