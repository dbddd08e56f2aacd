INSERT INTO hera_internal.transaction_type (code, name, smart_code, determines_account)
VALUES
('bank_fee', 'Bank fee', 'HERA.BANK.FEE.AUTO.v1', false),
('bill', 'Supplier bill', 'HERA.PROCUREMENT.BILL.AUTO.v1', false),
('card_purchase', 'Card purchase', 'HERA.PROCUREMENT.CARD.AUTO.v1', false),
('customer_payment', 'Payment received from a customer', 'HERA.PAYMENT.IN.AUTO.v1', true),
('expense', 'Expense paid from the bank', 'HERA.PROCUREMENT.EXPENSE.AUTO.v1', false),
('inventory_receipt', 'Goods received into stock', 'HERA.INVENTORY.RECEIPT.AUTO.v1', true),
('invoice', 'Sales invoice', 'HERA.SALES.INV.AUTO.v1', false),
('journal', 'Manual journal', NULL, false),
('payment', 'Payment made to a supplier', 'HERA.PAYMENT.OUT.AUTO.v1', true),
('payroll', 'Payroll run', 'HERA.PAYROLL.RUN.AUTO.v1', true),
('purchase_invoice', 'Supplier bill', 'HERA.PROCUREMENT.BILL.AUTO.v1', false),
('receipt', 'Payment received from a customer', 'HERA.PAYMENT.IN.AUTO.v1', true),
('sale', 'Cash sale', 'HERA.SALES.CASH.AUTO.v1', false),
('sales_invoice', 'Sales invoice', 'HERA.SALES.INV.AUTO.v1', false),
('supplier_payment', 'Payment made to a supplier', 'HERA.PAYMENT.OUT.AUTO.v1', true),
('tax_payment', 'Tax paid', 'HERA.TAX.PAYMENT.AUTO.v1', true)
ON CONFLICT (code) DO UPDATE
SET name = excluded.name, smart_code = excluded.smart_code, determines_account = excluded.determines_account;
