CREATE FUNCTION hera_internal.read_conditions(p_organization_id uuid, p_conditions jsonb)
RETURNS hera_internal.rule_conditions
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Reads the conditions of a rule. Raises VAL_002 for none, VAL_003, VAL_004, VAL_006, and VAL_010 for an unknown
-- counterparty id; a counterparty named for the first time is made.
DECLARE
    v_result hera_internal.rule_conditions;
    v_item record;
    v_counterparty text;
BEGIN
    PERFORM hera_internal.require_bounded(p_conditions, 'p_conditions', 65536);
    v_counterparty := p_conditions ->> 'counterparty';
    IF jsonb_typeof(p_conditions) IS DISTINCT FROM 'object' THEN
        PERFORM hera_internal.raise_error('VAL_003', 'p_conditions', 'p_conditions must be a JSON object');
    END IF;
    FOR v_item IN
        SELECT c.key, c.value, k.pattern
        FROM jsonb_each_text(p_conditions) AS c
        LEFT JOIN (
            VALUES
            ('priority', '^[0-9]{1,6}$'), ('transaction_type', '^[a-z][a-z0-9_]{0,62}$'), ('counterparty', '^.{1,200}$'),
            ('text', '^.{1,200}$'), ('minimum_amount', '^[0-9]{1,15}([.][0-9]{1,9})?$'),
            ('maximum_amount', '^[0-9]{1,15}([.][0-9]{1,9})?$'), ('unit', '^.{1,200}$')
        ) AS k (name, pattern) ON k.name = c.key
    LOOP
        IF v_item.pattern IS NULL THEN
            PERFORM hera_internal.raise_error(
                'VAL_004', 'p_conditions.' || left(v_item.key, 100), format('%s is not a condition', left(v_item.key, 100)),
                'Conditions are priority, transaction_type, counterparty, text, minimum_amount, maximum_amount and unit.'
            );
        ELSIF length(v_item.value) > 200 OR v_item.value !~ v_item.pattern THEN
            PERFORM hera_internal.raise_error('VAL_006', 'p_conditions.' || v_item.key, format('%s is %s', v_item.key, CASE
                WHEN v_item.key LIKE '%amount' THEN 'a number of at most 15 digits before the point and 9 after it'
                WHEN v_item.key = 'priority' THEN 'a whole number of at most 6 digits'
                WHEN v_item.key = 'transaction_type' THEN 'a name in small letters, digits and _'
                ELSE 'a text of 1 to 200 characters in one line'
            END));
        END IF;
    END LOOP;
    IF NOT p_conditions ?| ARRAY['counterparty', 'text', 'minimum_amount', 'maximum_amount', 'unit'] THEN
        PERFORM hera_internal.raise_error('VAL_002', 'p_conditions', 'a rule needs a condition beside transaction_type');
    END IF;
    IF v_counterparty ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' THEN
        SELECT e.id INTO v_result.counterparty_id FROM hera.core_entities AS e
        WHERE e.organization_id = p_organization_id AND e.id = v_counterparty::uuid;
        PERFORM hera_internal.require_known('p_conditions.counterparty', v_counterparty, FOUND, 'the id or the name of a counterparty');
    ELSIF v_counterparty IS NOT NULL THEN
        v_result.counterparty_id := hera_internal.resolve_counterparty(p_organization_id, v_counterparty);
    END IF;
    v_result.priority := coalesce((p_conditions ->> 'priority')::integer, 100);
    v_result.transaction_type := p_conditions ->> 'transaction_type';
    v_result.text_pattern := p_conditions ->> 'text';
    v_result.minimum_amount := (p_conditions ->> 'minimum_amount')::numeric;
    v_result.maximum_amount := (p_conditions ->> 'maximum_amount')::numeric;
    v_result.unit := p_conditions ->> 'unit';
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_conditions(uuid, jsonb) IS 'Reads the conditions of a classification rule.';
