-- The survey tool: knows people by the CRM's customer number, times in ISO form with a zone.
create table respondents (
  customer_no text primary key,
  email text,
  name text,
  invited integer not null
) without rowid;
create table answers (
  answer_id integer primary key,
  customer_no text not null references respondents (customer_no),
  survey text not null,
  score integer not null,
  score_min integer not null,
  score_max integer not null,
  comment text,
  lang text not null,
  answered_at text not null,
  about_kind text not null,
  about_ref text not null
);
-- Who was asked what, from outside; the tool sends the question and knows who has not answered.
create table invitations (
  id integer primary key autoincrement,
  customer_no text,
  survey text not null,
  metric text not null,
  channel text not null,
  recipient text,
  question text not null,
  lang text,
  agent text,
  created_at text not null,
  external_key text unique
);
-- indices
create index answers_respondent on answers (customer_no, answered_at);
create index respondents_email on respondents (email collate nocase);
