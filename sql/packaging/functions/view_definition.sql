CREATE FUNCTION hera_internal.view_definition(p_view oid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- Rights of roles that are not HERA's are a DBA's own business and left out.
    SELECT pg_catalog.concat_ws(
        ' | ', c.relkind, pg_catalog.pg_get_viewdef(c.oid), pg_catalog.array_to_string(c.reloptions, ','), o.rolname,
        (
            SELECT pg_catalog.string_agg(
                COALESCE(r.rolname, 'public') || ':' || a.privilege_type, ','
                ORDER BY COALESCE(r.rolname, 'public'), a.privilege_type
            )
            FROM pg_catalog.aclexplode(COALESCE(c.relacl, pg_catalog.acldefault('r', c.relowner))) AS a
            LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = a.grantee
            WHERE a.grantee = 0 OR r.rolname LIKE 'hera\_%'
        ),
        (
            SELECT pg_catalog.string_agg(d.objsubid || ':' || d.description, ',' ORDER BY d.objsubid)
            FROM pg_catalog.pg_description AS d
            WHERE d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objoid = c.oid
        ),
        (
            SELECT pg_catalog.string_agg(pg_catalog.pg_get_indexdef(i.indexrelid), ',' ORDER BY i.indexrelid::pg_catalog.regclass::text)
            FROM pg_catalog.pg_index AS i
            WHERE i.indrelid = c.oid AND i.indisvalid
        )
    )
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_roles AS o ON o.oid = c.relowner
    WHERE c.oid = p_view AND c.relkind IN ('v', 'm')
$function$;
COMMENT ON FUNCTION hera_internal.view_definition(oid) IS
    'A view''s query, options, owner, comments, indexes and rights of HERA''s roles as one text.';
ALTER FUNCTION hera_internal.view_definition(oid) OWNER TO hera_owner;
