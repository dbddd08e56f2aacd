CREATE FUNCTION hera_internal.read_audit_filter(p_filter jsonb)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The filter of hera.audit_search, each value of the form that is cast later. Raises VAL_003, VAL_004 and VAL_006.
DECLARE
    v_filter jsonb := jsonb_strip_nulls(coalesce(p_filter, '{}'));
    v_item record;
BEGIN
    PERFORM hera_internal.require_bounded(p_filter, 'p_filter', 65536);
    IF jsonb_typeof(v_filter) <> 'object' THEN
        PERFORM hera_internal.raise_error('VAL_003', 'p_filter', 'p_filter must be a JSON object');
    END IF;
    FOR v_item IN
        SELECT f.key, f.value, k.pattern
        FROM jsonb_each_text(v_filter) AS f
        LEFT JOIN (
            VALUES
            ('event', '^[a-z_.]{1,100}$'), ('actor', '^.{1,200}$'), ('login', '^.{1,63}$'), ('request_id', '^.{1,200}$'),
            ('subject', '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$'),
            ('from', '^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]{5,15}(Z|[+-][0-9:]{2,5})?)?$'),
            ('to', '^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]{5,15}(Z|[+-][0-9:]{2,5})?)?$')
        ) AS k (name, pattern) ON k.name = f.key
    LOOP
        IF v_item.pattern IS NULL THEN
            PERFORM hera_internal.raise_error(
                'VAL_004', 'p_filter.' || left(v_item.key, 100), format('%s is not a filter', left(v_item.key, 100)),
                'Filters are event, actor, login, request_id, subject, from and to.'
            );
        ELSIF length(v_item.value) > 200 OR v_item.value !~ v_item.pattern THEN
            PERFORM hera_internal.raise_error('VAL_006', 'p_filter.' || v_item.key, format('%s is %s', v_item.key, CASE v_item.key
                WHEN 'from' THEN 'a day or a time, such as 2026-11-30T18:00:00Z'
                WHEN 'to' THEN 'a day or a time, such as 2026-11-30T18:00:00Z'
                WHEN 'subject' THEN 'an id, a UUID'
                WHEN 'event' THEN 'a name in small letters, such as document.posted'
                ELSE 'a text of 1 to 200 characters in one line'
            END));
        END IF;
        IF v_item.key IN ('from', 'to') THEN
            BEGIN
                PERFORM v_item.value::timestamptz;
            EXCEPTION WHEN datetime_field_overflow OR invalid_datetime_format OR invalid_parameter_value THEN
                PERFORM hera_internal.raise_error('VAL_006', 'p_filter.' || v_item.key, v_item.key || ' is no day or time of the calendar');
            END;
        END IF;
    END LOOP;
    RETURN v_filter;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_audit_filter(jsonb) IS 'Reads the filter of hera.audit_search.';
ALTER FUNCTION hera_internal.read_audit_filter(jsonb) OWNER TO hera_owner;
