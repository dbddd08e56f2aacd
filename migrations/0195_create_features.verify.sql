SELECT name, description, percentage, enabled, changed_at, changed_by FROM hera_internal.feature WHERE false;

SELECT organization_id, feature, enabled, changed_at, changed_by FROM hera_internal.feature_override WHERE false;
