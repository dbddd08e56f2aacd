CREATE FUNCTION hera_internal.weigh_neighbours(
    p_nearest jsonb, OUT account_code text, OUT similarity numeric, OUT share numeric, OUT votes jsonb
)
RETURNS record
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The account that the nearest patterns vote for with the square of their similarity, the first in order of codes where
-- two have the same weight. Exact decimals of what the explanation keeps, so that a replay counts the same.
BEGIN
    SELECT (array_agg(v.account ORDER BY v.weight DESC, v.account))[1], max(v.similarity),
        max(v.weight) / sum(v.weight), jsonb_object_agg(v.account, round(v.weight, 3))
    INTO account_code, similarity, share, votes
    FROM (
        SELECT n.value ->> 'account' AS account, sum((1 - (n.value ->> 'distance')::numeric) ^ 2) AS weight,
            max(1 - (n.value ->> 'distance')::numeric) AS similarity
        FROM jsonb_array_elements(p_nearest) AS n
        GROUP BY n.value ->> 'account'
    ) AS v;
END
$function$;
COMMENT ON FUNCTION hera_internal.weigh_neighbours(jsonb) IS 'Account that the nearest patterns vote for.';
