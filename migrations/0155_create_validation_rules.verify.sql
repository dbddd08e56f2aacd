SELECT organization_id, id, name, transaction_type, kind, path, condition, condition_program, minimum, maximum, pattern,
    allowed_values, expression, expression_program, code, severity, message, hint, valid_from, valid_until, enabled,
    changed_at, changed_by
FROM hera_internal.validation_rule WHERE false;

SELECT name, position, stage, kind, path, code, severity, description FROM hera_internal.builtin_rule WHERE false;

SELECT has_rules FROM hera.core_organizations WHERE false;
