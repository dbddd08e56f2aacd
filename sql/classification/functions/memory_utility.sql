CREATE FUNCTION hera_internal.memory_utility(
    p_weights float8[], p_level integer, p_place integer, p_share float8, p_streak integer, p_days integer, p_pure boolean
)
RETURNS float8
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- What a level of memory says for an account: by its share of the decisions, and for the last one (place 1) by the run of
-- decisions in a row, the days since, and whether there was no other.
SELECT p_weights[p_level * 5 + 3] * ln(50 * p_share + 1) / 3 + CASE WHEN p_place = 1 THEN
        p_weights[p_level * 5 + 1] + p_weights[p_level * 5 + 2] * ln(1.0::float8 + least(p_streak, 50))
        + p_weights[p_level * 5 + 4] * ln(1.0::float8 + greatest(p_days, 0)) / 5
        + CASE WHEN p_pure THEN p_weights[p_level * 5 + 5] ELSE 0 END ELSE 0 END
$function$;
COMMENT ON FUNCTION hera_internal.memory_utility(float8[], integer, integer, float8, integer, integer, boolean) IS 'Utility of an account by one level of memory.';
