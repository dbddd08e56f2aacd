CREATE FUNCTION hera_internal.period_refusal(
    p_organization_id uuid, p_role text, p_closed_through date, p_soft_locks jsonb, p_date date, p_period text,
    OUT code text, OUT message text
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Why a role may not post on a day, or into the adjustment period that a document names: the code of the error and its
-- message, NULL when it may. The caller has seen that there is a lock, a period or a closed day, so that a plain
-- request never comes here.
DECLARE
    v_period hera_internal.calendar_period;
    v_lock jsonb;
BEGIN
    IF p_period IS NULL AND p_date <= p_closed_through THEN
        code := 'LED_012';
        message := format('every day up to %s is closed', p_closed_through);
        RETURN;
    ELSIF p_period IS NOT NULL THEN
        v_period := hera_internal.find_period(p_organization_id, p_period);
        IF v_period.number = 99 OR v_period.adjustment IS NOT TRUE OR hera_internal.period_is_closed(
            p_organization_id, p_closed_through, p_period, v_period.ends_on, true
        ) THEN
            code := 'LED_012';
            message := format('period %s is closed', p_period);
            RETURN;
        END IF;
    END IF;
    SELECT l.value INTO v_lock FROM jsonb_array_elements(p_soft_locks) AS l
    WHERE CASE
        WHEN (l.value -> 'adjustment')::boolean THEN l.value ->> 'period' = p_period
        ELSE p_period IS NULL AND p_date BETWEEN (l.value ->> 'starts_on')::date AND (l.value ->> 'ends_on')::date
    END
        AND coalesce(NOT l.value -> 'roles' ? p_role, true)
    LIMIT 1;
    IF FOUND THEN
        code := 'LED_030';
        message := format(
            'period %s is locked; still posting: %s', v_lock ->> 'period',
            (SELECT string_agg(r.role, ', ') FROM jsonb_array_elements_text(v_lock -> 'roles') AS r (role))
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.period_refusal(uuid, text, date, jsonb, date, text) IS 'Why a role may not post on a day, or NULL.';
ALTER FUNCTION hera_internal.period_refusal(uuid, text, date, jsonb, date, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.period_refusal(uuid, text, date, jsonb, date, text) TO hera_api;
