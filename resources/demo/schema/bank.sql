-- The bank's own system: knows people by the CRM's customer number, amounts in cents, days as YYYY-MM-DD, times in
-- seconds. Of a card it keeps the last four digits; nobody who answers calls needs the others.
create table holders (
  customer_no text primary key,
  name text not null,
  email text
) without rowid;
create table cards (
  card_id integer primary key,
  customer_no text not null references holders (customer_no),
  ending text not null,
  kind text not null,
  state text not null,
  limit_minor integer not null,
  spent_minor integer not null,
  currency text not null,
  expires_on text not null
);
create table bookings (
  booking_id integer primary key,
  customer_no text not null references holders (customer_no),
  booked_at integer not null,
  payee text not null,
  kind text not null,
  amount_minor integer not null,
  currency text not null,
  state text not null
);
-- indices
create index cards_holder on cards (customer_no);
create index bookings_holder on bookings (customer_no, booked_at);
create index holders_email on holders (email collate nocase);
