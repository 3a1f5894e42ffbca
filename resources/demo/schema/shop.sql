-- The shop: accounts under its own ids, orders and invoices in minor units, times in epoch seconds, its own words
-- for every state. It has never heard of a customer number.
create table accounts (
  account_id integer primary key,
  email text,
  phone text,
  match_tail text,
  first_name text,
  last_name text,
  company text,
  locale text,
  country text,
  created_on text not null,
  changed_at integer not null
);
create table orders (
  order_id integer primary key,
  order_no text not null unique,
  account_id integer not null references accounts (account_id),
  placed_at integer not null,
  state text not null,
  payment_state text not null,
  delivery_state text not null,
  total_minor integer not null,
  currency text not null,
  promised_on text,
  sales_channel text not null,
  changed_at integer not null
);
create table order_lines (
  order_id integer not null references orders (order_id),
  line_no integer not null,
  sku text not null,
  name text not null,
  qty integer not null,
  unit_minor integer not null,
  primary key (order_id, line_no)
) without rowid;
create table shipments (
  shipment_id integer primary key,
  order_id integer not null references orders (order_id),
  carrier text not null,
  tracking text not null,
  link text not null,
  state text not null,
  promised_on text,
  dispatched_at integer,
  delivered_at integer
);
create table returns (
  return_id integer primary key,
  order_id integer not null references orders (order_id),
  reason text not null,
  state text not null,
  opened_at integer not null,
  refund_minor integer not null,
  refunded_at integer
);
create table invoices (
  invoice_id integer primary key,
  invoice_no text not null unique,
  account_id integer not null references accounts (account_id),
  issued_on text not null,
  due_on text not null,
  state text not null,
  total_minor integer not null,
  open_minor integer not null,
  currency text not null
);
create table invoice_lines (
  invoice_id integer not null references invoices (invoice_id),
  line_no integer not null,
  name text not null,
  period text not null,
  amount_minor integer not null,
  state text not null,
  primary key (invoice_id, line_no)
) without rowid;
create table payments (
  payment_id integer primary key,
  invoice_id integer not null references invoices (invoice_id),
  paid_on text not null,
  amount_minor integer not null,
  method text not null,
  state text not null
);
-- indices
create index accounts_tail on accounts (match_tail);
create index accounts_email on accounts (email collate nocase);
create index orders_account on orders (account_id, placed_at);
create index shipments_order on shipments (order_id);
create index returns_order on returns (order_id);
create index invoices_account on invoices (account_id, issued_on);
create index payments_invoice on payments (invoice_id);
