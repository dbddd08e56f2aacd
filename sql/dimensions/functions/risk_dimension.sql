CREATE FUNCTION hera_internal.risk_dimension(
    p_customer text, p_magnitude text, p_temporal text, p_abroad boolean, p_novelty text, p_tenure text,
    p_duplicate text, p_critical_points integer, p_high_points integer, p_low_points integer, p_minimal_points integer
)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Adds the points of the other dimensions. NULL for MIDRISK.
DECLARE
    v_points CONSTANT integer :=
        CASE p_duplicate WHEN 'DUPLICATE_HIGH' THEN 4 WHEN 'DUPLICATE_MID' THEN 2 WHEN 'DUPLICATE_LOW' THEN 1 ELSE 0 END
        + CASE p_magnitude WHEN 'JUMBO' THEN 2 WHEN 'LARGE' THEN 1 WHEN 'MICRO' THEN -1 ELSE 0 END
        + CASE p_novelty
            WHEN 'FIRSTEVER' THEN 2 WHEN 'FIRSTCURRENCY' THEN 2 WHEN 'FIRSTACCOUNT' THEN 1 WHEN 'RARE' THEN 1 ELSE 0
        END
        + CASE p_customer WHEN 'REACTIVATED' THEN 1 WHEN 'LOYAL' THEN -1 WHEN 'VIP' THEN -1 ELSE 0 END
        + CASE p_tenure WHEN 'LONGSTANDING' THEN -1 ELSE 0 END
        + CASE p_temporal WHEN 'RUSH' THEN 1 WHEN 'WEEKEND' THEN 1 ELSE 0 END
        + CASE WHEN p_abroad THEN 1 ELSE 0 END;
BEGIN
    RETURN CASE
        WHEN v_points >= p_critical_points THEN 'CRITICALRISK'
        WHEN v_points >= p_high_points THEN 'HIGHRISK'
        WHEN v_points <= p_minimal_points THEN 'MINIMALRISK'
        WHEN v_points <= p_low_points THEN 'LOWRISK'
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.risk_dimension(text, text, text, boolean, text, text, text, integer, integer, integer, integer) IS 'How much could go wrong with a document, from its other dimensions.';
