-- The CRM: who the customers are and every contact with them. Times are local-looking UTC text without a zone.
-- Rows with an external_key were written from outside; their ids start where the CRM's own leave off.
create table customers (
  customer_no text primary key,
  name text not null,
  given_name text,
  family_name text,
  organization text,
  email text,
  language text,
  country text,
  street text,
  postal_code text,
  city text,
  region text,
  segment text,
  tier text,
  customer_since text,
  birthday text,
  lifetime_value text,
  balance text,
  currency text not null default 'EUR',
  churn_risk integer,
  churn_risk_change integer,
  autopay integer not null default 0,
  card_last4 text,
  card_expires_on text,
  consent_email integer not null default 0,
  consent_phone integer not null default 0,
  consent_survey integer not null default 0,
  tag text,
  search_text text,
  new_phone text,
  updated_at text not null,
  external_key text unique
);
create table phones (
  id integer primary key,
  customer_no text not null references customers (customer_no),
  number text not null,
  kind text not null,
  match_tail text not null
);
create table contracts (
  id integer primary key,
  customer_no text not null references customers (customer_no),
  plan_code text not null,
  plan_name text not null,
  kind text not null,
  monthly_fee text not null,
  currency text not null,
  started_on text not null,
  ends_on text not null,
  renews integer not null,
  state text not null
);
create table appointments (
  id integer primary key,
  customer_no text not null references customers (customer_no),
  starts_at text not null,
  subject text not null,
  state text not null
);
create table cases (
  case_no text primary key,
  customer_no text not null references customers (customer_no),
  subject text not null,
  details text,
  state text not null,
  priority text not null,
  category text,
  queue text,
  owner text,
  order_no text,
  invoice_no text,
  opened_at text not null,
  updated_at text not null,
  promised_at text,
  solved_at text,
  external_key text unique
);
create table interactions (
  id integer primary key autoincrement,
  customer_no text references customers (customer_no),
  channel text not null,
  direction text not null,
  started_at text not null,
  duration_s integer,
  agent text,
  queue text,
  subject text,
  summary text,
  outcome text,
  disposition text,
  ani text,
  case_no text references cases (case_no),
  call_id text,
  external_key text unique
);
create table tasks (
  id integer primary key autoincrement,
  customer_no text references customers (customer_no),
  subject text not null,
  details text,
  due_on text,
  owner text,
  state text not null default 'Open',
  created_at text not null,
  external_key text unique
);
create table consents (
  id integer primary key autoincrement,
  customer_no text references customers (customer_no),
  consent text not null,
  given integer not null,
  recorded_at text not null,
  agent text,
  external_key text unique
);
create trigger consent_recorded after insert on consents begin
  update customers set
    consent_email = case when new.consent in ('marketing', 'email') then new.given else consent_email end,
    consent_phone = case when new.consent in ('marketing', 'phone') then new.given else consent_phone end,
    consent_survey = case when new.consent = 'survey' then new.given else consent_survey end,
    updated_at = new.recorded_at
  where customer_no = new.customer_no;
end;
-- What agents wrote to customers; the CRM's mail gateway sends what is queued.
create table emails (
  id integer primary key autoincrement,
  customer_no text references customers (customer_no),
  channel text not null,
  recipient text,
  subject text,
  text text not null,
  language text,
  template text,
  author text,
  state text not null default 'Queued',
  created_at text not null,
  external_key text unique
);
create table notes (
  id integer primary key autoincrement,
  customer_no text references customers (customer_no),
  subject text,
  text text not null,
  author text,
  created_at text not null,
  external_key text unique
);
-- indices
create index phones_tail on phones (match_tail);
create index phones_customer on phones (customer_no);
create index customers_email on customers (email collate nocase);
create index customers_name on customers (name collate nocase);
create index contracts_customer on contracts (customer_no);
create index appointments_customer on appointments (customer_no);
create index cases_customer on cases (customer_no, opened_at);
create index interactions_customer on interactions (customer_no, started_at);
create index tasks_customer on tasks (customer_no);
create index notes_customer on notes (customer_no);
create index emails_customer on emails (customer_no);
-- What other programs may read of a customer: a row for each number, with the contract that ends next.
create view customer_card as
select c.*, p.number, p.kind as number_kind, k.plan_name as plan, k.ends_on as contract_ends_on,
  case c.autopay when 1 then 'on' else 'off' end as autopay_word,
  'https://crm.fernvik.example/customers/' || c.customer_no as link
from customers c
left join phones p on p.customer_no = c.customer_no
left join contracts k on k.id = (
  select id from contracts where customer_no = c.customer_no and state = 'Active' order by ends_on, id limit 1
);
create trigger customers_new_phone after insert on customers when new.new_phone is not null
begin
  insert into phones (customer_no, number, kind, match_tail) values (new.customer_no, new.new_phone, 'main',
    substr(replace(replace(replace(replace(replace(replace(replace(new.new_phone,
      ' ', ''), '-', ''), '(', ''), ')', ''), '+', ''), '/', ''), '.', ''), -8));
end;
create trigger customers_other_phone after update of new_phone on customers when new.new_phone is not old.new_phone
begin
  insert into phones (customer_no, number, kind, match_tail)
  select new.customer_no, new.new_phone, 'main', tail from (select substr(replace(replace(replace(replace(replace(replace(
    replace(new.new_phone, ' ', ''), '-', ''), '(', ''), ')', ''), '+', ''), '/', ''), '.', ''), -8) as tail)
  where not exists (select 1 from phones p where p.customer_no = new.customer_no and p.match_tail = tail);
end;
