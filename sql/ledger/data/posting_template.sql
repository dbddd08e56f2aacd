INSERT INTO hera_internal.posting_template (smart_code, name, default_role, lines)
VALUES
('HERA.BANK.FEE.AUTO.v1', 'Bank fee', 'purchases', '[
    {"account": "chosen", "side": "debit", "amount": "gross"},
    {"account": "bank", "side": "credit", "amount": "gross"}
]'),
('HERA.INVENTORY.RECEIPT.AUTO.v1', 'Goods received into stock', 'inventory', '[
    {"account": "chosen", "side": "debit", "amount": "net"},
    {"account": "input_tax", "side": "debit", "amount": "tax"},
    {"account": "payable", "side": "credit", "amount": "gross"}
]'),
('HERA.PAYMENT.IN.AUTO.v1', 'Payment received from a customer', 'receivable', '[
    {"account": "bank", "side": "debit", "amount": "gross"},
    {"account": "chosen", "side": "credit", "amount": "gross"}
]'),
('HERA.PAYMENT.OUT.AUTO.v1', 'Payment made to a supplier', 'payable', '[
    {"account": "chosen", "side": "debit", "amount": "gross"},
    {"account": "bank", "side": "credit", "amount": "gross"}
]'),
('HERA.PAYROLL.RUN.AUTO.v1', 'Payroll run', 'payroll_expense', '[
    {"account": "chosen", "side": "debit", "amount": "gross"},
    {"account": "payroll_tax", "side": "credit", "amount": "tax"},
    {"account": "payroll_payable", "side": "credit", "amount": "net"}
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
]')
ON CONFLICT (smart_code) DO UPDATE
SET name = excluded.name, default_role = excluded.default_role, lines = excluded.lines;
