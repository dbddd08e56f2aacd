INSERT INTO hera_internal.posting_template (smart_code, name, default_role, lines, program)
SELECT t.smart_code, t.name, t.default_role, t.lines::jsonb, hera_internal.compile_template(t.lines::jsonb, t.smart_code)
FROM (
    VALUES
    ('HERA.BANK.FEE.AUTO.v1', 'Bank fee', 'purchases', '[
        {"account": "chosen", "side": "debit", "amount": "gross"},
        {"account": "bank", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.BANK.INTEREST.AUTO.v1', 'Interest received', 'sales', '[
        {"account": "bank", "side": "debit", "amount": "gross"},
        {"account": "chosen", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.BANK.INTEREST_PAID.AUTO.v1', 'Interest paid', 'purchases', '[
        {"account": "chosen", "side": "debit", "amount": "gross"},
        {"account": "bank", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.BANK.TRANSFER.AUTO.v1', 'Transfer out of the bank account', 'cash', '[
        {"account": "chosen", "side": "debit", "amount": "gross"},
        {"account": "bank", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.INVENTORY.ISSUE.AUTO.v1', 'Goods issued from stock at cost', 'purchases', '[
        {"account": "chosen", "side": "debit", "amount": "quantity * rate"},
        {"account": "inventory", "side": "credit", "amount": "quantity * rate"}
    ]'),
    ('HERA.INVENTORY.LOSS.AUTO.v1', 'Goods lost or written off', 'purchases', '[
        {"account": "chosen", "side": "debit", "amount": "gross"},
        {"account": "inventory", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.INVENTORY.RECEIPT.AUTO.v1', 'Goods received into stock', 'inventory', '[
        {"account": "chosen", "side": "debit", "amount": "net"},
        {"account": "input_tax", "side": "debit", "amount": "tax"},
        {"account": "payable", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.JOURNAL.ENTRY.AUTO.v1', 'Journal entry of one account, to be cleared', 'purchases', '[
        {"account": "chosen", "side": "debit", "amount": "gross"},
        {"account": "suspense", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.JOURNAL.OPENING.AUTO.v1', 'Opening balance of one account', 'suspense', '[
        {"account": "chosen", "side": "debit", "amount": "gross"},
        {"account": "opening_balance", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.PAYMENT.IN.AUTO.v1', 'Payment received from a customer', 'receivable', '[
        {"account": "bank", "side": "debit", "amount": "gross"},
        {"account": "chosen", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.PAYMENT.OUT.AUTO.v1', 'Payment made to a supplier', 'payable', '[
        {"account": "chosen", "side": "debit", "amount": "gross"},
        {"account": "bank", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.PAYROLL.CONTRIBUTION.AUTO.v1', 'Contributions of the employer', 'payroll_expense', '[
        {"account": "chosen", "side": "debit", "amount": "gross"},
        {"account": "payroll_tax", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.PAYROLL.PAYMENT.AUTO.v1', 'Wages paid', 'payroll_payable', '[
        {"account": "chosen", "side": "debit", "amount": "gross"},
        {"account": "bank", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.PAYROLL.RUN.AUTO.v1', 'Payroll run', 'payroll_expense', '[
        {"account": "chosen", "side": "debit", "amount": "gross"},
        {"account": "payroll_tax", "side": "credit", "amount": "tax"},
        {"account": "payroll_payable", "side": "credit", "amount": "net"}
    ]'),
    ('HERA.PAYROLL.TAX.AUTO.v1', 'Payroll tax paid', 'payroll_tax', '[
        {"account": "chosen", "side": "debit", "amount": "gross"},
        {"account": "bank", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.PROCUREMENT.BILL.AUTO.v1', 'Supplier bill', 'purchases', '[
        {"account": "chosen", "side": "debit", "amount": "net"},
        {"account": "input_tax", "side": "debit", "amount": "tax"},
        {"account": "payable", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.PROCUREMENT.CARD.AUTO.v1', 'Card purchase', 'purchases', '[
        {"account": "chosen", "side": "debit", "amount": "net"},
        {"account": "input_tax", "side": "debit", "amount": "tax"},
        {"account": "card_clearing", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.PROCUREMENT.EXPENSE.AUTO.v1', 'Expense paid from the bank', 'purchases', '[
        {"account": "chosen", "side": "debit", "amount": "net"},
        {"account": "input_tax", "side": "debit", "amount": "tax"},
        {"account": "bank", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.SALES.CARD.AUTO.v1', 'Sale paid by card', 'sales', '[
        {"account": "card_clearing", "side": "debit", "amount": "gross"},
        {"account": "chosen", "side": "credit", "amount": "net"},
        {"account": "output_tax", "side": "credit", "amount": "tax"}
    ]'),
    ('HERA.SALES.CASH.AUTO.v1', 'Cash sale', 'sales', '[
        {"account": "cash", "side": "debit", "amount": "gross"},
        {"account": "chosen", "side": "credit", "amount": "net"},
        {"account": "output_tax", "side": "credit", "amount": "tax"}
    ]'),
    ('HERA.SALES.INV.AUTO.v1', 'Sales invoice', 'sales', '[
        {"account": "receivable", "side": "debit", "amount": "gross"},
        {"account": "chosen", "side": "credit", "amount": "net"},
        {"account": "output_tax", "side": "credit", "amount": "tax"}
    ]'),
    ('HERA.TAX.PAYMENT.AUTO.v1', 'Tax paid', 'output_tax', '[
        {"account": "chosen", "side": "debit", "amount": "gross"},
        {"account": "bank", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.TAX.REFUND.AUTO.v1', 'Tax refunded', 'output_tax', '[
        {"account": "bank", "side": "debit", "amount": "gross"},
        {"account": "chosen", "side": "credit", "amount": "gross"}
    ]'),
    ('HERA.TAX.RETURN.AUTO.v1', 'Input tax set off against output tax', 'output_tax', '[
        {"account": "chosen", "side": "debit", "amount": "gross"},
        {"account": "input_tax", "side": "credit", "amount": "gross"}
    ]')
) AS t (smart_code, name, default_role, lines)
ON CONFLICT (smart_code) DO UPDATE
SET name = excluded.name, default_role = excluded.default_role, lines = excluded.lines, program = excluded.program;
