SELECT organization_id, transaction_id, transaction_created_at, family, score, confidence, drawn_at, reviewed_at, reviewed_by, correct
FROM hera_internal.review_draw WHERE false;

SELECT family, score, model_id, drawn, correct, counts FROM hera.ai_posting_feedback WHERE false;

DO $verify$
DECLARE
    v_missing text;
BEGIN
    SELECT pg_catalog.string_agg(n, ', ') INTO v_missing
    FROM pg_catalog.unnest(ARRAY['hera_internal.review_draw_open_ix', 'hera.ai_posting_feedback_evidence_ix']) AS n
    WHERE NOT EXISTS (
        SELECT FROM pg_catalog.pg_index AS i WHERE i.indexrelid = pg_catalog.to_regclass(n) AND i.indisvalid
    );
    IF v_missing IS NOT NULL THEN
        RAISE EXCEPTION 'indexes missing or not valid: %', v_missing;
    END IF;
END
$verify$;
