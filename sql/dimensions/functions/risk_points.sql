CREATE FUNCTION hera_internal.risk_points(
    p_customer text, p_magnitude text, p_temporal text, p_abroad boolean, p_novelty text, p_tenure text, p_duplicate text
)
RETURNS integer
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- The points that the other dimensions of a document give to its risk.
SELECT CASE p_duplicate WHEN 'DUPLICATE_HIGH' THEN 4 WHEN 'DUPLICATE_MID' THEN 2 WHEN 'DUPLICATE_LOW' THEN 1 ELSE 0 END
    + CASE p_magnitude WHEN 'JUMBO' THEN 2 WHEN 'LARGE' THEN 1 WHEN 'MICRO' THEN -1 ELSE 0 END
    + CASE
        WHEN p_novelty IN ('FIRSTEVER', 'FIRSTCURRENCY') THEN 2
        WHEN p_novelty IN ('FIRSTACCOUNT', 'RARE') THEN 1
        ELSE 0
    END
    + CASE WHEN p_customer = 'REACTIVATED' THEN 1 WHEN p_customer IN ('LOYAL', 'VIP') THEN -1 ELSE 0 END
    + CASE WHEN p_tenure = 'LONGSTANDING' THEN -1 ELSE 0 END
    + CASE WHEN p_temporal IN ('RUSH', 'WEEKEND') THEN 1 ELSE 0 END
    + CASE WHEN p_abroad THEN 1 ELSE 0 END
$function$;
COMMENT ON FUNCTION hera_internal.risk_points(text, text, text, boolean, text, text, text) IS 'Points of risk that the other dimensions of a document give.';
