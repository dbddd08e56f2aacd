CREATE FUNCTION hera_internal.shape_faults(p_scope text, p_object jsonb, p_path text DEFAULT '')
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every fault of shape in one object: unknown fields, of which a hundred are enough, JSON types, lengths, patterns. Lengths
-- are checked before patterns, only what has a length is turned into text, and nothing is cast, so no input can make this
-- slow. NULL when there is none.
BEGIN
    RETURN (
        SELECT jsonb_agg(
            CASE fault.kind
                WHEN 'unknown' THEN hera_internal.make_error(
                    'VAL_004', p_path || left(fault.field, 100),
                    format('%s is not a field of a %s', left(fault.field, 100), p_scope)
                )
                WHEN 'type' THEN hera_internal.make_error(
                    'VAL_003', p_path || fault.field,
                    format('%s must be a JSON %s', fault.field, array_to_string(fault.json_types, ' or '))
                )
                WHEN 'unbounded' THEN hera_internal.make_error('VAL_017', p_path || fault.field)
                WHEN 'long' THEN hera_internal.make_error(
                    'VAL_005', p_path || fault.field, format('%s has more than %s characters', fault.field, fault.max_length)
                )
                ELSE hera_internal.make_error(
                    'VAL_006', p_path || fault.field, hera_internal.describe_form(p_scope, fault.field)
                )
            END
            ORDER BY fault.field
        )
        FROM (
            SELECT k.*
            FROM (
                SELECT e.key AS field, f.json_types, f.max_length, f.pattern,
                    CASE
                        WHEN f.field IS NULL THEN 'unknown'
                        WHEN jsonb_typeof(e.value) = 'null' THEN NULL
                        WHEN jsonb_typeof(e.value) <> ALL (f.json_types) THEN 'type'
                        WHEN f.max_length IS NULL THEN CASE
                            WHEN f.value_kind = 'object' AND hera_internal.is_unbounded(e.value) THEN 'unbounded'
                        END
                        WHEN length(e.value #>> '{}') > f.max_length THEN 'long'
                        WHEN e.value #>> '{}' !~ f.pattern THEN 'pattern'
                    END AS kind
                FROM jsonb_each(p_object) AS e
                LEFT JOIN hera_internal.request_field AS f ON f.scope = p_scope AND f.field = e.key
            ) AS k
            WHERE k.kind IS NOT NULL
            -- Known fields come first: they are few, and none of them may be overlooked.
            ORDER BY k.kind = 'unknown'
            LIMIT 100
        ) AS fault
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.shape_faults(text, jsonb, text) IS 'Faults of shape in an object of a request, or NULL.';
