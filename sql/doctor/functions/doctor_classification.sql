CREATE FUNCTION hera_internal.doctor_classification()
RETURNS TABLE (check_name text, state text, evidence text, cause text, command text)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Why guesses may not be posted without a person.
BEGIN
    RETURN QUERY SELECT 'share posted', CASE WHEN r.value IS NULL THEN 'unknown' WHEN r.value < 0.7 THEN 'warning' ELSE 'ok' END,
        r.detail, 'gates are closed, confidence is low, or the documents are new', 'hera doctor classification'
    FROM hera_internal.signal_readings() AS r WHERE r.reading = 'auto_posting_share';
    RETURN QUERY SELECT 'confidence', CASE WHEN r.value IS NULL THEN 'unknown' WHEN r.value < 0.7 THEN 'warning' ELSE 'ok' END,
        r.detail, 'the model has not learned these documents', 'hera train --due'
    FROM hera_internal.signal_readings() AS r WHERE r.reading = 'confidence_median';
    RETURN QUERY SELECT 'gates', CASE WHEN count(*) > 0 THEN 'warning' ELSE 'ok' END,
        coalesce(left(string_agg(format('%s of %s: %s', a.code, a.subject, a.detail), '; '), 1000), 'no gate raised an alert'),
        'guesses went wrong, or drawn reviews were not done', 'hera review list'
    FROM hera_internal.alert AS a WHERE a.cleared_at IS NULL AND starts_with(a.code, 'gate.');
    RETURN QUERY SELECT 'breakers', CASE WHEN r.value IS NULL THEN 'unknown' WHEN r.value > 0 THEN 'critical' ELSE 'ok' END,
        r.detail, 'what the breaker protects failed repeatedly', 'SELECT * FROM hera.circuit_status(organization, name);'
    FROM hera_internal.upkeep_readings() AS r WHERE r.reading = 'breakers_open';
    RETURN QUERY SELECT 'waiting documents', 'ok', string_agg(format('%s %s', s.value, s.labels), ', '),
        'people review more slowly than documents come', 'hera review list'
    FROM hera_internal.ledger_samples() AS s WHERE s.metric = 'hera_waiting_documents';
    RETURN QUERY SELECT 'neighbours', CASE WHEN bool_or(n.wanted AND NOT n.valid) THEN 'warning' ELSE 'ok' END,
        format(
            '%s types with more than 2,000 patterns are searched by an index, of %s only the latest 2,000 patterns',
            count(*) FILTER (WHERE n.valid), count(*) FILTER (WHERE NOT n.valid)
        ), 'the maintenance window was not open since, or the build failed or takes longer than it may',
        'hera maintenance run'
    FROM hera_internal.neighbour_sets() AS n;
    RETURN QUERY SELECT 'training', CASE WHEN max(h.started_at) IS NULL THEN 'unknown'
            WHEN max(h.started_at) < clock_timestamp() - interval '3 days' THEN 'warning' ELSE 'ok' END,
        coalesce('models were looked at ' || hera_internal.moment_text(max(h.started_at)), 'the job train_models was never done'),
        'hera run does not run, or scikit-learn is missing', 'hera jobs run train_models'
    FROM hera_internal.job_run AS h WHERE h.name = 'train_models' AND h.outcome = 'done';
END
$function$;
COMMENT ON FUNCTION hera_internal.doctor_classification() IS 'Why guesses may not be posted.';
ALTER FUNCTION hera_internal.doctor_classification() OWNER TO hera_owner;
