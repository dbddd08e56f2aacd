CREATE FUNCTION hera_internal.replay_explanation(p_explanation jsonb)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The explanation made again from the inputs that it keeps: candidates and amounts of a match; counts of memory; nearest
-- patterns with their distances; how often such evidence was right. Reads no table, so what was learned since changes
-- nothing. What has no inputs (what a request or a rule states) and what other stages keep is carried as it is.
DECLARE
    v_votes record;
    v_again jsonb := '{}'::jsonb;
    v_prior numeric := (p_explanation ->> 'prior')::numeric;
BEGIN
    IF p_explanation ->> 'stage' = 'match' THEN
        v_again := hera_internal.choose_documents(p_explanation -> 'inputs');
    ELSIF p_explanation ->> 'stage' = 'memory' THEN
        v_prior := round(((p_explanation ->> 'streak')::integer + 0.5) / ((p_explanation ->> 'streak')::integer + 1), 4);
        v_again := jsonb_build_object('prior', v_prior, 'evidence', format(
            'memory.%s.%s.%s', p_explanation ->> 'level',
            hera_internal.count_class((p_explanation ->> 'of')::integer),
            hera_internal.count_class((p_explanation ->> 'streak')::integer)
        ));
    ELSIF p_explanation ->> 'stage' = 'neighbours' THEN
        v_votes := hera_internal.weigh_neighbours(p_explanation -> 'nearest');
        v_prior := round(v_votes.share * v_votes.similarity * 0.8, 4);
        v_again := jsonb_build_object(
            'account', v_votes.account_code, 'votes', v_votes.votes, 'prior', v_prior,
            'similarity', round(v_votes.similarity, 3), 'share', round(v_votes.share, 3),
            'evidence', format(
                'neighbours.%s.%s', hera_internal.similarity_class(v_votes.similarity),
                hera_internal.share_class(v_votes.share)
            )
        );
    END IF;
    IF p_explanation ? 'record' AND v_prior IS NOT NULL THEN
        v_again := v_again || jsonb_build_object('estimate', round(
            ((p_explanation #>> '{record,hits}')::integer + 8 * v_prior) / ((p_explanation #>> '{record,tries}')::integer + 8), 4
        ));
    END IF;
    RETURN p_explanation || v_again;
END
$function$;
COMMENT ON FUNCTION hera_internal.replay_explanation(jsonb) IS 'An explanation made again from the inputs that it keeps.';
