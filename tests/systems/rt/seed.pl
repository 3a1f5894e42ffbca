#!/usr/bin/perl
# Fills a fresh Request Tracker: reads {people, tickets, account} as JSON and answers with the account's token.
# By its own objects so that nobody is mailed and it takes seconds.
use strict;
use warnings;
use JSON;
use lib '/usr/share/request-tracker5/lib';
use RT -init;
use RT::AuthToken;

local $/;
my $wanted = decode_json(<STDIN>);
my $system = RT->SystemUser;

for my $person (@{ $wanted->{people} }) {
    my $user = RT::User->new($system);
    my ($ok, $why) = $user->Create(%$person, Privileged => 0);
    die "user: $why" unless $ok;
}

my $queue = RT::Queue->new($system);
for my $name (@{ $wanted->{queues} }) {
    my ($ok, $why) = $queue->Create(Name => $name);
    die "queue: $why" unless $ok;
}

for my $wish (@{ $wanted->{tickets} }) {
    my $text = MIME::Entity->build(Data => [ Encode::encode('UTF-8', delete $wish->{Content}) ], Charset => 'UTF-8');
    my $ticket = RT::Ticket->new($system);
    my ($id, undef, $why) = $ticket->Create(%$wish, MIMEObj => $text, DryRun => 0, _RecordTransaction => 0);
    die "ticket: $why" unless $id;
}

# The account that Callside uses: an agent, no administrator.
my $account = RT::User->new($system);
my ($made, $why_not) = $account->Create(%{ $wanted->{account} }, Privileged => 1);
die "account: $why_not" unless $made;
for my $right (@{ $wanted->{rights} }) {
    my ($ok, $why) = $account->PrincipalObj->GrantRight(Right => $right, Object => RT->System);
    die "right $right: $why" unless $ok;
}
my $token = RT::AuthToken->new($system);
my ($id, $why, $secret) = $token->Create(Owner => $account->Id, Description => 'Callside');
die "token: $why" unless $id;
print encode_json({ token => $secret });
