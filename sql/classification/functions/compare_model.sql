CREATE FUNCTION hera_internal.compare_model(p_organization_id uuid, p_model uuid)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a model in shadow chose and what was in force, for the same documents that people judged since. worse_p is the
-- probability of this many documents that only the one in force got right if both were equally good (exact
-- sign test).
DECLARE
    v_since timestamptz := (
        SELECT m.created_at FROM hera.ai_models AS m WHERE m.organization_id = p_organization_id AND m.id = p_model
    );
    v_count record;
BEGIN
    SELECT count(*) AS judged, count(*) FILTER (WHERE x.in_force) AS in_force_right,
        count(*) FILTER (WHERE x.shadow) AS shadow_right,
        count(*) FILTER (WHERE x.in_force AND NOT x.shadow) AS lost,
        count(*) FILTER (WHERE x.shadow AND NOT x.in_force) AS won
    INTO v_count
    FROM (
        SELECT coalesce(j.predicted_account = j.final_account, false) AS in_force,
            coalesce(t.explanation -> 'shadow' ->> 'account' = j.final_account, false) AS shadow
        FROM (
            SELECT DISTINCT ON (f.transaction_id)
                f.transaction_id, f.transaction_created_at, f.predicted_account, f.final_account
            FROM hera.ai_posting_feedback AS f
            WHERE f.organization_id = p_organization_id AND f.transaction_created_at >= v_since
                AND f.id >= hera_internal.first_id(v_since)
            ORDER BY f.transaction_id, f.id
        ) AS j
        INNER JOIN hera.universal_transactions AS t
            ON t.organization_id = p_organization_id AND t.id = j.transaction_id
                AND t.created_at = j.transaction_created_at
        WHERE j.final_account IS NOT NULL AND t.explanation -> 'shadow' ->> 'model' = p_model::text
    ) AS x;
    RETURN jsonb_build_object(
        'judged', v_count.judged, 'in_force_right', v_count.in_force_right, 'shadow_right', v_count.shadow_right,
        'lost', v_count.lost, 'won', v_count.won,
        'worse_p', round(hera_internal.sign_test(v_count.lost, v_count.won)::numeric, 4), 'since', v_since
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.compare_model(uuid, uuid) IS 'A model in shadow against what was in force, on the same traffic.';
