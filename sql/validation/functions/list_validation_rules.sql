CREATE FUNCTION hera.list_validation_rules(p_organization_id uuid, p_transaction_type text DEFAULT NULL)
RETURNS TABLE (
    place integer, stage text, origin text, name text, transaction_type text, kind text, path text, condition text,
    minimum numeric, maximum numeric, pattern text, allowed_values text[], expression text, code text, severity text,
    message text, hint text, valid_from date, valid_until date, enabled boolean, changed_at timestamptz, changed_by text
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every rule that a document of this organization meets, in the order in which they are judged: origin hera (shapes are
-- read from the registry of fields) or own. With a type, of the own rules only those that are for it. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'entities.read');
    RETURN QUERY
    SELECT row_number() OVER (ORDER BY a.stage_number, a.position, a.name COLLATE "C")::integer, a.stage, a.origin, a.name,
        a.transaction_type, a.kind, a.path, a.condition, a.minimum, a.maximum, a.pattern, a.allowed_values, a.expression,
        a.code, a.severity, coalesce(a.message, e.message), coalesce(a.hint, e.hint), a.valid_from, a.valid_until,
        a.enabled, a.changed_at, a.changed_by
    FROM (
        SELECT b.position / 100 AS stage_number, b.position::integer AS position, b.stage, 'hera' AS origin, b.name,
            NULL AS transaction_type, b.kind, b.path, NULL AS condition, NULL::numeric AS minimum, NULL::numeric AS maximum,
            NULL AS pattern, NULL::text[] AS allowed_values, NULL AS expression, b.code, b.severity,
            b.description AS message, NULL AS hint, NULL::date AS valid_from, NULL::date AS valid_until, true AS enabled,
            NULL::timestamptz AS changed_at, NULL AS changed_by
        FROM hera_internal.builtin_rule AS b
        UNION ALL
        SELECT 5, 500 + s.number, 'schema', 'hera', format('%s_%s_%s', f.scope, f.field, s.kind), NULL, s.kind, s.path,
            NULL, NULL, CASE s.kind WHEN 'length' THEN f.max_length END, CASE s.kind WHEN 'pattern' THEN f.pattern END,
            CASE s.kind WHEN 'type' THEN f.json_types END, NULL, s.code, 'error', NULL, NULL, NULL, NULL, true, NULL, NULL
        FROM hera_internal.request_field AS f
        CROSS JOIN LATERAL (
            VALUES (1, 'type', 'VAL_003'), (2, 'length', 'VAL_005'), (3, 'pattern', 'VAL_006')
        ) AS k (number, kind, code)
        CROSS JOIN LATERAL (
            SELECT k.kind, k.code,
                CASE f.scope WHEN 'request' THEN '' WHEN 'line' THEN 'lines[].' ELSE 'settles[].' END || f.field AS path,
                k.number + 10 * array_position('{request,line,settles}'::text[], f.scope) AS number
        ) AS s
        WHERE f.scope IN ('request', 'line', 'settles')
            AND CASE k.kind WHEN 'length' THEN f.max_length IS NOT NULL WHEN 'pattern' THEN f.pattern IS NOT NULL ELSE true END
        UNION ALL
        SELECT 7, 0, 'content', 'own', r.name, r.transaction_type, r.kind, r.path, r.condition, r.minimum, r.maximum,
            r.pattern, r.allowed_values, r.expression, r.code, r.severity, r.message, r.hint, r.valid_from, r.valid_until,
            r.enabled, r.changed_at, r.changed_by
        FROM hera_internal.validation_rule AS r
        WHERE r.organization_id = p_organization_id
            AND (p_transaction_type IS NULL OR r.transaction_type IS NULL OR r.transaction_type = p_transaction_type)
    ) AS a
    LEFT JOIN hera_internal.error_code AS e ON e.code = a.code
    ORDER BY 1;
END
$function$;
COMMENT ON FUNCTION hera.list_validation_rules(uuid, text) IS 'Rules that documents of an organization meet, those of HERA and its own, in their order.';
GRANT EXECUTE ON FUNCTION hera.list_validation_rules(uuid, text) TO hera_app;
