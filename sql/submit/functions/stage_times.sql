CREATE FUNCTION hera_internal.stage_times(
    p_ready hera_internal.ready_document, p_stored interval
)
RETURNS jsonb
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- Milliseconds that each stage of a request took; p_stored is its share in storing.
SELECT jsonb_build_object(
    'admit', round(1000 * extract(epoch FROM p_ready.admitted_at - p_ready.started_at), 3),
    'validate', round(1000 * extract(epoch FROM p_ready.validated_at - p_ready.admitted_at), 3),
    'classify', round(1000 * extract(epoch FROM p_ready.classified_at - p_ready.validated_at), 3),
    'post', round(1000 * extract(epoch FROM p_ready.decided_at - p_ready.classified_at + p_stored), 3),
    'total', round(1000 * extract(epoch FROM p_ready.decided_at - p_ready.started_at + p_stored), 3)
)
$function$;
COMMENT ON FUNCTION hera_internal.stage_times(hera_internal.ready_document, interval) IS 'Milliseconds that each stage of a request took.';
