CREATE FUNCTION hera.define_number_series(
    p_organization_id uuid, p_series text, p_transaction_types text[], p_credit_notes boolean DEFAULT false,
    p_format text DEFAULT '{series}-{year}-{number:6}'
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Numbers the documents of these types, or their credit notes, without gaps from now on: per series and fiscal year
-- from 1. An empty array ends the series; numbers that were given stay. The format has {series}, {year} and {number}, or
-- {number:6} for at least six digits. Waits for documents that are being posted.
-- Raises AUTHZ_001, VAL_010, LED_038.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'settings.write');
    v_other text;
BEGIN
    PERFORM hera_internal.require_known('p_series', p_series, p_series ~ '^[A-Z0-9][A-Z0-9_-]{0,19}$', '1 to 20 capital letters, digits, _ and -');
    PERFORM hera_internal.require_known(
        'p_transaction_types', p_transaction_types::text, cardinality(p_transaction_types) <= 100
        AND NOT EXISTS (
            SELECT FROM unnest(p_transaction_types) AS t (code)
            WHERE coalesce(length(t.code) > 63 OR t.code !~ '^[a-z][a-z0-9_]*$', true)
        )
    );
    PERFORM hera_internal.require_known('p_credit_notes', NULL, p_credit_notes IS NOT NULL);
    PERFORM hera_internal.require_known(
        'p_format', p_format, length(p_format) <= 100
        AND p_format ~ '^([^{}]|[{](series|year|number(:[1-9])?)[}])+$'
        AND p_format ~ '[{]series[}].*[^0-9{}].*[{]year[}]' AND p_format ~ '[{]year[}].*[^0-9{}].*[{]number(:[1-9])?[}]'
    );
    PERFORM hera_internal.lock_organization(p_organization_id);
    SELECT s.series INTO v_other FROM hera_internal.number_series AS s
    WHERE s.organization_id = p_organization_id AND s.series <> p_series AND s.credit_notes = p_credit_notes
        AND s.transaction_types && p_transaction_types
    LIMIT 1;
    IF FOUND THEN
        PERFORM hera_internal.raise_error('LED_038', 'p_transaction_types', format('series %s numbers one of these', v_other));
    END IF;
    INSERT INTO hera_internal.number_series AS s (
        organization_id, series, transaction_types, credit_notes, format, changed_at, changed_by
    )
    VALUES (p_organization_id, p_series, p_transaction_types, p_credit_notes, p_format, clock_timestamp(), v_by)
    ON CONFLICT (organization_id, series) DO UPDATE
    SET transaction_types = excluded.transaction_types, credit_notes = excluded.credit_notes, format = excluded.format,
        changed_at = excluded.changed_at, changed_by = excluded.changed_by;
    PERFORM hera_internal.refresh_number_series(p_organization_id);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'series.defined', NULL, v_by, NULL, jsonb_build_object(
            'series', p_series, 'types', p_transaction_types, 'credit_notes', p_credit_notes, 'format', p_format
        )
    );
    RETURN jsonb_build_object(
        'series', p_series, 'transaction_types', p_transaction_types, 'credit_notes', p_credit_notes, 'format', p_format
    );
END
$function$;
COMMENT ON FUNCTION hera.define_number_series(uuid, text, text[], boolean, text) IS 'Numbers the documents of some types without gaps.';
GRANT EXECUTE ON FUNCTION hera.define_number_series(uuid, text, text[], boolean, text) TO hera_app, hera_admin;
