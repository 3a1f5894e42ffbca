<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Alerts</name>
    <message numerus="yes">
        <source>%Ln alerts</source>
        <translation>
            <numerusform>%Ln Hinweis</numerusform>
            <numerusform>%Ln Hinweise</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more alerts</source>
        <translation>
            <numerusform>%Ln weiterer Hinweis</numerusform>
            <numerusform>%Ln weitere Hinweise</numerusform>
        </translation>
    </message>
    <message>
        <source>Alert: {text}</source>
        <translation>Hinweis: {text}</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Hinweise</translation>
    </message>
</context>
<context>
    <name>AnswerButton</name>
    <message>
        <source>{answer}, chosen</source>
        <translation>{answer}, gewählt</translation>
    </message>
</context>
<context>
    <name>CallBar</name>
    <message>
        <source>Answer</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Anruf</translation>
    </message>
    <message>
        <source>Choose the call type</source>
        <translation>Anrufgrund wählen</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Auflegen</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>No call</source>
        <translation>Kein Anruf</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Rufnummer unterdrückt</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Resume {name}</source>
        <translation>Weiter mit {name}</translation>
    </message>
    <message>
        <source>Search or run anything</source>
        <translation>Alles suchen oder ausführen</translation>
    </message>
    <message>
        <source>Search or run…</source>
        <translation>Suchen, ausführen…</translation>
    </message>
    <message>
        <source>The phone has not confirmed yet</source>
        <translation>Das Telefon hat noch nicht bestätigt</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Weiterleiten</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Ton an</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>vorgeschlagen</translation>
    </message>
    <message>
        <source>{who} is calling</source>
        <translation>{who} ruft an</translation>
    </message>
</context>
<context>
    <name>CallPage</name>
    <message>
        <source>Ages hidden</source>
        <translation>Altersangaben ausgeblendet</translation>
    </message>
    <message>
        <source>Ages shown</source>
        <translation>Altersangaben eingeblendet</translation>
    </message>
</context>
<context>
    <name>CallTabs</name>
    <message>
        <source>Calls</source>
        <translation>Anrufe</translation>
    </message>
</context>
<context>
    <name>CallWords</name>
    <message numerus="yes">
        <source>%Ln contacts in 30 days</source>
        <translation>
            <numerusform>%Ln Kontakt in 30 Tagen</numerusform>
            <numerusform>%Ln Kontakte in 30 Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>After call</source>
        <translation>Nachbearbeitung</translation>
    </message>
    <message>
        <source>Answering…</source>
        <translation>Nimmt an…</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Calling back</source>
        <translation>Rückruf</translation>
    </message>
    <message>
        <source>Dialing</source>
        <translation>Wählt</translation>
    </message>
    <message>
        <source>Ending…</source>
        <translation>Legt auf…</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>Holding…</source>
        <translation>Hält…</translation>
    </message>
    <message>
        <source>Inbound</source>
        <translation>Eingehend</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Muting…</source>
        <translation>Stumm…</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Rufnummer unterdrückt</translation>
    </message>
    <message>
        <source>On call</source>
        <translation>Im Gespräch</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>On the line: {name}</source>
        <translation>Am Telefon: {name}</translation>
    </message>
    <message>
        <source>Outbound</source>
        <translation>Ausgehend</translation>
    </message>
    <message>
        <source>Phone disconnected: {why}</source>
        <translation>Telefon getrennt: {why}</translation>
    </message>
    <message>
        <source>Promised: {text}</source>
        <translation>Versprochen: {text}</translation>
    </message>
    <message>
        <source>Resuming…</source>
        <translation>Setzt fort…</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Klingelt</translation>
    </message>
    <message>
        <source>The phone did not confirm. Try again or use the phone itself.</source>
        <translation>Das Telefon hat nicht bestätigt. Versuchen Sie es erneut oder nutzen Sie das Telefon selbst.</translation>
    </message>
    <message>
        <source>The phone did not do it. Try again, or use the phone itself.</source>
        <translation>Das Telefon hat es nicht getan. Versuchen Sie es erneut oder nutzen Sie das Telefon selbst.</translation>
    </message>
    <message>
        <source>The phone did not do it. Use the phone itself.</source>
        <translation>Das Telefon hat es nicht getan. Nutzen Sie das Telefon selbst.</translation>
    </message>
    <message>
        <source>The phone is not connected. Use the phone itself.</source>
        <translation>Das Telefon ist nicht verbunden. Nutzen Sie das Telefon selbst.</translation>
    </message>
    <message>
        <source>The phone no longer knows this call.</source>
        <translation>Das Telefon kennt diesen Anruf nicht mehr.</translation>
    </message>
    <message>
        <source>The phone refused. Use the phone itself.</source>
        <translation>Das Telefon hat abgelehnt. Nutzen Sie das Telefon selbst.</translation>
    </message>
    <message>
        <source>This phone cannot do that from here.</source>
        <translation>Dieses Telefon kann das von hier aus nicht.</translation>
    </message>
    <message>
        <source>Transferring…</source>
        <translation>Leitet weiter…</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>Unbekannter Anrufer</translation>
    </message>
    <message>
        <source>Unmuting…</source>
        <translation>Ton an…</translation>
    </message>
    <message>
        <source>it could not register</source>
        <translation>Anmeldung fehlgeschlagen</translation>
    </message>
    <message>
        <source>it does not accept connections</source>
        <translation>es nimmt keine Verbindungen an</translation>
    </message>
    <message>
        <source>it does not answer</source>
        <translation>es antwortet nicht</translation>
    </message>
    <message>
        <source>it is registering</source>
        <translation>es meldet sich an</translation>
    </message>
    <message>
        <source>the connection was lost</source>
        <translation>die Verbindung ist abgebrochen</translation>
    </message>
    <message>
        <source>waited {time}</source>
        <translation>Wartezeit {time}</translation>
    </message>
</context>
<context>
    <name>CandidateList</name>
    <message>
        <source>City</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Genau</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>Letzter Kontakt</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>Offene Bestellungen</translation>
    </message>
    <message>
        <source>Similar</source>
        <translation>Ähnlich</translation>
    </message>
</context>
<context>
    <name>CardStack</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo: {title}</source>
        <translation>Rückgängig: {title}</translation>
    </message>
</context>
<context>
    <name>CardWords</name>
    <message>
        <source>Actions appear as soon as it is known who is calling and why.</source>
        <translation>Aktionen erscheinen, sobald klar ist, wer anruft und warum.</translation>
    </message>
    <message>
        <source>Also weighed</source>
        <translation>Auch erwogen</translation>
    </message>
    <message>
        <source>Declined: {title}</source>
        <translation>Abgelehnt: {title}</translation>
    </message>
    <message>
        <source>Done: {title}</source>
        <translation>Erledigt: {title}</translation>
    </message>
    <message>
        <source>Everything it needs is true.</source>
        <translation>Alles Nötige ist erfüllt.</translation>
    </message>
    <message>
        <source>Held back: {title}</source>
        <translation>Zurückgestellt: {title}</translation>
    </message>
    <message>
        <source>How likely a yes is</source>
        <translation>Wie wahrscheinlich ein Ja ist</translation>
    </message>
    <message>
        <source>It does not fit now.</source>
        <translation>Passt gerade nicht.</translation>
    </message>
    <message>
        <source>It does not fit this call.</source>
        <translation>Passt nicht zu diesem Anruf.</translation>
    </message>
    <message>
        <source>It is not active.</source>
        <translation>Ist nicht aktiv.</translation>
    </message>
    <message>
        <source>It is required on this call.</source>
        <translation>Ist bei diesem Anruf Pflicht.</translation>
    </message>
    <message>
        <source>It may fit once more is known.</source>
        <translation>Passt vielleicht, sobald mehr bekannt ist.</translation>
    </message>
    <message>
        <source>It waits for facts that are not there yet.</source>
        <translation>Wartet auf Angaben, die noch fehlen.</translation>
    </message>
    <message>
        <source>It was dealt with in this call.</source>
        <translation>Wurde in diesem Anruf schon behandelt.</translation>
    </message>
    <message>
        <source>It was offered too recently.</source>
        <translation>Wurde erst kürzlich angeboten.</translation>
    </message>
    <message>
        <source>No action fits now.</source>
        <translation>Gerade passt keine Aktion.</translation>
    </message>
    <message>
        <source>No action fits yet.</source>
        <translation>Noch passt keine Aktion.</translation>
    </message>
    <message>
        <source>Not saved, try again: {title}</source>
        <translation>Nicht gespeichert, bitte erneut: {title}</translation>
    </message>
    <message>
        <source>Others rank higher.</source>
        <translation>Andere stehen höher.</translation>
    </message>
    <message>
        <source>Undone: {title}</source>
        <translation>Zurückgenommen: {title}</translation>
    </message>
    <message>
        <source>Waiting for</source>
        <translation>Wartet auf</translation>
    </message>
    <message>
        <source>Waiting for: {systems}.</source>
        <translation>Wartet auf: {systems}.</translation>
    </message>
    <message>
        <source>What this rests on</source>
        <translation>Worauf das beruht</translation>
    </message>
    <message>
        <source>What would change it</source>
        <translation>Was es ändern würde</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>none on file</source>
        <translation>nicht vorhanden</translation>
    </message>
    <message>
        <source>not active</source>
        <translation>nicht aktiv</translation>
    </message>
    <message>
        <source>not allowed here</source>
        <translation>hier nicht erlaubt</translation>
    </message>
    <message>
        <source>not in the customer&apos;s interest</source>
        <translation>nicht im Interesse des Kunden</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>not what this call is about</source>
        <translation>nicht Thema dieses Anrufs</translation>
    </message>
    <message>
        <source>offered too recently</source>
        <translation>zu kürzlich angeboten</translation>
    </message>
    <message>
        <source>{fact} ({source})</source>
        <translation>{fact} ({source})</translation>
    </message>
    <message>
        <source>{fact}, for: {title}</source>
        <translation>{fact}, für: {title}</translation>
    </message>
    <message numerus="yes">
        <source>{fact}, for: {title} and %Ln more</source>
        <translation>
            <numerusform>{fact}, für: {title} und %Ln weitere</numerusform>
            <numerusform>{fact}, für: {title} und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>{fact}: {value}</source>
        <translation>{fact}: {value}</translation>
    </message>
    <message>
        <source>{reason}.</source>
        <translation>{reason}.</translation>
    </message>
    <message>
        <source>{title}</source>
        <translation>{title}</translation>
    </message>
    <message>
        <source>{title}: not known yet whether it fits</source>
        <translation>{title}: noch offen, ob es passt</translation>
    </message>
    <message>
        <source>{title}: ranks lower</source>
        <translation>{title}: steht weiter unten</translation>
    </message>
    <message>
        <source>{title}: {gate}</source>
        <translation>{title}: {gate}</translation>
    </message>
</context>
<context>
    <name>CardsPane</name>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln neu</numerusform>
            <numerusform>%Ln neu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new actions</source>
        <translation>
            <numerusform>%Ln neue Aktion</numerusform>
            <numerusform>%Ln neue Aktionen</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer the call first.</source>
        <translation>Nehmen Sie zuerst den Anruf an.</translation>
    </message>
    <message>
        <source>Next best action</source>
        <translation>Nächste beste Aktion</translation>
    </message>
    <message>
        <source>There is nothing to explain yet.</source>
        <translation>Noch gibt es nichts zu erklären.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>back to the cards</source>
        <translation>zurück</translation>
    </message>
    <message>
        <source>why these?</source>
        <translation>warum diese?</translation>
    </message>
    <message>
        <source>why?</source>
        <translation>warum?</translation>
    </message>
</context>
<context>
    <name>ChangeSheet</name>
    <message>
        <source>Esc cancels. It can be undone until it is sent.</source>
        <translation>Esc bricht ab. Bis zum Senden kann es rückgängig gemacht werden.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
</context>
<context>
    <name>ChangeWords</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>As in</source>
        <translation>Wie in</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>Geburtstag</translation>
    </message>
    <message>
        <source>Change in {system}</source>
        <translation>Änderung in {system}</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Copied to {system}: {value}</source>
        <translation>Nach {system} kopiert: {value}</translation>
    </message>
    <message>
        <source>Copy to {system}: {value}</source>
        <translation>Nach {system} kopieren: {value}</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>Kunde seit</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation>Kundenwert</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Postleitzahl</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Straße</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>{field} in {system}: {value}</source>
        <translation>{field} in {system}: {value}</translation>
    </message>
</context>
<context>
    <name>ChoosePanel</name>
    <message numerus="yes">
        <source>%Ln possible customers. {key} and a digit picks; the call goes on without.</source>
        <translation>
            <numerusform>%Ln möglicher Kunde. {key}, dann eine Ziffer; es geht auch ohne.</numerusform>
            <numerusform>%Ln mögliche Kunden. {key}, dann eine Ziffer; es geht auch ohne.</numerusform>
        </translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>Niemand davon</translation>
    </message>
    <message>
        <source>Possible customers</source>
        <translation>Mögliche Kunden</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>It is being sent.</source>
        <translation>Wird gesendet.</translation>
    </message>
    <message>
        <source>Next gap</source>
        <translation>Nächste Lücke</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Write another</source>
        <translation>Weitere schreiben</translation>
    </message>
</context>
<context>
    <name>ContractWords</name>
    <message numerus="yes">
        <source>%Ln dated events</source>
        <translation>
            <numerusform>%Ln datiertes Ereignis</numerusform>
            <numerusform>%Ln datierte Ereignisse</numerusform>
        </translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Autopay</source>
        <translation>Lastschrift</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>Card expires</source>
        <translation>Karte läuft ab</translation>
    </message>
    <message>
        <source>Contract ends</source>
        <translation>Vertragsende</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>Kunde seit</translation>
    </message>
    <message>
        <source>Date or value</source>
        <translation>Datum oder Wert</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Tarif</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
</context>
<context>
    <name>DeedWords</name>
    <message>
        <source>Not done: it could not be saved. Try again.</source>
        <translation>Nicht erledigt: Es konnte nicht gespeichert werden. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Not done: no connected system takes this.</source>
        <translation>Nicht erledigt: Kein verbundenes System nimmt das an.</translation>
    </message>
    <message>
        <source>Not done: something it needs is not known yet.</source>
        <translation>Nicht erledigt: Eine nötige Angabe fehlt noch.</translation>
    </message>
    <message>
        <source>Not done: the call type has no such disposition.</source>
        <translation>Nicht erledigt: Diese Gesprächsart kennt das Ergebnis nicht.</translation>
    </message>
    <message>
        <source>Not done: the phone cannot do this now.</source>
        <translation>Nicht erledigt: Das Telefon kann das gerade nicht.</translation>
    </message>
    <message>
        <source>Not undone: it has been sent already.</source>
        <translation>Nicht zurückgenommen: Es ist schon gesendet.</translation>
    </message>
</context>
<context>
    <name>DetailPage</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Datensatz</translation>
    </message>
</context>
<context>
    <name>DetailWords</name>
    <message>
        <source>About</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Geliefert</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Lieferung</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Ausgestellt</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Eröffnet</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Zuständig</translation>
    </message>
    <message>
        <source>Parcel</source>
        <translation>Sendung</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Zahlung</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Bestellt</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Promised for</source>
        <translation>Zugesagt für</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Stimmung</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Gelöst</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Rücksendung</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wertung</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>from the customer</source>
        <translation>vom Kunden</translation>
    </message>
    <message>
        <source>no number yet</source>
        <translation>noch keine Nummer</translation>
    </message>
    <message>
        <source>to the customer</source>
        <translation>an den Kunden</translation>
    </message>
    <message>
        <source>{amount} back</source>
        <translation>{amount} zurück</translation>
    </message>
    <message>
        <source>{goods}, {price}</source>
        <translation>{goods}, {price}</translation>
    </message>
    <message>
        <source>{n} ×</source>
        <translation>{n}&#xa0;×</translation>
    </message>
    <message>
        <source>{system}, {id}</source>
        <translation>{system}, {id}</translation>
    </message>
</context>
<context>
    <name>DispositionField</name>
    <message>
        <source>Disposition</source>
        <translation>Abschlussgrund</translation>
    </message>
    <message>
        <source>Dispositions</source>
        <translation>Abschlussgründe</translation>
    </message>
    <message>
        <source>How did it end? {keys}</source>
        <translation>Wie ging es aus? {keys}</translation>
    </message>
</context>
<context>
    <name>EffectWords</name>
    <message>
        <source>Adds to the notes</source>
        <translation>Ergänzt die Notizen</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Anrufen</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Ruft an</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Ändert</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Creates</source>
        <translation>Legt an</translation>
    </message>
    <message>
        <source>Do it, go on</source>
        <translation>Erledigen, weiter</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>Due in days</source>
        <translation>Frist (Tage)</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Erteilt</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Rechnung</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Open it, go on</source>
        <translation>Öffnen, weiter</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Zuständig</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Postleitzahl</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Put it into the notes</source>
        <translation>In die Notizen</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Straße</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Weiterleiten</translation>
    </message>
    <message>
        <source>Transfers to</source>
        <translation>Leitet weiter an</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>a case</source>
        <translation>einen Vorgang</translation>
    </message>
    <message>
        <source>a consent</source>
        <translation>eine Einwilligung</translation>
    </message>
    <message>
        <source>a contact entry</source>
        <translation>einen Kontakteintrag</translation>
    </message>
    <message>
        <source>a customer</source>
        <translation>einen Kunden</translation>
    </message>
    <message>
        <source>a note</source>
        <translation>eine Notiz</translation>
    </message>
    <message>
        <source>a survey invitation</source>
        <translation>eine Einladung zur Umfrage</translation>
    </message>
    <message>
        <source>a task</source>
        <translation>eine Aufgabe</translation>
    </message>
    <message>
        <source>the customer</source>
        <translation>den Kunden</translation>
    </message>
    <message>
        <source>the system writes to the customer itself</source>
        <translation>schreibt das System dem Kunden selbst</translation>
    </message>
    <message>
        <source>{what} in {system}</source>
        <translation>{what} in {system}</translation>
    </message>
</context>
<context>
    <name>EntryModel</name>
    <message>
        <source>Results</source>
        <translation>Treffer</translation>
    </message>
</context>
<context>
    <name>FeedbackWords</name>
    <message numerus="yes">
        <source>%Ln answers</source>
        <translation>
            <numerusform>%Ln Antwort</numerusform>
            <numerusform>%Ln Antworten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln comments</source>
        <translation>
            <numerusform>%Ln Kommentar</numerusform>
            <numerusform>%Ln Kommentare</numerusform>
        </translation>
    </message>
    <message>
        <source>last {survey} {score}</source>
        <translation>zuletzt {survey} {score}</translation>
    </message>
    <message>
        <source>{score}, {change}</source>
        <translation>{score}, {change}</translation>
    </message>
    <message>
        <source>{survey} of {best}, oldest first: {scores}</source>
        <translation>{survey} von {best}, älteste zuerst: {scores}</translation>
    </message>
</context>
<context>
    <name>FollowUpForm</name>
    <message>
        <source>A day such as 24.11.2026, or +3 for in three days; the arrow keys move it</source>
        <translation>Ein Tag wie 24.11.2026 oder +3 für in drei Tagen; die Pfeiltasten ändern ihn</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>Fällig am</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Wiedervorlage</translation>
    </message>
    <message>
        <source>What do you promise?</source>
        <translation>Was sagen Sie zu?</translation>
    </message>
</context>
<context>
    <name>FollowUpList</name>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove “{text}”</source>
        <translation>„{text}“ entfernen</translation>
    </message>
    <message>
        <source>Suggested: {text}</source>
        <translation>Vorschlag: {text}</translation>
    </message>
    <message numerus="yes">
        <source>{text} (and %Ln more)</source>
        <translation>
            <numerusform>{text} (und %Ln weitere)</numerusform>
            <numerusform>{text} (und %Ln weitere)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>due {day}</source>
        <translation>fällig {day}</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>overdue since {day}</source>
        <translation>überfällig seit {day}</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>morgen</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>{age} old</source>
        <translation>{age} alt</translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <translation>{h}&#xa0;Std. {m}&#xa0;Min.</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m}&#xa0;Min. {s}&#xa0;Sek.</translation>
    </message>
    <message numerus="yes">
        <source>{n} days</source>
        <translation>
            <numerusform>{n} Tag</numerusform>
            <numerusform>{n} Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n}&#xa0;Std.</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n}&#xa0;Min.</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n}&#xa0;ms</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n}&#xa0;Sek.</translation>
    </message>
</context>
<context>
    <name>GuideCard</name>
    <message>
        <source>An answer is missing.</source>
        <translation>Es fehlt eine Antwort.</translation>
    </message>
    <message>
        <source>Checked, go on</source>
        <translation>Geprüft, weiter</translation>
    </message>
    <message>
        <source>Done, go on</source>
        <translation>Erledigt, weiter</translation>
    </message>
    <message>
        <source>In a few words</source>
        <translation>In wenigen Worten</translation>
    </message>
    <message>
        <source>Not clear as a day. Write 2026-12-03 or 3.12.2026.</source>
        <translation>Kein klares Datum. Schreiben Sie 2026-12-03 oder 3.12.2026.</translation>
    </message>
    <message>
        <source>Not clear as a number. Write 1234 or 12.5.</source>
        <translation>Keine klare Zahl. Schreiben Sie 1234 oder 12,5.</translation>
    </message>
    <message>
        <source>Not clear as an amount. Write 18.00 without a thousands mark.</source>
        <translation>Kein klarer Betrag. Schreiben Sie 18,00 ohne Tausenderpunkt.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Press again to do it</source>
        <translation>Zum Ausführen erneut drücken</translation>
    </message>
    <message>
        <source>Read out, go on</source>
        <translation>Vorgelesen, weiter</translation>
    </message>
    <message>
        <source>Said, go on</source>
        <translation>Gesagt, weiter</translation>
    </message>
    <message>
        <source>Such as 12</source>
        <translation>Zum Beispiel 12</translation>
    </message>
    <message>
        <source>Such as 18.00</source>
        <translation>Zum Beispiel 18,00</translation>
    </message>
    <message>
        <source>Such as 2026-12-03</source>
        <translation>Zum Beispiel 3.12.2026</translation>
    </message>
    <message>
        <source>This answer was not accepted.</source>
        <translation>Diese Antwort wurde nicht angenommen.</translation>
    </message>
    <message>
        <source>This step cannot be skipped: the call needs its answer.</source>
        <translation>Dieser Schritt ist Pflicht: Das Gespräch braucht seine Antwort.</translation>
    </message>
    <message>
        <source>What stands in [brackets] is not known yet.</source>
        <translation>Was in [Klammern] steht, ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>Why is this step left out?</source>
        <translation>Warum entfällt dieser Schritt?</translation>
    </message>
</context>
<context>
    <name>GuidePane</name>
    <message>
        <source>All steps done</source>
        <translation>Alle Schritte erledigt</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Leitfaden</translation>
    </message>
    <message>
        <source>Skip step</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Step {step} of {count}</source>
        <translation>Schritt {step} von {count}</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>The guide opens once it is clear what this call is about. {keys} sets the call type.</source>
        <translation>Der Leitfaden öffnet sich, sobald klar ist, worum es geht. {keys} legt den Anrufgrund fest.</translation>
    </message>
    <message>
        <source>The guide starts when the call is answered.</source>
        <translation>Der Leitfaden beginnt, wenn der Anruf angenommen ist.</translation>
    </message>
    <message>
        <source>There is no step left.</source>
        <translation>Es ist kein Schritt mehr übrig.</translation>
    </message>
    <message>
        <source>This is the first step.</source>
        <translation>Das ist der erste Schritt.</translation>
    </message>
    <message>
        <source>{guide} · v{version}</source>
        <translation>{guide} · v{version}</translation>
    </message>
</context>
<context>
    <name>GuideSummary</name>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Failed, nothing was sent</source>
        <translation>Fehlgeschlagen, nichts wurde gesendet</translation>
    </message>
    <message>
        <source>Finish sends</source>
        <translation>Abschließen sendet</translation>
    </message>
    <message>
        <source>No action was accepted or declined.</source>
        <translation>Keine Aktion wurde angenommen oder abgelehnt.</translation>
    </message>
    <message>
        <source>No step of the guide was answered.</source>
        <translation>Kein Schritt des Leitfadens wurde beantwortet.</translation>
    </message>
    <message>
        <source>No system takes this call; it is kept on this computer.</source>
        <translation>Kein System nimmt diesen Anruf auf; er bleibt auf diesem Computer.</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Skipped: {reason}</source>
        <translation>Ausgelassen: {reason}</translation>
    </message>
    <message>
        <source>Undone, nothing was sent</source>
        <translation>Zurückgenommen, nichts wurde gesendet</translation>
    </message>
    <message>
        <source>{outcome}: {reason}</source>
        <translation>{outcome}: {reason}</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message numerus="yes">
        <source>%Ln late</source>
        <translation>
            <numerusform>%Ln verspätet</numerusform>
            <numerusform>%Ln verspätet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln values</source>
        <translation>
            <numerusform>%Ln Wert</numerusform>
            <numerusform>%Ln Werte</numerusform>
        </translation>
    </message>
    <message>
        <source>CES</source>
        <translation>CES</translation>
    </message>
    <message>
        <source>CSAT</source>
        <translation>CSAT</translation>
    </message>
    <message>
        <source>Churn risk</source>
        <translation>Kündigungsrisiko</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>Last NPS</source>
        <translation>Letzter NPS</translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation>Kundenwert</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>Nicht diese Person</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>Offene Bestellungen</translation>
    </message>
    <message>
        <source>of {max}</source>
        <translation>von {max}</translation>
    </message>
</context>
<context>
    <name>HeaderFigures</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>{what}: no system offers this</source>
        <translation>{what}: kein System bietet das</translation>
    </message>
    <message>
        <source>{what}: none on file</source>
        <translation>{what}: nicht vorhanden</translation>
    </message>
    <message>
        <source>{what}: waiting for {source}</source>
        <translation>{what}: wartet auf {source}</translation>
    </message>
    <message>
        <source>{what}: {source}, {trouble}</source>
        <translation>{what}: {source}, {trouble}</translation>
    </message>
</context>
<context>
    <name>HeaderWords</name>
    <message numerus="yes">
        <source>%Ln late</source>
        <translation>
            <numerusform>%Ln verspätet</numerusform>
            <numerusform>%Ln verspätet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln possible customers</source>
        <translation>
            <numerusform>%Ln möglicher Kunde</numerusform>
            <numerusform>%Ln mögliche Kunden</numerusform>
        </translation>
    </message>
    <message>
        <source>CES</source>
        <translation>CES</translation>
    </message>
    <message>
        <source>CSAT</source>
        <translation>CSAT</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Bitte wählen</translation>
    </message>
    <message>
        <source>Chosen by you</source>
        <translation>Von Ihnen gewählt</translation>
    </message>
    <message>
        <source>Chosen by you · not verified</source>
        <translation>Von Ihnen gewählt · nicht geprüft</translation>
    </message>
    <message>
        <source>Churn risk</source>
        <translation>Kündigungsrisiko</translation>
    </message>
    <message>
        <source>Customer since {month}</source>
        <translation>Kunde seit {month}</translation>
    </message>
    <message>
        <source>Last NPS</source>
        <translation>Letzter NPS</translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation>Kundenwert</translation>
    </message>
    <message>
        <source>Looking up</source>
        <translation>Wird gesucht</translation>
    </message>
    <message>
        <source>Matched · {how}</source>
        <translation>Zugeordnet · {how}</translation>
    </message>
    <message>
        <source>No name on file</source>
        <translation>Kein Name hinterlegt</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>Nr.&#xa0;{number}</translation>
    </message>
    <message>
        <source>Not identified</source>
        <translation>Nicht identifiziert</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Rufnummer unterdrückt</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>Offene Bestellungen</translation>
    </message>
    <message>
        <source>Saved copy, {age}</source>
        <translation>Kopie, {age}</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>Unbekannter Anrufer</translation>
    </message>
    <message>
        <source>Unknown number</source>
        <translation>Unbekannte Nummer</translation>
    </message>
    <message>
        <source>Verified by you</source>
        <translation>Von Ihnen geprüft</translation>
    </message>
    <message>
        <source>Verified · {how}</source>
        <translation>Geprüft · {how}</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>ausgelastet</translation>
    </message>
    <message>
        <source>customer number</source>
        <translation>Kundennummer</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>Zugangsschlüssel fehlt</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>nicht erlaubt</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>noch nicht gelesen</translation>
    </message>
    <message>
        <source>of {max}</source>
        <translation>von {max}</translation>
    </message>
    <message>
        <source>says: {name}</source>
        <translation>meldet sich als: {name}</translation>
    </message>
    <message>
        <source>sign in</source>
        <translation>anmelden</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>unlesbar</translation>
    </message>
</context>
<context>
    <name>IdlePage</name>
    <message>
        <source>Average handling</source>
        <translation>Mittlere Bearbeitung</translation>
    </message>
    <message>
        <source>Callbacks and promises</source>
        <translation>Rückrufe und Zusagen</translation>
    </message>
    <message>
        <source>Calls today</source>
        <translation>Anrufe heute</translation>
    </message>
    <message>
        <source>Give up: {reason}</source>
        <translation>Aufgeben: {reason}</translation>
    </message>
    <message>
        <source>Mark as done</source>
        <translation>Als erledigt markieren</translation>
    </message>
    <message>
        <source>No calls yet.</source>
        <translation>Noch keine Anrufe.</translation>
    </message>
    <message>
        <source>Nothing is due, or you are away</source>
        <translation>Nichts ist fällig, oder Sie sind abwesend</translation>
    </message>
    <message>
        <source>Ready for the next call</source>
        <translation>Bereit für den nächsten Anruf</translation>
    </message>
    <message>
        <source>Recent calls</source>
        <translation>Letzte Anrufe</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search customers, orders, articles, or type a number</source>
        <translation>Kunden, Bestellungen, Artikel suchen oder Nummer eingeben</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>To finish</source>
        <translation>Noch abzuschließen</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>Ungesendet</translation>
    </message>
    <message>
        <source>What becomes of it?</source>
        <translation>Was soll damit geschehen?</translation>
    </message>
    <message>
        <source>Why are you away?</source>
        <translation>Warum sind Sie abwesend?</translation>
    </message>
    <message>
        <source>You are away</source>
        <translation>Sie sind abwesend</translation>
    </message>
    <message>
        <source>Your day</source>
        <translation>Ihr Tag</translation>
    </message>
    <message>
        <source>done by hand</source>
        <translation>von Hand erledigt</translation>
    </message>
    <message>
        <source>no calls yet</source>
        <translation>noch keine Anrufe</translation>
    </message>
    <message>
        <source>no longer needed</source>
        <translation>nicht mehr nötig</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>was a mistake</source>
        <translation>war ein Versehen</translation>
    </message>
</context>
<context>
    <name>IdleWords</name>
    <message numerus="yes">
        <source>%Ln callbacks wait until you are available again.</source>
        <translation>
            <numerusform>%Ln Rückruf wartet, bis Sie wieder verfügbar sind.</numerusform>
            <numerusform>%Ln Rückrufe warten, bis Sie wieder verfügbar sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>Average handling {average}, {goal}, {over}</source>
        <translation>Mittlere Bearbeitung {average}, {goal}, {over}</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>Change of the customer</source>
        <translation>Änderung am Kunden</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Customer no longer on file</source>
        <translation>Kunde nicht mehr gespeichert</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Wiedervorlage</translation>
    </message>
    <message>
        <source>It may have arrived: look in {system} first.</source>
        <translation>Vielleicht angekommen: zuerst in {system} nachsehen.</translation>
    </message>
    <message>
        <source>Lunch</source>
        <translation>Mittagspause</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>Besprechung</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Missed call, call back</source>
        <translation>Verpasster Anruf, zurückrufen</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Neuer Kunde</translation>
    </message>
    <message>
        <source>No callbacks while you are away.</source>
        <translation>Keine Rückrufe, solange Sie abwesend sind.</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>Nicht abgeschlossen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Nothing is due in the next seven days. Follow-ups you promise in a call appear here.</source>
        <translation>In den nächsten sieben Tagen ist nichts fällig. Was Sie in einem Anruf zusagen, erscheint hier.</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Rufnummer unterdrückt</translation>
    </message>
    <message>
        <source>Only here: your phone cannot be told</source>
        <translation>Nur hier: Ihr Telefon erfährt es nicht</translation>
    </message>
    <message>
        <source>Record of the call</source>
        <translation>Gesprächseintrag</translation>
    </message>
    <message>
        <source>Somebody has changed it in {system} meanwhile: look there.</source>
        <translation>Inzwischen wurde es in {system} geändert: dort nachsehen.</translation>
    </message>
    <message>
        <source>Survey invitation</source>
        <translation>Umfrageeinladung</translation>
    </message>
    <message>
        <source>Telling the phone…</source>
        <translation>Das Telefon wird informiert …</translation>
    </message>
    <message>
        <source>The phone did not take it: set it there too</source>
        <translation>Das Telefon nahm es nicht an: auch dort einstellen</translation>
    </message>
    <message>
        <source>The phone knows</source>
        <translation>Das Telefon weiß es</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Schulung</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>Unbekannter Anrufer</translation>
    </message>
    <message>
        <source>Wrap-up: {who}</source>
        <translation>Nachbearbeitung: {who}</translation>
    </message>
    <message>
        <source>goal {goal}</source>
        <translation>Ziel {goal}</translation>
    </message>
    <message>
        <source>needs you</source>
        <translation>braucht Sie</translation>
    </message>
    <message>
        <source>no answer {when}</source>
        <translation>nicht erreicht: {when}</translation>
    </message>
    <message>
        <source>{reason}  {time}</source>
        <translation>{reason}  {time}</translation>
    </message>
    <message>
        <source>{system} did not take it.</source>
        <translation>{system} hat es nicht angenommen.</translation>
    </message>
    <message>
        <source>{time} over goal</source>
        <translation>{time} über Ziel</translation>
    </message>
    <message>
        <source>{what} for {system}</source>
        <translation>{what} für {system}</translation>
    </message>
</context>
<context>
    <name>JourneyWords</name>
    <message numerus="yes">
        <source>%Ln pain points</source>
        <translation>
            <numerusform>%Ln Ärgernis</numerusform>
            <numerusform>%Ln Ärgernisse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln touchpoints</source>
        <translation>
            <numerusform>%Ln Kontaktpunkt</numerusform>
            <numerusform>%Ln Kontaktpunkte</numerusform>
        </translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>Gekauft</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>Beschwerde</translation>
    </message>
    <message>
        <source>Customer since {month}</source>
        <translation>Kunde seit {month}</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Lieferung</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>Feedback</translation>
    </message>
    <message>
        <source>Found us</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Verspätet</translation>
    </message>
    <message>
        <source>Low score</source>
        <translation>Schlechte Wertung</translation>
    </message>
    <message>
        <source>Pain</source>
        <translation>Ärgernis</translation>
    </message>
    <message>
        <source>Renewed</source>
        <translation>Verlängert</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Wiederholt</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message numerus="yes">
        <source>{part}, %Ln with pain</source>
        <translation>
            <numerusform>{part}, %Ln mit Ärger</numerusform>
            <numerusform>{part}, %Ln mit Ärger</numerusform>
        </translation>
    </message>
    <message>
        <source>{stage}: {n}</source>
        <translation>{stage}: {n}</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>{keys}, usually {usual}</source>
        <translation>{keys}, üblich {usual}</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Act on an alert</source>
        <translation>Auf einen Hinweis reagieren</translation>
    </message>
    <message>
        <source>Actions and wrap-up</source>
        <translation>Aktionen und Nachbearbeitung</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>All as usual</source>
        <translation>Alle wie üblich</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>All keys are as usual again.</source>
        <translation>Alle Tasten sind wieder wie üblich.</translation>
    </message>
    <message>
        <source>Answer in the guide</source>
        <translation>Antwort im Leitfaden</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Anruf</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Enter on a row gives it other keys, Backspace the usual ones.</source>
        <translation>Enter auf einer Zeile gibt ihr andere Tasten, Rücktaste die üblichen.</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Leitfaden</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Panels and timeline</source>
        <translation>Bereiche und Verlauf</translation>
    </message>
    <message>
        <source>Press the new keys for “{title}”. Esc leaves them as they are.</source>
        <translation>Neue Tasten für „{title}“ drücken. Esc lässt sie, wie sie sind.</translation>
    </message>
    <message>
        <source>The site&apos;s [keys] cannot be used as written: {entries}. Tell whoever keeps site.toml.</source>
        <translation>Die [keys] des Standorts sind so nicht nutzbar: {entries}. Bitte geben Sie das an die Stelle weiter, die site.toml pflegt.</translation>
    </message>
    <message>
        <source>These go with their digits and stay as they are</source>
        <translation>Diese folgen ihren Ziffern und bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>{keys} already does “{title}”. Press others, or change that one first.</source>
        <translation>{keys} tut schon „{title}“. Drücken Sie andere oder ändern Sie zuerst jene.</translation>
    </message>
    <message>
        <source>{keys} belongs to the system and never gets here. Press others.</source>
        <translation>{keys} gehört dem System und kommt hier nie an. Drücken Sie andere.</translation>
    </message>
    <message>
        <source>{keys} does “{title}” from now on.</source>
        <translation>{keys} tut von jetzt an „{title}“.</translation>
    </message>
    <message>
        <source>{keys} edits text everywhere. Take another key with Ctrl.</source>
        <translation>{keys} ändert überall Text. Nehmen Sie eine andere Taste mit Strg.</translation>
    </message>
    <message>
        <source>{keys} is AltGr on many keyboards, which types characters. Use Ctrl or Alt alone.</source>
        <translation>{keys} ist auf vielen Tastaturen AltGr und tippt Zeichen. Nehmen Sie Strg oder Alt allein.</translation>
    </message>
    <message>
        <source>{keys} moves about and edits in fields. Hold Ctrl or Alt with it.</source>
        <translation>{keys} bewegt sich und ändert in Feldern. Halten Sie Strg oder Alt dazu.</translation>
    </message>
    <message>
        <source>{keys} types something while you write. Hold Ctrl or Alt with it, or take an F key.</source>
        <translation>{keys} tippt etwas, während Sie schreiben. Halten Sie Strg oder Alt dazu, oder nehmen Sie eine F-Taste.</translation>
    </message>
    <message>
        <source>“{title}” has no keys.</source>
        <translation>„{title}“ hat keine Tasten.</translation>
    </message>
</context>
<context>
    <name>LanguageChoice</name>
    <message>
        <source>Language: {name}</source>
        <translation>Sprache: {name}</translation>
    </message>
    <message>
        <source>after this call</source>
        <translation>nach diesem Anruf</translation>
    </message>
</context>
<context>
    <name>LetterField</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>LetterWords</name>
    <message numerus="yes">
        <source>%Ln gaps to fill</source>
        <translation>
            <numerusform>%Ln Lücke zu füllen</numerusform>
            <numerusform>%Ln Lücken zu füllen</numerusform>
        </translation>
    </message>
    <message>
        <source>A card number was covered. Look again, then send.</source>
        <translation>Eine Kartennummer wurde verdeckt. Sehen Sie noch einmal nach, dann senden Sie.</translation>
    </message>
    <message>
        <source>Already sent with other words. Write another one.</source>
        <translation>Schon mit anderen Worten gesendet. Schreiben Sie eine neue Nachricht.</translation>
    </message>
    <message>
        <source>Chat reply</source>
        <translation>Chat-Antwort</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Fill what stands in [brackets] first.</source>
        <translation>Füllen Sie erst aus, was in [Klammern] steht.</translation>
    </message>
    <message>
        <source>It is being sent.</source>
        <translation>Wird gesendet.</translation>
    </message>
    <message>
        <source>It was sent.</source>
        <translation>Wurde gesendet.</translation>
    </message>
    <message>
        <source>No address on file: type one</source>
        <translation>Keine Adresse hinterlegt: bitte eingeben</translation>
    </message>
    <message>
        <source>No connected system sends this.</source>
        <translation>Kein verbundenes System versendet das.</translation>
    </message>
    <message>
        <source>No connected system sends this. Copy the text and send it another way.</source>
        <translation>Kein verbundenes System versendet das. Kopieren Sie den Text und senden Sie ihn auf anderem Weg.</translation>
    </message>
    <message>
        <source>No number on file: type one</source>
        <translation>Keine Nummer hinterlegt: bitte eingeben</translation>
    </message>
    <message>
        <source>Not a telephone number.</source>
        <translation>Das ist keine Telefonnummer.</translation>
    </message>
    <message>
        <source>Not one e-mail address.</source>
        <translation>Das ist nicht genau eine E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>Not sent: it could not be saved. Try again.</source>
        <translation>Nicht gesendet: Es konnte nicht gespeichert werden. Versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>On its way since {time}</source>
        <translation>Unterwegs seit {time}</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet…</translation>
    </message>
    <message>
        <source>Text message</source>
        <translation>SMS</translation>
    </message>
    <message>
        <source>The subject is missing.</source>
        <translation>Der Betreff fehlt.</translation>
    </message>
    <message>
        <source>There is nothing to send yet.</source>
        <translation>Noch gibt es nichts zu senden.</translation>
    </message>
    <message>
        <source>Where to? Type a number.</source>
        <translation>Wohin? Geben Sie eine Nummer ein.</translation>
    </message>
    <message>
        <source>Where to? Type an address.</source>
        <translation>Wohin? Geben Sie eine Adresse ein.</translation>
    </message>
    <message>
        <source>begun, not sent</source>
        <translation>begonnen, nicht gesendet</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>wird gesendet</translation>
    </message>
    <message>
        <source>for other call types</source>
        <translation>für andere Anrufgründe</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>{kind}: {title}</source>
        <translation>{kind}: {title}</translation>
    </message>
</context>
<context>
    <name>MacroSheet</name>
    <message>
        <source>Esc cancels. All of it can be undone until it is sent.</source>
        <translation>Esc bricht ab. Alles lässt sich zurücknehmen, bis es gesendet ist.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
</context>
<context>
    <name>MacroWords</name>
    <message>
        <source>Begins a letter</source>
        <translation>Beginnt ein Schreiben</translation>
    </message>
    <message>
        <source>Due in days</source>
        <translation>Frist (Tage)</translation>
    </message>
    <message>
        <source>Opens the panel</source>
        <translation>Öffnet die Karte</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>Verspricht</translation>
    </message>
    <message>
        <source>Sets the disposition</source>
        <translation>Setzt das Ergebnis</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Call in view – Callside</source>
        <translation>Anruf im Blick – Callside</translation>
    </message>
    <message>
        <source>Macros, letters, quick texts</source>
        <translation>Makros, Schreiben, Textbausteine</translation>
    </message>
    <message>
        <source>Ringing – Callside</source>
        <translation>Es klingelt – Callside</translation>
    </message>
</context>
<context>
    <name>NarrowFoot</name>
    <message>
        <source>Finish</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <source>Next action, notes and finish</source>
        <translation>Nächste Aktion, Notizen und Abschluss</translation>
    </message>
    <message>
        <source>No action fits now</source>
        <translation>Gerade passt keine Aktion</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
</context>
<context>
    <name>NewCustomerForm</name>
    <message>
        <source>A telephone number or an e-mail address is needed.</source>
        <translation>Eine Telefonnummer oder eine E-Mail-Adresse wird gebraucht.</translation>
    </message>
    <message>
        <source>Back to search</source>
        <translation>Zurück zur Suche</translation>
    </message>
    <message>
        <source>Could not be saved; nothing was sent.</source>
        <translation>Konnte nicht gespeichert werden; nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Create customer</source>
        <translation>Kunden anlegen</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>No connected system takes new customers.</source>
        <translation>Kein verbundenes System nimmt neue Kunden an.</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>Der Name fehlt.</translation>
    </message>
    <message>
        <source>This is not a telephone number.</source>
        <translation>Das ist keine Telefonnummer.</translation>
    </message>
    <message>
        <source>This is not an e-mail address.</source>
        <translation>Das ist keine E-Mail-Adresse.</translation>
    </message>
</context>
<context>
    <name>NotesField</name>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Notes, saved as you type ({keys})</source>
        <translation>Notizen, beim Tippen gespeichert ({keys})</translation>
    </message>
</context>
<context>
    <name>Pager</name>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Nothing fits. Try fewer letters.</source>
        <translation>Nichts passt. Versuchen Sie es mit weniger Buchstaben.</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Search or run</source>
        <translation>Suchen oder ausführen</translation>
    </message>
    <message>
        <source>Search or run…</source>
        <translation>Suchen oder ausführen…</translation>
    </message>
    <message>
        <source>↑ ↓ choose    ↵ run    Esc close</source>
        <translation>↑ ↓ wählen    ↵ ausführen    Esc schließen</translation>
    </message>
</context>
<context>
    <name>PaletteEntries</name>
    <message>
        <source>Call type: {name}</source>
        <translation>Anrufgrund: {name}</translation>
    </message>
    <message>
        <source>Disposition: {path}</source>
        <translation>Abschlussgrund: {path}</translation>
    </message>
    <message>
        <source>Find customer: {text}</source>
        <translation>Kunden suchen: {text}</translation>
    </message>
    <message>
        <source>Guide step: {title}</source>
        <translation>Schritt im Leitfaden: {title}</translation>
    </message>
    <message>
        <source>Macro: {title}</source>
        <translation>Makro: {title}</translation>
    </message>
    <message>
        <source>Quick texts…</source>
        <translation>Textbausteine …</translation>
    </message>
    <message>
        <source>Read: {title}</source>
        <translation>Lesen: {title}</translation>
    </message>
    <message>
        <source>Why, or why not: {title}</source>
        <translation>Warum, oder warum nicht: {title}</translation>
    </message>
    <message>
        <source>Write: {title}</source>
        <translation>Schreiben: {title}</translation>
    </message>
    <message>
        <source>Your own quick texts</source>
        <translation>Ihre eigenen Textbausteine</translation>
    </message>
    <message>
        <source>in all systems</source>
        <translation>in allen Systemen</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>vorgeschlagen</translation>
    </message>
    <message>
        <source>{field}, as in {system}</source>
        <translation>{field}, wie in {system}</translation>
    </message>
</context>
<context>
    <name>PanelBar</name>
    <message>
        <source>Choose a row that has a link.</source>
        <translation>Wählen Sie eine Zeile mit einem Link.</translation>
    </message>
    <message>
        <source>Newer invoice</source>
        <translation>Neuere Rechnung</translation>
    </message>
    <message>
        <source>No connected system keeps these.</source>
        <translation>Kein verbundenes System führt so etwas.</translation>
    </message>
    <message>
        <source>Older invoice</source>
        <translation>Ältere Rechnung</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open in {system}</source>
        <translation>In {system} öffnen</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Slow: no answer yet</source>
        <translation>Langsam: noch keine Antwort</translation>
    </message>
    <message>
        <source>This is the newest invoice.</source>
        <translation>Das ist die neueste Rechnung.</translation>
    </message>
    <message>
        <source>This is the oldest invoice that was read.</source>
        <translation>Das ist die älteste gelesene Rechnung.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Waiting for {systems}</source>
        <translation>Wartet auf {systems}</translation>
    </message>
    <message>
        <source>there are more than shown</source>
        <translation>es gibt mehr als hier gezeigt</translation>
    </message>
    <message>
        <source>{n} of {count}</source>
        <translation>{n} von {count}</translation>
    </message>
</context>
<context>
    <name>PanelColumns</name>
    <message>
        <source>About</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>Waren</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Rechnung</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Ausgestellt</translation>
    </message>
    <message>
        <source>Last payment</source>
        <translation>Letzte Zahlung</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Eröffnet</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Zuständig</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Bestellt</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>Zugesagt</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Stimmung</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wertung</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>Umfrage</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Tracking</source>
        <translation>Sendung</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
</context>
<context>
    <name>PanelTable</name>
    <message>
        <source>No connected system keeps these.</source>
        <translation>Kein verbundenes System führt so etwas.</translation>
    </message>
    <message>
        <source>Nothing could be read, and nothing is kept from before.</source>
        <translation>Nichts konnte gelesen werden, und von früher ist nichts da.</translation>
    </message>
    <message>
        <source>Shown as soon as it is clear who is calling.</source>
        <translation>Erscheint, sobald klar ist, wer anruft.</translation>
    </message>
    <message>
        <source>This invoice has no lines on file.</source>
        <translation>Zu dieser Rechnung sind keine Positionen hinterlegt.</translation>
    </message>
    <message>
        <source>{nothing} ({systems}, live).</source>
        <translation>{nothing} ({systems}, live).</translation>
    </message>
</context>
<context>
    <name>PanelWords</name>
    <message numerus="yes">
        <source>%Ln articles</source>
        <translation>
            <numerusform>%Ln Artikel</numerusform>
            <numerusform>%Ln Artikel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cases</source>
        <translation>
            <numerusform>%Ln Vorgang</numerusform>
            <numerusform>%Ln Vorgänge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts</source>
        <translation>
            <numerusform>%Ln Kontakt</numerusform>
            <numerusform>%Ln Kontakte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln dates</source>
        <translation>
            <numerusform>%Ln Termin</numerusform>
            <numerusform>%Ln Termine</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln for this step</source>
        <translation>
            <numerusform>%Ln für diesen Schritt</numerusform>
            <numerusform>%Ln für diesen Schritt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln invoices</source>
        <translation>
            <numerusform>%Ln Rechnung</numerusform>
            <numerusform>%Ln Rechnungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln late</source>
        <translation>
            <numerusform>%Ln verspätet</numerusform>
            <numerusform>%Ln verspätet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln open</source>
        <translation>
            <numerusform>%Ln offen</numerusform>
            <numerusform>%Ln offen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln orders</source>
        <translation>
            <numerusform>%Ln Bestellung</numerusform>
            <numerusform>%Ln Bestellungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln overdue</source>
        <translation>
            <numerusform>%Ln überfällig</numerusform>
            <numerusform>%Ln überfällig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Any call</source>
        <translation>Jeder Anruf</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Ask for the invoice number: it may be on another account.</source>
        <translation>Fragen Sie nach der Rechnungsnummer: Sie gehört vielleicht zu einem anderen Konto.</translation>
    </message>
    <message>
        <source>Ask how the customer wants to be reached.</source>
        <translation>Fragen Sie, auf welchem Weg der Kunde erreicht werden möchte.</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Vorgänge</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Kontakte</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>Vertrag</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Termin</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Termine</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>Feedback</translation>
    </message>
    <message>
        <source>Find customer</source>
        <translation>Kundensuche</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Rechnung</translation>
    </message>
    <message>
        <source>Invoice {number}</source>
        <translation>Rechnung {number}</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>Rechnungen</translation>
    </message>
    <message>
        <source>Journey</source>
        <translation>Kundenreise</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>No article for this kind of call</source>
        <translation>Kein Artikel zu diesem Anrufgrund</translation>
    </message>
    <message>
        <source>No birthdays, renewals or other dates on file</source>
        <translation>Keine Geburtstage, Verlängerungen oder anderen Termine hinterlegt</translation>
    </message>
    <message>
        <source>No cases on file</source>
        <translation>Keine Vorgänge vorhanden</translation>
    </message>
    <message>
        <source>No contacts on file</source>
        <translation>Keine Kontakte vorhanden</translation>
    </message>
    <message>
        <source>No contract dates on file</source>
        <translation>Keine Vertragsdaten vorhanden</translation>
    </message>
    <message>
        <source>No invoices on file</source>
        <translation>Keine Rechnungen vorhanden</translation>
    </message>
    <message>
        <source>No orders on file</source>
        <translation>Keine Bestellungen vorhanden</translation>
    </message>
    <message>
        <source>No survey answers on file</source>
        <translation>Keine Umfrageantworten vorhanden</translation>
    </message>
    <message>
        <source>Nothing has happened yet that is on file</source>
        <translation>Noch ist nichts Bekanntes geschehen</translation>
    </message>
    <message>
        <source>Nothing on file</source>
        <translation>Nichts vorhanden</translation>
    </message>
    <message>
        <source>Nothing on file about language, channels or consents</source>
        <translation>Nichts zu Sprache, Kanälen oder Einwilligungen hinterlegt</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>Ordered as a guest? Ask for the order number or the e-mail address.</source>
        <translation>Als Gast bestellt? Fragen Sie nach Bestellnummer oder E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Bestellungen</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Präferenzen</translation>
    </message>
    <message>
        <source>Search all articles with Ctrl K.</source>
        <translation>Strg K durchsucht alle Artikel.</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>Umfrage</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Stichwörter</translation>
    </message>
    <message>
        <source>This call</source>
        <translation>Dieser Anruf</translation>
    </message>
    <message>
        <source>This step</source>
        <translation>Dieser Schritt</translation>
    </message>
    <message>
        <source>Total {amount}</source>
        <translation>Summe {amount}</translation>
    </message>
    <message>
        <source>Who is calling?</source>
        <translation>Wer ruft an?</translation>
    </message>
    <message>
        <source>issued {day}</source>
        <translation>ausgestellt {day}</translation>
    </message>
    <message>
        <source>last {when}</source>
        <translation>zuletzt {when}</translation>
    </message>
    <message>
        <source>next {when}</source>
        <translation>nächster {when}</translation>
    </message>
    <message>
        <source>{amount} open</source>
        <translation>{amount} offen</translation>
    </message>
</context>
<context>
    <name>PanelsPane</name>
    <message>
        <source>Panels</source>
        <translation>Bereiche</translation>
    </message>
</context>
<context>
    <name>PeopleEntries</name>
    <message>
        <source>Asking…</source>
        <translation>Wird gefragt …</translation>
    </message>
    <message>
        <source>Call {number}</source>
        <translation>{number} anrufen</translation>
    </message>
    <message>
        <source>No customer found for “{text}”.</source>
        <translation>Kein Kunde zu „{text}“ gefunden.</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>Nr.&#xa0;{number}</translation>
    </message>
    <message>
        <source>Nobody of those seen in the last 30 days fits.</source>
        <translation>Niemand der letzten 30 Tage passt.</translation>
    </message>
    <message>
        <source>Not complete: {trouble}</source>
        <translation>Unvollständig: {trouble}</translation>
    </message>
    <message>
        <source>Search in all systems</source>
        <translation>In allen Systemen suchen</translation>
    </message>
    <message>
        <source>Similar</source>
        <translation>Ähnlich</translation>
    </message>
    <message>
        <source>This caller is {name}</source>
        <translation>Am Telefon ist {name}</translation>
    </message>
    <message>
        <source>by case</source>
        <translation>über den Vorgang</translation>
    </message>
    <message>
        <source>by customer number</source>
        <translation>über die Kundennummer</translation>
    </message>
    <message>
        <source>by e-mail</source>
        <translation>über die E-Mail</translation>
    </message>
    <message>
        <source>by number</source>
        <translation>über die Nummer</translation>
    </message>
    <message>
        <source>by order</source>
        <translation>über die Bestellung</translation>
    </message>
    <message>
        <source>last contact {when}</source>
        <translation>letzter Kontakt {when}</translation>
    </message>
    <message>
        <source>live</source>
        <translation>aktuell</translation>
    </message>
</context>
<context>
    <name>PickList</name>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
</context>
<context>
    <name>PreferenceWords</name>
    <message numerus="yes">
        <source>%Ln consents</source>
        <translation>
            <numerusform>%Ln Einwilligung</numerusform>
            <numerusform>%Ln Einwilligungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln values</source>
        <translation>
            <numerusform>%Ln Wert</numerusform>
            <numerusform>%Ln Werte</numerusform>
        </translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Best time</source>
        <translation>Beste Zeit</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>Geburtstag</translation>
    </message>
    <message>
        <source>Consent: {what}</source>
        <translation>Einwilligung: {what}</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>Einwilligungen</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Erteilt</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>None given</source>
        <translation>Keine erteilt</translation>
    </message>
    <message>
        <source>On file</source>
        <translation>Hinterlegt</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Prefers</source>
        <translation>Bevorzugt</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Verweigert</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Stichwörter</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
</context>
<context>
    <name>PreviewPage</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Anruf</translation>
    </message>
    <message>
        <source>Call type</source>
        <translation>Anruftyp</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>Kunde seit</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>Abschlussgrund</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>Handled</source>
        <translation>Bearbeitet</translation>
    </message>
    <message>
        <source>In full</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>Inbound</source>
        <translation>Eingehend</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Neuestes</translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation>Kundenwert</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Outbound</source>
        <translation>Ausgehend</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>Zugesagt</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>Nur lesen</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>Unbekannter Anrufer</translation>
    </message>
    <message>
        <source>as seen {age} ago</source>
        <translation>Stand vor {age}</translation>
    </message>
    <message>
        <source>just found; records open in a call</source>
        <translation>gerade gefunden; Einträge öffnen sich im Anruf</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>PreviewSheet</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>PromisesPane</name>
    <message>
        <source>Promised to this customer</source>
        <translation>Diesem Kunden zugesagt</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weitere</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>{case}: {subject}</source>
        <translation>{case}: {subject}</translation>
    </message>
</context>
<context>
    <name>QuickList</name>
    <message>
        <source>1–5 or ↑ ↓ ↵ choose    Esc close</source>
        <translation>1–5 oder ↑ ↓ ↵ wählen    Esc schließen</translation>
    </message>
    <message>
        <source>Quick texts</source>
        <translation>Textbausteine</translation>
    </message>
    <message>
        <source>Space expands    {key} choose    Esc close</source>
        <translation>Leertaste setzt ein    {key} wählen    Esc schließen</translation>
    </message>
</context>
<context>
    <name>QuickSheet</name>
    <message>
        <source>Abbreviation</source>
        <translation>Kürzel</translation>
    </message>
    <message>
        <source>Choose one from the list first.</source>
        <translation>Zuerst einen aus der Liste wählen.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Kept until Callside closes: nothing can be stored here.</source>
        <translation>Bleibt, bis Callside endet: Hier kann nichts gespeichert werden.</translation>
    </message>
    <message>
        <source>Kept. Type ;{abbr} and a space.</source>
        <translation>Gespeichert. Mit „;{abbr}“ und der Leertaste einsetzen.</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>No fact is called {name}.</source>
        <translation>Kein Fakt heißt {name}.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>The text is too long: 1,000 characters fit.</source>
        <translation>Der Text ist zu lang: 1.000 Zeichen passen.</translation>
    </message>
    <message>
        <source>The text, with {customer.name} and other facts in it</source>
        <translation>Der Text, auch mit {customer.name} und anderen Fakten</translation>
    </message>
    <message>
        <source>Use letters, digits, _ and -, at most 16, such as thx.</source>
        <translation>Buchstaben, Ziffern, _ und -, höchstens 16, zum Beispiel danke.</translation>
    </message>
    <message>
        <source>Write the text it becomes.</source>
        <translation>Schreiben Sie den Text dazu.</translation>
    </message>
    <message>
        <source>You have 200 already. Remove one first.</source>
        <translation>Sie haben schon 200. Entfernen Sie erst einen.</translation>
    </message>
    <message>
        <source>You have this abbreviation already. Choose another one.</source>
        <translation>Dieses Kürzel haben Sie schon. Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>Your own quick texts</source>
        <translation>Ihre eigenen Textbausteine</translation>
    </message>
</context>
<context>
    <name>RecordTable</name>
    <message>
        <source>Loading</source>
        <translation>Lädt</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>{column}: {value}</source>
        <translation>{column}: {value}</translation>
    </message>
</context>
<context>
    <name>RulesItem</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln weitere</numerusform>
            <numerusform>%Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy for IT</source>
        <translation>Für die IT kopieren</translation>
    </message>
    <message>
        <source>The playbook was changed and cannot be used. Calls go on with the last good one.</source>
        <translation>Das Playbook wurde geändert und ist nicht verwendbar. Anrufe laufen mit dem letzten guten weiter.</translation>
    </message>
    <message>
        <source>version {n}</source>
        <translation>Version {n}</translation>
    </message>
    <message numerus="yes">
        <source>{version} stays: %Ln errors in the new playbook</source>
        <translation>
            <numerusform>{version} bleibt: %Ln Fehler im neuen Playbook</numerusform>
            <numerusform>{version} bleibt: %Ln Fehler im neuen Playbook</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <source>Customers found</source>
        <translation>Gefundene Kunden</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find a customer</source>
        <translation>Kunden suchen</translation>
    </message>
    <message>
        <source>Found customers appear here; a digit picks one.</source>
        <translation>Gefundene Kunden erscheinen hier; eine Ziffer wählt aus.</translation>
    </message>
    <message>
        <source>Name, number, e-mail or order number</source>
        <translation>Name, Nummer, E-Mail oder Bestellnummer</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Neuer Kunde</translation>
    </message>
    <message>
        <source>No customer found for “{text}”.</source>
        <translation>Kein Kunde zu „{text}“ gefunden.</translation>
    </message>
    <message>
        <source>Not complete: {trouble}</source>
        <translation>Unvollständig: {trouble}</translation>
    </message>
</context>
<context>
    <name>SecondScreen</name>
    <message>
        <source>The panels are back in this window</source>
        <translation>Die Bereiche sind wieder in diesem Fenster</translation>
    </message>
    <message>
        <source>The panels are on the other screen</source>
        <translation>Die Bereiche sind auf dem anderen Bildschirm</translation>
    </message>
    <message>
        <source>The timeline is back in this window</source>
        <translation>Der Verlauf ist wieder in diesem Fenster</translation>
    </message>
    <message>
        <source>The timeline is on the other screen</source>
        <translation>Der Verlauf ist auf dem anderen Bildschirm</translation>
    </message>
    <message>
        <source>There is one screen: the panels are in a window of their own</source>
        <translation>Es gibt nur einen Bildschirm: Die Bereiche sind in einem eigenen Fenster</translation>
    </message>
    <message>
        <source>There is one screen: the timeline is in a window of its own</source>
        <translation>Es gibt nur einen Bildschirm: Der Verlauf ist in einem eigenen Fenster</translation>
    </message>
</context>
<context>
    <name>SecondWindow</name>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>No call</source>
        <translation>Kein Anruf</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>The panels of the next call appear here.</source>
        <translation>Hier erscheinen die Bereiche des nächsten Anrufs.</translation>
    </message>
    <message>
        <source>The timeline of the next call appears here.</source>
        <translation>Hier erscheint der Verlauf des nächsten Anrufs.</translation>
    </message>
    <message>
        <source>There is one screen, so this is a window beside the first.</source>
        <translation>Es gibt nur einen Bildschirm, deshalb ist dies ein Fenster neben dem ersten.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>{part} – Callside</source>
        <translation>{part} – Callside</translation>
    </message>
</context>
<context>
    <name>SmallCard</name>
    <message>
        <source>No longer recommended</source>
        <translation>Nicht mehr empfohlen</translation>
    </message>
</context>
<context>
    <name>SourceItem</name>
    <message>
        <source>Copy for IT</source>
        <translation>Für die IT kopieren</translation>
    </message>
    <message>
        <source>Data from {age}</source>
        <translation>Daten von: {age}</translation>
    </message>
    <message>
        <source>Last answer took {time}</source>
        <translation>Letzte Antwort nach {time}</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Sign in with the browser</source>
        <translation>Im Browser anmelden</translation>
    </message>
    <message>
        <source>asked to wait</source>
        <translation>bittet zu warten</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>ausgelastet</translation>
    </message>
    <message>
        <source>key store locked</source>
        <translation>Schlüsselspeicher gesperrt</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>Zugangsschlüssel fehlt</translation>
    </message>
    <message>
        <source>no key store</source>
        <translation>kein Schlüsselspeicher</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>nicht erlaubt</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>noch nicht gelesen</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>sign-in failed</source>
        <translation>Anmeldung misslungen</translation>
    </message>
    <message>
        <source>signed out</source>
        <translation>abgemeldet</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>langsam</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>unlesbar</translation>
    </message>
    <message>
        <source>{source} is asked</source>
        <translation>{source} wird gefragt</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%Ln need you</source>
        <translation>
            <numerusform>%Ln wartet auf Sie</numerusform>
            <numerusform>%Ln warten auf Sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to send</source>
        <translation>
            <numerusform>%Ln ungesendet</numerusform>
            <numerusform>%Ln ungesendet</numerusform>
        </translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>Abschlussgrund</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <source>Kept until you close: nothing is saved to disk</source>
        <translation>Bleibt bis zum Schließen: Nichts wird auf Platte gespeichert</translation>
    </message>
    <message>
        <source>Next region</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Nothing to send</source>
        <translation>Alles gesendet</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Phone ready</source>
        <translation>Telefon bereit</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>StatusWords</name>
    <message numerus="yes">
        <source>%Ln days late</source>
        <translation>
            <numerusform>%Ln Tag verspätet</numerusform>
            <numerusform>%Ln Tage verspätet</numerusform>
        </translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>CES</source>
        <translation>CES</translation>
    </message>
    <message>
        <source>CSAT</source>
        <translation>CSAT</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Anruf</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>Storniert</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Chatbot</source>
        <translation>Chatbot</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Detractor</source>
        <translation>Detraktor</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>Strittig</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>Eskaliert</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>In transit</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Verpasst</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>Gemischt</translation>
    </message>
    <message>
        <source>NPS</source>
        <translation>NPS</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Not resolved</source>
        <translation>Nicht gelöst</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Zurückgestellt</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Überfällig</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Bezahlt</translation>
    </message>
    <message>
        <source>Partly paid</source>
        <translation>Teilweise bezahlt</translation>
    </message>
    <message>
        <source>Passive</source>
        <translation>Passiv</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Ausstehend</translation>
    </message>
    <message>
        <source>Poor</source>
        <translation>Schlecht</translation>
    </message>
    <message>
        <source>Promoter</source>
        <translation>Promotor</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Erstattet</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Gelöst</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Zurückgesandt</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation>Versandt</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>Umfrage</translation>
    </message>
    <message>
        <source>Unpaid</source>
        <translation>Unbezahlt</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>no score</source>
        <translation>ohne Wertung</translation>
    </message>
    <message>
        <source>{score} of {best}</source>
        <translation>{score} von {best}</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Ausgelassen</translation>
    </message>
</context>
<context>
    <name>StepsColumn</name>
    <message numerus="yes">
        <source>%Ln earlier steps</source>
        <translation>
            <numerusform>%Ln früherer Schritt</numerusform>
            <numerusform>%Ln frühere Schritte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln later steps</source>
        <translation>
            <numerusform>%Ln weiterer Schritt</numerusform>
            <numerusform>%Ln weitere Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>The guide is done. What is left is the wrap-up.</source>
        <translation>Der Leitfaden ist erledigt. Es bleibt die Nachbearbeitung.</translation>
    </message>
</context>
<context>
    <name>StoreWords</name>
    <message>
        <source>A newer Callside wrote the local data: update this one</source>
        <translation>Ein neueres Callside hat die lokalen Daten geschrieben: dieses hier aktualisieren</translation>
    </message>
    <message>
        <source>A newer Callside wrote the local store. Your text stays here; copy it, update.</source>
        <translation>Ein neueres Callside hat den lokalen Speicher geschrieben. Ihr Text bleibt hier; kopieren Sie ihn und aktualisieren Sie.</translation>
    </message>
    <message>
        <source>A write was not saved: do it again</source>
        <translation>Etwas wurde nicht gespeichert: bitte wiederholen</translation>
    </message>
    <message>
        <source>Another program holds the local data: close it</source>
        <translation>Ein anderes Programm hält die lokalen Daten: dort schließen</translation>
    </message>
    <message>
        <source>Another program holds the local store. Your text stays here; finish again in a moment.</source>
        <translation>Ein anderes Programm hält den lokalen Speicher. Ihr Text bleibt hier; schließen Sie gleich noch einmal ab.</translation>
    </message>
    <message>
        <source>Another write has this one&apos;s place. Your text stays here; do it again.</source>
        <translation>Ein anderer Eintrag steht an dieser Stelle. Ihr Text bleibt hier; wiederholen Sie es.</translation>
    </message>
    <message>
        <source>Damaged local data was set aside; notes are saved again: tell IT</source>
        <translation>Beschädigte lokale Daten wurden beiseitegelegt; Notizen werden wieder gespeichert: IT informieren</translation>
    </message>
    <message>
        <source>Disk almost full: free some space soon</source>
        <translation>Speicher fast voll: bald Platz schaffen</translation>
    </message>
    <message>
        <source>Disk full, notes are not saved: free some space</source>
        <translation>Speicher voll, Notizen nicht gespeichert: Platz schaffen</translation>
    </message>
    <message>
        <source>Disk is read-only, notes are not saved: call IT</source>
        <translation>Speicher schreibgeschützt, Notizen nicht gespeichert: IT anrufen</translation>
    </message>
    <message>
        <source>Local data cannot be read: call IT</source>
        <translation>Lokale Daten nicht lesbar: IT anrufen</translation>
    </message>
    <message>
        <source>Local data is damaged, notes are not saved: call IT</source>
        <translation>Lokale Daten beschädigt, Notizen nicht gespeichert: IT anrufen</translation>
    </message>
    <message>
        <source>Local data is locked: sign in to the computer again</source>
        <translation>Lokale Daten gesperrt: neu am Computer anmelden</translation>
    </message>
    <message>
        <source>Not saved. Your text stays here; finish again in a moment.</source>
        <translation>Nicht gespeichert. Ihr Text bleibt hier; schließen Sie gleich noch einmal ab.</translation>
    </message>
    <message>
        <source>Notes are not saved: call IT</source>
        <translation>Notizen nicht gespeichert: IT anrufen</translation>
    </message>
    <message>
        <source>Notes are off, there is no safe place for them: call IT</source>
        <translation>Notizen aus, kein sicherer Ort dafür: IT anrufen</translation>
    </message>
    <message>
        <source>Profile on a network drive, notes are not kept: call IT</source>
        <translation>Profil auf Netzlaufwerk, Notizen werden nicht aufbewahrt: IT anrufen</translation>
    </message>
    <message>
        <source>The database here is too old. Your text stays here; copy it, call IT.</source>
        <translation>Die Datenbank hier ist zu alt. Ihr Text bleibt hier; kopieren Sie ihn und rufen Sie die IT an.</translation>
    </message>
    <message>
        <source>The database on this computer is too old: call IT</source>
        <translation>Die Datenbank auf diesem Computer ist zu alt: IT anrufen</translation>
    </message>
    <message>
        <source>The disk is full. Your text stays here; free some space, then finish again.</source>
        <translation>Der Speicher ist voll. Ihr Text bleibt hier; schaffen Sie Platz und schließen Sie dann erneut ab.</translation>
    </message>
    <message>
        <source>The key to local data is missing: call IT</source>
        <translation>Der Schlüssel zu den lokalen Daten fehlt: IT anrufen</translation>
    </message>
    <message>
        <source>The key to the local store is missing. Your text stays here; copy it, call IT.</source>
        <translation>Der Schlüssel zum lokalen Speicher fehlt. Ihr Text bleibt hier; kopieren Sie ihn und rufen Sie die IT an.</translation>
    </message>
    <message>
        <source>The local store cannot be read. Your text stays here; copy it, call IT.</source>
        <translation>Der lokale Speicher ist nicht lesbar. Ihr Text bleibt hier; kopieren Sie ihn und rufen Sie die IT an.</translation>
    </message>
    <message>
        <source>The local store is damaged. Your text stays here; copy it, call IT.</source>
        <translation>Der lokale Speicher ist beschädigt. Ihr Text bleibt hier; kopieren Sie ihn und rufen Sie die IT an.</translation>
    </message>
    <message>
        <source>The local store is locked. Your text stays here; sign in to the computer again.</source>
        <translation>Der lokale Speicher ist gesperrt. Ihr Text bleibt hier; melden Sie sich neu am Computer an.</translation>
    </message>
    <message>
        <source>The local store is read-only. Your text stays here; copy it, call IT.</source>
        <translation>Der lokale Speicher ist schreibgeschützt. Ihr Text bleibt hier; kopieren Sie ihn und rufen Sie die IT an.</translation>
    </message>
    <message>
        <source>Your profile lies on a network drive. Your text stays here; copy it, call IT.</source>
        <translation>Ihr Profil liegt auf einem Netzlaufwerk. Ihr Text bleibt hier; kopieren Sie ihn und rufen Sie die IT an.</translation>
    </message>
</context>
<context>
    <name>SurveyLine</name>
    <message>
        <source>By e-mail: {question}</source>
        <translation>Per E-Mail: {question}</translation>
    </message>
    <message>
        <source>By text message: {question}</source>
        <translation>Per SMS: {question}</translation>
    </message>
    <message>
        <source>Do not invite</source>
        <translation>Nicht einladen</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladen</translation>
    </message>
    <message>
        <source>No survey: {why}</source>
        <translation>Keine Umfrage: {why}</translation>
    </message>
    <message>
        <source>Why is nobody invited?</source>
        <translation>Warum wird niemand eingeladen?</translation>
    </message>
    <message numerus="yes">
        <source>asked %Ln days ago</source>
        <translation>
            <numerusform>vor %Ln Tag gefragt</numerusform>
            <numerusform>vor %Ln Tagen gefragt</numerusform>
        </translation>
    </message>
    <message>
        <source>asked today</source>
        <translation>heute schon gefragt</translation>
    </message>
    <message>
        <source>asked yesterday</source>
        <translation>gestern schon gefragt</translation>
    </message>
    <message>
        <source>consent not known</source>
        <translation>Einwilligung nicht bekannt</translation>
    </message>
    <message>
        <source>no connected system invites</source>
        <translation>kein verbundenes System lädt ein</translation>
    </message>
    <message>
        <source>no consent</source>
        <translation>keine Einwilligung</translation>
    </message>
    <message>
        <source>no e-mail address on file</source>
        <translation>keine E-Mail-Adresse hinterlegt</translation>
    </message>
    <message>
        <source>no number on file</source>
        <translation>keine Nummer hinterlegt</translation>
    </message>
    <message>
        <source>none for this call</source>
        <translation>keine für diesen Anruf</translation>
    </message>
    <message>
        <source>not known when last asked</source>
        <translation>nicht bekannt, wann zuletzt gefragt wurde</translation>
    </message>
</context>
<context>
    <name>TimelineHead</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Anrufe</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Vorgänge</translation>
    </message>
    <message>
        <source>Digital</source>
        <translation>Digital</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>Feedback</translation>
    </message>
    <message>
        <source>Find in the timeline</source>
        <translation>Im Verlauf suchen</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Bestellungen</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>Contacts and events, newest first</source>
        <translation>Kontakte und Ereignisse, neueste zuerst</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Lädt</translation>
    </message>
</context>
<context>
    <name>TimelinePane</name>
    <message>
        <source>Earlier contacts appear here as soon as it is clear who is calling.</source>
        <translation>Frühere Kontakte erscheinen hier, sobald klar ist, wer anruft.</translation>
    </message>
    <message>
        <source>Earlier contacts appear here when you have chosen the customer.</source>
        <translation>Frühere Kontakte erscheinen hier, wenn Sie den Kunden gewählt haben.</translation>
    </message>
    <message>
        <source>No earlier contact on file.</source>
        <translation>Kein früherer Kontakt vorhanden.</translation>
    </message>
    <message>
        <source>Not complete: {trouble}</source>
        <translation>Unvollständig: {trouble}</translation>
    </message>
    <message>
        <source>Nothing could be read.</source>
        <translation>Nichts konnte gelesen werden.</translation>
    </message>
    <message>
        <source>Nothing found for “{text}”.</source>
        <translation>Nichts zu „{text}“ gefunden.</translation>
    </message>
    <message>
        <source>Nothing of this kind.</source>
        <translation>Nichts dieser Art.</translation>
    </message>
    <message>
        <source>Some systems take their time; their rows come as they arrive.</source>
        <translation>Einige Systeme brauchen länger; ihre Zeilen kommen nach und nach.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>TimelineWords</name>
    <message>
        <source>Agent: {name}</source>
        <translation>Agent: {name}</translation>
    </message>
    <message>
        <source>Appointment</source>
        <translation>Termin</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>Geburtstag</translation>
    </message>
    <message>
        <source>Case {number}</source>
        <translation>Vorgang {number}</translation>
    </message>
    <message>
        <source>Contract ends</source>
        <translation>Vertragsende</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Lieferung</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Invoice {number}</source>
        <translation>Rechnung {number}</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>No comment</source>
        <translation>Kein Kommentar</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Order {number}</source>
        <translation>Bestellung {number}</translation>
    </message>
    <message>
        <source>Payment due</source>
        <translation>Zahlung fällig</translation>
    </message>
    <message>
        <source>Queue {queue}</source>
        <translation>Warteschlange {queue}</translation>
    </message>
    <message>
        <source>Renewal</source>
        <translation>Verlängerung</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Klingelt</translation>
    </message>
    <message>
        <source>This call</source>
        <translation>Dieser Anruf</translation>
    </message>
    <message>
        <source>This call · {subject}</source>
        <translation>Dieser Anruf · {subject}</translation>
    </message>
    <message>
        <source>delivered {day}</source>
        <translation>geliefert {day}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>promised for {day}</source>
        <translation>zugesagt für {day}</translation>
    </message>
    <message>
        <source>{case} · {category}</source>
        <translation>{case} · {category}</translation>
    </message>
    <message>
        <source>{channel} · {subject}</source>
        <translation>{channel} · {subject}</translation>
    </message>
    <message>
        <source>{contact}, {duration}</source>
        <translation>{contact}, {duration}</translation>
    </message>
    <message>
        <source>{order} · {goods}</source>
        <translation>{order} · {goods}</translation>
    </message>
    <message>
        <source>{survey} · {score}</source>
        <translation>{survey} · {score}</translation>
    </message>
    <message>
        <source>{text}. {agent}</source>
        <translation>{text}. {agent}</translation>
    </message>
    <message>
        <source>“{comment}”</source>
        <translation>„{comment}“</translation>
    </message>
</context>
<context>
    <name>TopCard</name>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>It no longer fits this call.</source>
        <translation>Passt nicht mehr zu diesem Anruf.</translation>
    </message>
    <message>
        <source>No longer recommended</source>
        <translation>Nicht mehr empfohlen</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Pflicht</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>What stands as … is not known yet, so it cannot be sent.</source>
        <translation>Was als … steht, ist noch nicht bekannt und kann so nicht gesendet werden.</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>Was Sie sagen</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>TourBand</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>First-day tour</source>
        <translation>Rundgang für den ersten Tag</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>Rundgang auslassen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginnen</translation>
    </message>
</context>
<context>
    <name>TourWords</name>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Answer first: {answer}.</source>
        <translation>Nehmen Sie zuerst an: {answer}.</translation>
    </message>
    <message>
        <source>Before you answer: who it is, how sure that is, and what matters about them.</source>
        <translation>Noch vor dem Annehmen: wer es ist, wie sicher das ist und was dabei zählt.</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <source>First-day tour</source>
        <translation>Rundgang für den ersten Tag</translation>
    </message>
    <message>
        <source>Invoices, orders, cases: {panel} shows the first panel, the next digit the second.</source>
        <translation>Rechnungen, Bestellungen, Vorgänge: {panel} zeigt die erste Tafel, die nächste Ziffer die zweite.</translation>
    </message>
    <message>
        <source>New here? Ten short steps on this window, with the calls of the demo.</source>
        <translation>Neu hier? Zehn kurze Schritte an diesem Fenster, mit den Anrufen der Demo.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Nothing fits to recommend right now. It may after the next answer in the guide.</source>
        <translation>Gerade passt keine Empfehlung. Nach der nächsten Antwort im Leitfaden vielleicht.</translation>
    </message>
    <message>
        <source>Quick texts</source>
        <translation>Textbausteine</translation>
    </message>
    <message>
        <source>Read this out, then record the answer: {choice} for the first, and so on.</source>
        <translation>Lesen Sie das vor und halten Sie die Antwort fest: {choice} für die erste und so weiter.</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>That was the tour. It is there again with {search}, “First-day tour”.</source>
        <translation>Das war der Rundgang. Mit {search}, „Rundgang für den ersten Tag“, ist er wieder da.</translation>
    </message>
    <message>
        <source>The reasons come first. {accept} accepts, {decline} declines with a reason.</source>
        <translation>Zuerst die Gründe. {accept} nimmt an, {decline} lehnt mit einem Grund ab.</translation>
    </message>
    <message>
        <source>This comes with the next call, in a few seconds.</source>
        <translation>Das kommt mit dem nächsten Anruf, in ein paar Sekunden.</translation>
    </message>
    <message>
        <source>This comes with the next call. Finish this one first: {finish}.</source>
        <translation>Das kommt mit dem nächsten Anruf. Schließen Sie erst diesen ab: {finish}.</translation>
    </message>
    <message>
        <source>Tour, {n} of {all}</source>
        <translation>Rundgang, {n} von {all}</translation>
    </message>
    <message>
        <source>Type {abbr} and a space in the notes. {list} lists all quick texts.</source>
        <translation>Tippen Sie {abbr} und ein Leerzeichen in die Notizen. {list} zeigt alle Textbausteine.</translation>
    </message>
    <message>
        <source>What the systems know</source>
        <translation>Was die Systeme wissen</translation>
    </message>
    <message>
        <source>What to do, and why</source>
        <translation>Was zu tun ist, und warum</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>Was zu sagen ist</translation>
    </message>
    <message>
        <source>When you have said goodbye, {end} ends the call.</source>
        <translation>Nach dem Abschied legen Sie mit {end} auf.</translation>
    </message>
    <message>
        <source>Who is calling</source>
        <translation>Wer anruft</translation>
    </message>
    <message>
        <source>{answer} answers. Each button here shows its key.</source>
        <translation>{answer} nimmt an. Auf jedem Knopf hier steht seine Taste.</translation>
    </message>
    <message>
        <source>{disposition} says how it ended. {finish} saves it all, and you are free again.</source>
        <translation>Mit {disposition} sagen Sie, wie es ausging. {finish} speichert alles, und Sie sind wieder frei.</translation>
    </message>
    <message>
        <source>{keys} lists every key, and changes them. Esc closes it, like everything.</source>
        <translation>{keys} zeigt alle Tasten und ändert sie. Esc schließt die Liste, wie alles.</translation>
    </message>
    <message>
        <source>{notes} takes you to the notes from anywhere. Type something: it is saved as you type.</source>
        <translation>{notes} führt von überall in die Notizen. Tippen Sie etwas: Es wird beim Tippen gespeichert.</translation>
    </message>
    <message>
        <source>{search} finds customers, articles and all you can do. Have a look; Esc closes it.</source>
        <translation>{search} findet Kunden, Artikel und alles, was Sie tun können. Schauen Sie hinein; Esc schließt.</translation>
    </message>
</context>
<context>
    <name>TransferSheet</name>
    <message>
        <source>Number or extension</source>
        <translation>Nummer oder Nebenstelle</translation>
    </message>
    <message>
        <source>The call leaves this desk. Your notes stay.</source>
        <translation>Der Anruf verlässt diesen Platz. Ihre Notizen bleiben.</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Weiterleiten</translation>
    </message>
    <message>
        <source>Transfer to</source>
        <translation>Weiterleiten an</translation>
    </message>
</context>
<context>
    <name>TroubleWords</name>
    <message>
        <source>I have signed in</source>
        <translation>Ich habe mich angemeldet</translation>
    </message>
    <message>
        <source>Next try in {time}.</source>
        <translation>Nächster Versuch in {time}.</translation>
    </message>
    <message>
        <source>The key of {system} is not on this computer. Tell IT.</source>
        <translation>Der Zugangsschlüssel von {system} ist nicht auf diesem Rechner. Sagen Sie der IT Bescheid.</translation>
    </message>
    <message>
        <source>The key store of this computer is locked. Unlock it, then try {system} again.</source>
        <translation>Der Schlüsselspeicher dieses Rechners ist gesperrt. Entsperren Sie ihn und versuchen Sie es bei {system} noch einmal.</translation>
    </message>
    <message>
        <source>The sign-in to {system} did not work. Try again, or tell IT.</source>
        <translation>Die Anmeldung bei {system} hat nicht geklappt. Versuchen Sie es noch einmal oder sagen Sie der IT Bescheid.</translation>
    </message>
    <message>
        <source>This computer has no key store for the key of {system}. Tell IT.</source>
        <translation>Dieser Rechner hat keinen Schlüsselspeicher für den Zugang zu {system}. Sagen Sie der IT Bescheid.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>You may not see this in {system}.</source>
        <translation>In {system} dürfen Sie das nicht sehen.</translation>
    </message>
    <message>
        <source>{systems} could not be read.</source>
        <translation>{systems}: nicht lesbar.</translation>
    </message>
    <message>
        <source>{system} asked us to wait.</source>
        <translation>{system} bittet uns zu warten.</translation>
    </message>
    <message>
        <source>{system} cannot be reached.</source>
        <translation>{system} ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>{system} could not be used.</source>
        <translation>{system} konnte nicht genutzt werden.</translation>
    </message>
    <message>
        <source>{system} does not answer.</source>
        <translation>{system} antwortet nicht.</translation>
    </message>
    <message>
        <source>{system} failed several times and is left alone for a moment.</source>
        <translation>{system} ist mehrmals ausgefallen und bekommt eine kurze Pause.</translation>
    </message>
    <message>
        <source>{system} has a fault of its own.</source>
        <translation>{system} hat selbst eine Störung.</translation>
    </message>
    <message>
        <source>{system} has not been read yet. That happens in the background.</source>
        <translation>{system} wurde noch nicht eingelesen. Das geschieht im Hintergrund.</translation>
    </message>
    <message>
        <source>{system} has signed you out. Sign in again.</source>
        <translation>{system} hat Sie abgemeldet. Melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>{system} is busy.</source>
        <translation>{system} ist ausgelastet.</translation>
    </message>
    <message>
        <source>{system} refused the request.</source>
        <translation>{system} hat die Anfrage abgelehnt.</translation>
    </message>
    <message>
        <source>{system} sent an unreadable answer.</source>
        <translation>{system} hat unlesbar geantwortet.</translation>
    </message>
    <message>
        <source>{trouble} {again}</source>
        <translation>{trouble} {again}</translation>
    </message>
</context>
<context>
    <name>WhyPage</name>
    <message>
        <source>Why these actions</source>
        <translation>Warum diese Aktionen</translation>
    </message>
</context>
<context>
    <name>WrapUpPane</name>
    <message>
        <source>Clear the disposition</source>
        <translation>Abschlussgrund leeren</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <source>Finish {name}</source>
        <translation>Fertig: {name}</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Wiedervorlage</translation>
    </message>
    <message>
        <source>It is being saved.</source>
        <translation>Wird gespeichert.</translation>
    </message>
    <message>
        <source>Promise something</source>
        <translation>Etwas zusagen</translation>
    </message>
    <message>
        <source>Saved on this computer at {time}</source>
        <translation>Auf diesem Computer gespeichert um {time}</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>Nachbearbeitung</translation>
    </message>
    <message>
        <source>goal {time}</source>
        <translation>Ziel {time}</translation>
    </message>
    <message>
        <source>{time} of {goal}</source>
        <translation>{time} / {goal}</translation>
    </message>
</context>
<context>
    <name>WrapUpWords</name>
    <message>
        <source>Draft, not saved yet</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Follow-up not added. Finish again to close without it.</source>
        <translation>Wiedervorlage nicht hinzugefügt. Noch einmal abschließen beendet ohne.</translation>
    </message>
    <message>
        <source>Held until sent</source>
        <translation>Wartet aufs Senden</translation>
    </message>
    <message>
        <source>Kept in memory until it is sent: this computer may not store it.</source>
        <translation>Bleibt bis zum Senden im Arbeitsspeicher: Dieser Computer darf es nicht speichern.</translation>
    </message>
    <message>
        <source>Not kept here</source>
        <translation>Hier nicht aufbewahrt</translation>
    </message>
    <message>
        <source>Not read out: {step}. Finish again to close without it.</source>
        <translation>Nicht vorgelesen: {step}. Noch einmal abschließen beendet ohne.</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gesichert</translation>
    </message>
    <message>
        <source>Not sent: {step}. Finish again to close without it.</source>
        <translation>Nicht gesendet: {step}. Noch einmal abschließen beendet ohne.</translation>
    </message>
    <message>
        <source>Notes are needed to finish this call.</source>
        <translation>Zum Abschließen sind Notizen nötig.</translation>
    </message>
    <message>
        <source>Notes are off: the disk is read-only. Finish saves nothing.</source>
        <translation>Notizen aus: Der Speicher ist schreibgeschützt. Abschließen speichert nichts.</translation>
    </message>
    <message>
        <source>Notes are off: the key to the local store is missing. Finish saves nothing.</source>
        <translation>Notizen aus: Der Schlüssel zum lokalen Speicher fehlt. Abschließen speichert nichts.</translation>
    </message>
    <message>
        <source>Notes are off: this computer has no safe place for them. Finish saves nothing.</source>
        <translation>Notizen aus: Dieser Computer hat keinen sicheren Ort dafür. Abschließen speichert nichts.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gesichert</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert…</translation>
    </message>
    <message>
        <source>Say how the call ended first.</source>
        <translation>Geben Sie zuerst an, wie der Anruf ausging.</translation>
    </message>
    <message>
        <source>Say why the customer is not invited to the survey, or invite them.</source>
        <translation>Geben Sie an, warum der Kunde nicht zur Umfrage eingeladen wird, oder laden Sie ihn ein.</translation>
    </message>
    <message>
        <source>The guide still needs an answer: {step}.</source>
        <translation>Im Leitfaden fehlt noch eine Antwort: {step}.</translation>
    </message>
    <message>
        <source>This disposition needs a follow-up.</source>
        <translation>Dieser Abschlussgrund braucht eine Wiedervorlage.</translation>
    </message>
    <message>
        <source>You can finish as soon as the call has ended.</source>
        <translation>Abschließen geht, sobald der Anruf beendet ist.</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Accept the top action</source>
        <translation>Oberste Aktion annehmen</translation>
    </message>
    <message>
        <source>Act on alert {n}</source>
        <translation>Auf Hinweis {n} reagieren</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Answer {n} in the guide</source>
        <translation>Antwort {n} im Leitfaden</translation>
    </message>
    <message>
        <source>Available or away</source>
        <translation>Verfügbar oder abwesend</translation>
    </message>
    <message>
        <source>Change the call type</source>
        <translation>Anrufgrund ändern</translation>
    </message>
    <message>
        <source>Decline the top action</source>
        <translation>Oberste Aktion ablehnen</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>Abschlussgrund</translation>
    </message>
    <message>
        <source>End the call</source>
        <translation>Auflegen</translation>
    </message>
    <message>
        <source>Find in the timeline</source>
        <translation>Im Verlauf suchen</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <source>First-day tour</source>
        <translation>Rundgang für den ersten Tag</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>High contrast on or off</source>
        <translation>Hoher Kontrast an oder aus</translation>
    </message>
    <message>
        <source>Hold or resume</source>
        <translation>Halten oder fortsetzen</translation>
    </message>
    <message>
        <source>Larger or smaller</source>
        <translation>Größer oder kleiner</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Hell oder dunkel</translation>
    </message>
    <message>
        <source>Macros, letters, quick texts</source>
        <translation>Makros, Schreiben, Textbausteine</translation>
    </message>
    <message>
        <source>Mute or unmute</source>
        <translation>Stumm oder laut</translation>
    </message>
    <message>
        <source>Next call</source>
        <translation>Nächster Anruf</translation>
    </message>
    <message>
        <source>Next gap in the e-mail</source>
        <translation>Nächste Lücke in der E-Mail</translation>
    </message>
    <message>
        <source>Next region</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>Nicht diese Person</translation>
    </message>
    <message>
        <source>Panel {n}</source>
        <translation>Bereich {n}</translation>
    </message>
    <message>
        <source>Panels on second screen</source>
        <translation>Bereiche auf Schirm 2</translation>
    </message>
    <message>
        <source>Put the wrap-up aside</source>
        <translation>Nachbearbeitung zurückstellen</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Search or run anything</source>
        <translation>Suchen oder ausführen</translation>
    </message>
    <message>
        <source>Send the e-mail</source>
        <translation>E-Mail senden</translation>
    </message>
    <message>
        <source>Show the new actions</source>
        <translation>Neue Aktionen zeigen</translation>
    </message>
    <message>
        <source>Skip the step</source>
        <translation>Schritt auslassen</translation>
    </message>
    <message>
        <source>Sources and ages</source>
        <translation>Quellen und Alter</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>Schritt zurück</translation>
    </message>
    <message>
        <source>Take the suggested follow-up</source>
        <translation>Wiedervorlage übernehmen</translation>
    </message>
    <message>
        <source>Timeline on second screen</source>
        <translation>Verlauf auf Schirm 2</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Weiterleiten</translation>
    </message>
    <message>
        <source>Undo what was done last</source>
        <translation>Zuletzt Getanes zurücknehmen</translation>
    </message>
    <message>
        <source>Why these actions?</source>
        <translation>Warum diese Aktionen?</translation>
    </message>
    <message>
        <source>Write notes</source>
        <translation>Notizen schreiben</translation>
    </message>
</context>
<context>
    <name>languages</name>
    <message>
        <source>Arabic</source>
        <translation>Arabisch</translation>
    </message>
    <message>
        <source>Bulgarian</source>
        <translation>Bulgarisch</translation>
    </message>
    <message>
        <source>Catalan</source>
        <translation>Katalanisch</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>Chinesisch</translation>
    </message>
    <message>
        <source>Croatian</source>
        <translation>Kroatisch</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>Tschechisch</translation>
    </message>
    <message>
        <source>Danish</source>
        <translation>Dänisch</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>Niederländisch</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Englisch</translation>
    </message>
    <message>
        <source>Estonian</source>
        <translation>Estnisch</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>Finnisch</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Französisch</translation>
    </message>
    <message>
        <source>German</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>Griechisch</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>Hebräisch</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>Hindi</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation>Ungarisch</translation>
    </message>
    <message>
        <source>Icelandic</source>
        <translation>Isländisch</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>Italienisch</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Japanisch</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>Koreanisch</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>Lettisch</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>Litauisch</translation>
    </message>
    <message>
        <source>Norwegian Bokmål</source>
        <translation>Norwegisch</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>Persisch</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>Polnisch</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>Portugiesisch</translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation>Rumänisch</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>Russisch</translation>
    </message>
    <message>
        <source>Serbian</source>
        <translation>Serbisch</translation>
    </message>
    <message>
        <source>Slovak</source>
        <translation>Slowakisch</translation>
    </message>
    <message>
        <source>Slovenian</source>
        <translation>Slowenisch</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Spanisch</translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation>Schwedisch</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>Thailändisch</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>Türkisch</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>Ukrainisch</translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation>Vietnamesisch</translation>
    </message>
</context>
</TS>
