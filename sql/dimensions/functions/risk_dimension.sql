CREATE FUNCTION hera_internal.risk_dimension(
    p_points integer, p_critical_points integer, p_high_points integer, p_low_points integer, p_minimal_points integer
)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- How much could go wrong with a document, by the points of hera_internal.risk_points. NULL for MIDRISK.
SELECT CASE
    WHEN p_points >= p_critical_points THEN 'CRITICALRISK'
    WHEN p_points >= p_high_points THEN 'HIGHRISK'
    WHEN p_points <= p_minimal_points THEN 'MINIMALRISK'
    WHEN p_points <= p_low_points THEN 'LOWRISK'
END
$function$;
COMMENT ON FUNCTION hera_internal.risk_dimension(integer, integer, integer, integer, integer) IS 'How much could go wrong with a document.';
