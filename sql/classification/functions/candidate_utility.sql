CREATE FUNCTION hera_internal.candidate_utility(
    p_weights float8[], p_utility float8, p_levels integer, p_known integer, p_votes bigint, p_place integer, p_margins real[]
)
RETURNS float8
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- Utility of a candidate: what memory says for it and the model's offset (p_utility), whether the levels agree, and the
-- model's margin, where it is among the model's first (p_place). To four decimals and to 500, as
-- hera_internal.choose_account needs it.
SELECT round(1e4 * least(500, greatest(-500, p_utility
    + CASE WHEN p_votes >= 2 AND p_levels = p_known THEN p_weights[25] ELSE 0 END
    + CASE WHEN p_place = 1 THEN p_weights[28] * p_votes + p_weights[21]
        + CASE WHEN p_levels & 2 = 2 THEN p_weights[26] ELSE 0 END
        + CASE WHEN p_levels & 4 = 4 THEN p_weights[27] ELSE 0 END
        WHEN p_votes > 1 THEN p_weights[28] * (p_votes - 1) ELSE 0 END
    + CASE WHEN p_place > 0 THEN p_weights[24] + p_weights[22] * p_margins[p_place]
        + p_weights[23] * least(greatest(p_margins[p_place]
            - coalesce(p_margins[CASE p_place WHEN 1 THEN 2 ELSE 1 END], 0), -2), 2) ELSE 0 END
))) / 1e4
$function$;
COMMENT ON FUNCTION hera_internal.candidate_utility(float8[], float8, integer, integer, bigint, integer, real[]) IS 'Utility of an account that may be chosen.';
