CREATE FUNCTION hera_internal.table_rights(p_relation regclass)
RETURNS text[]
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- What hera_api may do with a table: append-only tables and keys are held to less than the rest.
    SELECT CASE
        WHEN hera_internal.is_secret_table(c.oid) OR c.oid IN (
            to_regclass('hera_internal.audit_head'), to_regclass('hera_internal.audit_seal'),
            to_regclass('hera_internal.audit_tile'), to_regclass('hera_internal.audit_horizon'),
            to_regclass('hera_internal.role_snapshot')
        ) THEN '{}'::text[]
        WHEN c.relispartition OR hera_internal.is_archived_table(c.oid) THEN '{}'
        WHEN c.oid IN (
            to_regclass('hera.universal_transaction_lines'), to_regclass('hera_internal.audit_leaf'),
            to_regclass('hera.ai_posting_feedback'), to_regclass('hera_internal.reversal'),
            to_regclass('hera_internal.settlement'), to_regclass('hera_internal.feedback_conflict'),
            to_regclass('hera_internal.balance_tail'), to_regclass('hera_internal.balance_refresh'),
            to_regclass('hera_internal.pending_document'), to_regclass('hera_internal.reservation'),
            to_regclass('hera_internal.exchange_difference')
        ) THEN '{INSERT,SELECT}'
        WHEN c.oid IN (
            to_regclass('hera.universal_transactions'), to_regclass('hera_internal.document_trace'),
            to_regclass('hera_internal.organization_template')
        ) THEN '{INSERT,SELECT,UPDATE}'
        WHEN c.oid IN (
            to_regclass('hera_internal.migration'), to_regclass('hera_internal.binding'),
            to_regclass('hera_internal.storage_object'),
            to_regclass('hera_internal.error_code'), to_regclass('hera_internal.setting_definition'),
            to_regclass('hera_internal.role_permission'), to_regclass('hera_internal.request_field'),
            to_regclass('hera_internal.partitioned_table'), to_regclass('hera_internal.transaction_type'),
            to_regclass('hera_internal.posting_template'), to_regclass('hera_internal.status_transition'),
            to_regclass('hera_internal.smart_code_mode'), to_regclass('hera_internal.smart_code_dimension'),
            to_regclass('hera_internal.smart_code_token'), to_regclass('hera_internal.document_number'),
            to_regclass('hera_internal.number_counter'), to_regclass('hera_internal.organization_profile'),
            to_regclass('hera_internal.amount_profile'), to_regclass('hera_internal.amount_bin'),
            to_regclass('hera_internal.month_count'), to_regclass('hera_internal.counterparty_profile'),
            to_regclass('hera_internal.job'), to_regclass('hera_internal.metric'), to_regclass('hera_internal.job_schedule'),
            to_regclass('hera_internal.job_run'), to_regclass('hera_internal.balance_rollup'),
            to_regclass('hera_internal.alert_rule'), to_regclass('hera_internal.alert_override'),
            to_regclass('hera_internal.alert_state'), to_regclass('hera_internal.alert_event'),
            to_regclass('hera_internal.service_level'), to_regclass('hera_internal.signal_sample'),
            to_regclass('hera_internal.host_fact'), to_regclass('hera_internal.rotation'),
            to_regclass('hera_internal.limit_check'), to_regclass('hera_internal.uncertified_document'),
            to_regclass('hera_internal.books_certificate'), to_regclass('hera_internal.combiner_weight'),
            to_regclass('hera_internal.packaged_tax_rate'), to_regclass('hera_internal.builtin_rule'),
            to_regclass('hera_internal.duty'), to_regclass('hera_internal.sign_in_failure'),
            to_regclass('hera_internal.retention_class'),
            to_regclass('hera_internal.retention_policy'), to_regclass('hera_internal.legal_hold'),
            to_regclass('hera_internal.archived_month'), to_regclass('hera_internal.balance_brought_forward'),
            to_regclass('hera_internal.archived_document'), to_regclass('hera_internal.archived_item'),
            to_regclass('hera_internal.maintenance_run'), to_regclass('hera_internal.planned_work'),
            to_regclass('hera_internal.work_done'),
            to_regclass('hera_internal.incident_response'), to_regclass('hera_internal.incident'),
            to_regclass('hera_internal.incident_event'), to_regclass('hera_internal.rota'),
            to_regclass('hera_internal.rota_override'), to_regclass('hera_internal.escalation_step'),
            to_regclass('hera_internal.feature'), to_regclass('hera_internal.feature_override'),
            to_regclass('hera_internal.capacity_sample'), to_regclass('hera_internal.capacity_threshold'),
            to_regclass('hera_internal.capacity_reservation'), to_regclass('hera_internal.organization_usage'),
            to_regclass('hera_internal.backup_record'), to_regclass('hera_internal.pool'),
            to_regclass('hera_internal.checkpoint_key'), to_regclass('hera_internal.retained_table')
        ) THEN '{SELECT}'
        ELSE '{DELETE,INSERT,SELECT,UPDATE}'
    END
    FROM pg_class AS c
    WHERE c.oid = p_relation
$function$;
COMMENT ON FUNCTION hera_internal.table_rights(regclass) IS 'Rights that hera_api has on a table; no login has any but to read.';
ALTER FUNCTION hera_internal.table_rights(regclass) OWNER TO hera_owner;
