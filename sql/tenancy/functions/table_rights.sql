CREATE FUNCTION hera_internal.table_rights(p_relation regclass)
RETURNS text[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What hera_api may do with a table: append-only tables and keys are held to less than the rest. Not in LANGUAGE sql, which
-- would plan it anew for each of hundreds of tables.
DECLARE
    v_name text;
    v_partition boolean;
BEGIN
    SELECT n.nspname || '.' || c.relname, c.relispartition INTO v_name, v_partition
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.oid = p_relation;
    RETURN CASE
        WHEN v_name IS NULL THEN NULL
        WHEN hera_internal.is_secret_table(p_relation) OR v_name IN (
            'hera_internal.audit_head', 'hera_internal.audit_seal',
            'hera_internal.audit_tile', 'hera_internal.audit_horizon',
            'hera_internal.role_snapshot'
        ) THEN '{}'::text[]
        WHEN v_partition OR hera_internal.is_archived_table(p_relation) THEN '{}'
        WHEN v_name IN (
            'hera.universal_transaction_lines', 'hera_internal.audit_leaf',
            'hera.ai_posting_feedback', 'hera_internal.reversal',
            'hera_internal.settlement', 'hera_internal.feedback_conflict',
            'hera_internal.balance_tail', 'hera_internal.balance_refresh',
            'hera_internal.pending_document', 'hera_internal.reservation',
            'hera_internal.exchange_difference'
        ) THEN '{INSERT,SELECT}'
        WHEN v_name IN (
            'hera.universal_transactions', 'hera_internal.document_trace',
            'hera_internal.organization_template'
        ) THEN '{INSERT,SELECT,UPDATE}'
        WHEN v_name IN (
            'hera_internal.migration', 'hera_internal.binding',
            'hera_internal.storage_object',
            'hera_internal.error_code', 'hera_internal.setting_definition',
            'hera_internal.role_permission', 'hera_internal.request_field',
            'hera_internal.partitioned_table', 'hera_internal.transaction_type',
            'hera_internal.posting_template', 'hera_internal.status_transition',
            'hera_internal.smart_code_mode', 'hera_internal.smart_code_dimension',
            'hera_internal.smart_code_token', 'hera_internal.document_number',
            'hera_internal.number_counter', 'hera_internal.organization_profile',
            'hera_internal.amount_profile', 'hera_internal.amount_bin',
            'hera_internal.month_count', 'hera_internal.counterparty_profile',
            'hera_internal.job', 'hera_internal.metric', 'hera_internal.job_schedule',
            'hera_internal.job_run', 'hera_internal.balance_rollup',
            'hera_internal.alert_rule', 'hera_internal.alert_override',
            'hera_internal.alert_state', 'hera_internal.alert_event',
            'hera_internal.service_level', 'hera_internal.signal_sample',
            'hera_internal.host_fact', 'hera_internal.rotation',
            'hera_internal.limit_check', 'hera_internal.uncertified_document',
            'hera_internal.books_certificate', 'hera_internal.combiner_weight',
            'hera_internal.packaged_tax_rate', 'hera_internal.builtin_rule',
            'hera_internal.duty', 'hera_internal.sign_in_failure',
            'hera_internal.retention_class',
            'hera_internal.retention_policy', 'hera_internal.legal_hold',
            'hera_internal.archived_month', 'hera_internal.balance_brought_forward',
            'hera_internal.archived_document', 'hera_internal.archived_item',
            'hera_internal.maintenance_run', 'hera_internal.planned_work',
            'hera_internal.work_done',
            'hera_internal.incident_response', 'hera_internal.incident',
            'hera_internal.incident_event', 'hera_internal.rota',
            'hera_internal.rota_override', 'hera_internal.escalation_step',
            'hera_internal.feature', 'hera_internal.feature_override',
            'hera_internal.capacity_sample', 'hera_internal.capacity_threshold',
            'hera_internal.capacity_reservation', 'hera_internal.organization_usage',
            'hera_internal.backup_record', 'hera_internal.pool',
            'hera_internal.checkpoint_key', 'hera_internal.retained_table'
        ) THEN '{SELECT}'
        ELSE '{DELETE,INSERT,SELECT,UPDATE}'
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.table_rights(regclass) IS 'Rights that hera_api has on a table; no login has any but to read.';
ALTER FUNCTION hera_internal.table_rights(regclass) OWNER TO hera_owner;
