-- The rules travel with the code: their rows are data bindings, put right by hera.migrate().
CREATE TABLE hera_internal.alert_rule (
    name text NOT NULL,
    ordinal smallint NOT NULL,
    reading text NOT NULL,
    section text NOT NULL,
    tier smallint NOT NULL,
    severity text NOT NULL,
    comparison text NOT NULL,
    threshold numeric NOT NULL,
    unit text NOT NULL,
    hold interval NOT NULL,
    expression text NOT NULL,
    code text,
    summary text NOT NULL,
    runbook text NOT NULL,
    CONSTRAINT alert_rule_pk PRIMARY KEY (name),
    CONSTRAINT alert_rule_name_ck CHECK (name ~ '^[a-z][a-z0-9_]{0,62}$'),
    CONSTRAINT alert_rule_section_ck CHECK (section IN ('system', 'jobs', 'errors', 'capacity', 'security', 'backups')),
    CONSTRAINT alert_rule_tier_ck CHECK (tier >= 1 AND tier <= 3),
    CONSTRAINT alert_rule_severity_ck CHECK (severity IN ('critical', 'warning')),
    CONSTRAINT alert_rule_comparison_ck CHECK (comparison IN ('>', '<')),
    CONSTRAINT alert_rule_hold_ck CHECK (hold >= interval '0')
);
COMMENT ON TABLE hera_internal.alert_rule IS 'What is an alert: thresholds of readings, one row a severity; the rows are data bindings.';
COMMENT ON COLUMN hera_internal.alert_rule.name IS 'Name, the same in hera.alerts() and in Prometheus.';
COMMENT ON COLUMN hera_internal.alert_rule.ordinal IS 'Order in which rules are shown.';
COMMENT ON COLUMN hera_internal.alert_rule.reading IS 'What is measured, a name of hera_internal.alert_readings(); several rules may judge one reading.';
COMMENT ON COLUMN hera_internal.alert_rule.section IS 'Where hera morning shows it.';
COMMENT ON COLUMN hera_internal.alert_rule.tier IS 'Service tier it touches: 1 posting, 2 reading and review, 3 upkeep.';
COMMENT ON COLUMN hera_internal.alert_rule.severity IS 'critical: somebody is called; warning: somebody looks today.';
COMMENT ON COLUMN hera_internal.alert_rule.comparison IS 'Side of the threshold that is wrong.';
COMMENT ON COLUMN hera_internal.alert_rule.threshold IS 'Threshold unless hera.set_alert says otherwise.';
COMMENT ON COLUMN hera_internal.alert_rule.unit IS 'Unit of reading and threshold; share is 0 to 1.';
COMMENT ON COLUMN hera_internal.alert_rule.hold IS 'How long it must have been wrong before the alert fires.';
COMMENT ON COLUMN hera_internal.alert_rule.expression IS 'The same for Prometheus, without comparison and threshold.';
COMMENT ON COLUMN hera_internal.alert_rule.code IS 'Code under which HERA itself raises it; NULL for what is only measured.';
COMMENT ON COLUMN hera_internal.alert_rule.summary IS 'What is wrong, in one line.';
COMMENT ON COLUMN hera_internal.alert_rule.runbook IS 'Page and heading that say what to do.';

CREATE TABLE hera_internal.alert_override (
    name text NOT NULL,
    threshold numeric,
    hold interval,
    enabled boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT alert_override_pk PRIMARY KEY (name),
    CONSTRAINT alert_override_threshold_ck CHECK (threshold > '-Infinity' AND threshold < 'Infinity'),
    CONSTRAINT alert_override_hold_ck CHECK (hold >= interval '0')
);
COMMENT ON TABLE hera_internal.alert_override IS 'What this installation holds differently from the rules.';
COMMENT ON COLUMN hera_internal.alert_override.name IS 'Rule.';
COMMENT ON COLUMN hera_internal.alert_override.threshold IS 'Threshold; NULL for that of the rule.';
COMMENT ON COLUMN hera_internal.alert_override.hold IS 'How long before it fires; NULL for that of the rule.';
COMMENT ON COLUMN hera_internal.alert_override.enabled IS 'Whether the rule is judged at all.';
COMMENT ON COLUMN hera_internal.alert_override.changed_at IS 'When it was changed.';
COMMENT ON COLUMN hera_internal.alert_override.changed_by IS 'Login that changed it.';

CREATE TABLE hera_internal.alert_state (
    name text NOT NULL,
    state text NOT NULL,
    value numeric,
    breached_since timestamptz,
    changed_at timestamptz NOT NULL,
    evaluated_at timestamptz NOT NULL,
    CONSTRAINT alert_state_pk PRIMARY KEY (name),
    CONSTRAINT alert_state_state_ck CHECK (state IN ('ok', 'pending', 'firing', 'unknown'))
);
COMMENT ON TABLE hera_internal.alert_state IS 'What the job evaluate_alerts found last, one row a rule: the memory that durations need.';
COMMENT ON COLUMN hera_internal.alert_state.name IS 'Rule.';
COMMENT ON COLUMN hera_internal.alert_state.state IS 'ok, pending (wrong, not for long enough), firing, or unknown.';
COMMENT ON COLUMN hera_internal.alert_state.value IS 'Reading; NULL when it could not be measured.';
COMMENT ON COLUMN hera_internal.alert_state.breached_since IS 'Since when it is wrong; NULL while it is not.';
COMMENT ON COLUMN hera_internal.alert_state.changed_at IS 'When the state became what it is.';
COMMENT ON COLUMN hera_internal.alert_state.evaluated_at IS 'When it was looked at last.';

CREATE TABLE hera_internal.alert_event (
    id bigint GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    state text NOT NULL,
    value numeric,
    detail text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT alert_event_pk PRIMARY KEY (id),
    CONSTRAINT alert_event_state_ck CHECK (state IN ('firing', 'cleared'))
);
CREATE INDEX alert_event_name_ix ON hera_internal.alert_event (name, id);
COMMENT ON TABLE hera_internal.alert_event IS 'When alerts fired and cleared; kept for 90 days.';
COMMENT ON COLUMN hera_internal.alert_event.id IS 'Identity.';
COMMENT ON COLUMN hera_internal.alert_event.name IS 'Rule.';
COMMENT ON COLUMN hera_internal.alert_event.state IS 'firing or cleared.';
COMMENT ON COLUMN hera_internal.alert_event.value IS 'Reading at that moment.';
COMMENT ON COLUMN hera_internal.alert_event.detail IS 'What was seen, in words.';
COMMENT ON COLUMN hera_internal.alert_event.at IS 'When.';
