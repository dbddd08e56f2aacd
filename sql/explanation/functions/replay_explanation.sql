CREATE FUNCTION hera_internal.replay_explanation(p_explanation jsonb)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The explanation made again from the inputs that it keeps: candidates and amounts of a match; the candidates of memory
-- and model with the utility of each; nearest patterns with their distances. Reads no table, so what was learned, trained
-- or pruned since changes nothing. What has no inputs (what a request or a rule states) and what other stages keep is
-- carried as it is.
DECLARE
    v_votes record;
BEGIN
    IF p_explanation ->> 'stage' = 'match' THEN
        RETURN p_explanation || hera_internal.choose_documents(p_explanation -> 'inputs');
    ELSIF p_explanation ? 'candidates' THEN
        RETURN p_explanation || hera_internal.replay_choice(p_explanation);
    ELSIF p_explanation ->> 'stage' = 'neighbours' THEN
        v_votes := hera_internal.weigh_neighbours(p_explanation -> 'nearest');
        RETURN p_explanation || jsonb_build_object(
            'account', v_votes.account_code, 'votes', v_votes.votes,
            'similarity', round(v_votes.similarity, 3), 'share', round(v_votes.share, 3),
            'score', round(v_votes.share * v_votes.similarity * 0.8, 4),
            'evidence', format(
                'neighbours.%s.%s', hera_internal.similarity_class(v_votes.similarity),
                hera_internal.share_class(v_votes.share)
            )
        );
    END IF;
    RETURN p_explanation;
END
$function$;
COMMENT ON FUNCTION hera_internal.replay_explanation(jsonb) IS 'An explanation made again from the inputs that it keeps.';
