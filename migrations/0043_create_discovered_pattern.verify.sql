SELECT organization_id, id, kind, pattern_key, account_code, support, documents, status, shadow_tries, shadow_hits, active_hits, rule_id
FROM hera_internal.discovered_pattern WHERE false;
