SELECT organization_id, smart_code, period, submitted, guessed, auto_posted, reviewed, approved, corrected, rejected,
    wrongly_posted, mean_confidence, refreshed_at
FROM hera.ai_smart_code_performance WHERE false;
