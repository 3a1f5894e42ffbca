<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>Alerts</name>
    <message numerus="yes">
        <source>%Ln alerts</source>
        <translation>
            <numerusform>%Ln alerte</numerusform>
            <numerusform>%Ln alertes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more alerts</source>
        <translation>
            <numerusform>%Ln autre alerte</numerusform>
            <numerusform>%Ln autres alertes</numerusform>
        </translation>
    </message>
    <message>
        <source>Alert: {text}</source>
        <translation>Alerte&#xa0;: {text}</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertes</translation>
    </message>
</context>
<context>
    <name>AnswerButton</name>
    <message>
        <source>{answer}, chosen</source>
        <translation>{answer}, choisie</translation>
    </message>
</context>
<context>
    <name>CallBar</name>
    <message>
        <source>Answer</source>
        <translation>Décrocher</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Appel</translation>
    </message>
    <message>
        <source>Choose the call type</source>
        <translation>Choisir le motif de l’appel</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Raccrocher</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Attente</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Muet</translation>
    </message>
    <message>
        <source>No call</source>
        <translation>Aucun appel</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Numéro masqué</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Exercice</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Refuser</translation>
    </message>
    <message>
        <source>Resume {name}</source>
        <translation>Reprendre {name}</translation>
    </message>
    <message>
        <source>Search or run anything</source>
        <translation>Tout chercher ou exécuter</translation>
    </message>
    <message>
        <source>Search or run…</source>
        <translation>Chercher, exécuter…</translation>
    </message>
    <message>
        <source>The phone has not confirmed yet</source>
        <translation>Le téléphone n’a pas encore confirmé</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transférer</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Micro</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>suggéré</translation>
    </message>
    <message>
        <source>{who} is calling</source>
        <translation>{who} appelle</translation>
    </message>
</context>
<context>
    <name>CallPage</name>
    <message>
        <source>Ages hidden</source>
        <translation>Ancienneté masquée</translation>
    </message>
    <message>
        <source>Ages shown</source>
        <translation>Ancienneté affichée</translation>
    </message>
</context>
<context>
    <name>CallTabs</name>
    <message>
        <source>Calls</source>
        <translation>Appels</translation>
    </message>
</context>
<context>
    <name>CallWords</name>
    <message numerus="yes">
        <source>%Ln contacts in 30 days</source>
        <translation>
            <numerusform>%Ln contact en 30 jours</numerusform>
            <numerusform>%Ln contacts en 30 jours</numerusform>
        </translation>
    </message>
    <message>
        <source>After call</source>
        <translation>Post-appel</translation>
    </message>
    <message>
        <source>Answering…</source>
        <translation>Décroche…</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Disponible</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Absent</translation>
    </message>
    <message>
        <source>Calling back</source>
        <translation>Rappel</translation>
    </message>
    <message>
        <source>Dialing</source>
        <translation>Numérotation</translation>
    </message>
    <message>
        <source>Ending…</source>
        <translation>Raccroche…</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Holding…</source>
        <translation>Attente…</translation>
    </message>
    <message>
        <source>Inbound</source>
        <translation>Entrant</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Muet</translation>
    </message>
    <message>
        <source>Muting…</source>
        <translation>Coupe…</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Numéro masqué</translation>
    </message>
    <message>
        <source>On call</source>
        <translation>En ligne</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>On the line: {name}</source>
        <translation>En ligne&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Outbound</source>
        <translation>Sortant</translation>
    </message>
    <message>
        <source>Phone disconnected: {why}</source>
        <translation>Téléphone déconnecté&#xa0;: {why}</translation>
    </message>
    <message>
        <source>Promised: {text}</source>
        <translation>Promis&#xa0;: {text}</translation>
    </message>
    <message>
        <source>Resuming…</source>
        <translation>Reprend…</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Sonne</translation>
    </message>
    <message>
        <source>The phone did not confirm. Try again or use the phone itself.</source>
        <translation>Le téléphone n’a pas confirmé. Réessayez ou utilisez le téléphone lui-même.</translation>
    </message>
    <message>
        <source>The phone did not do it. Try again, or use the phone itself.</source>
        <translation>Le téléphone ne l’a pas fait. Réessayez ou utilisez le téléphone lui-même.</translation>
    </message>
    <message>
        <source>The phone did not do it. Use the phone itself.</source>
        <translation>Le téléphone ne l’a pas fait. Utilisez le téléphone lui-même.</translation>
    </message>
    <message>
        <source>The phone is not connected. Use the phone itself.</source>
        <translation>Le téléphone n’est pas connecté. Utilisez le téléphone lui-même.</translation>
    </message>
    <message>
        <source>The phone no longer knows this call.</source>
        <translation>Le téléphone ne connaît plus cet appel.</translation>
    </message>
    <message>
        <source>The phone refused. Use the phone itself.</source>
        <translation>Le téléphone a refusé. Utilisez le téléphone lui-même.</translation>
    </message>
    <message>
        <source>This phone cannot do that from here.</source>
        <translation>Ce téléphone ne peut pas le faire d’ici.</translation>
    </message>
    <message>
        <source>Transferring…</source>
        <translation>Transfère…</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>Appelant inconnu</translation>
    </message>
    <message>
        <source>Unmuting…</source>
        <translation>Rétablit…</translation>
    </message>
    <message>
        <source>it could not register</source>
        <translation>enregistrement impossible</translation>
    </message>
    <message>
        <source>it does not accept connections</source>
        <translation>il n’accepte pas de connexion</translation>
    </message>
    <message>
        <source>it does not answer</source>
        <translation>il ne répond pas</translation>
    </message>
    <message>
        <source>it is registering</source>
        <translation>il s’enregistre</translation>
    </message>
    <message>
        <source>the connection was lost</source>
        <translation>la connexion est perdue</translation>
    </message>
    <message>
        <source>waited {time}</source>
        <translation>attente {time}</translation>
    </message>
</context>
<context>
    <name>CandidateList</name>
    <message>
        <source>City</source>
        <translation>Ville</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Exact</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Touche</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>Dernier contact</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Concordance</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>Commandes en cours</translation>
    </message>
    <message>
        <source>Similar</source>
        <translation>Proche</translation>
    </message>
</context>
<context>
    <name>CardStack</name>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Undo: {title}</source>
        <translation>Annuler&#xa0;: {title}</translation>
    </message>
</context>
<context>
    <name>CardWords</name>
    <message>
        <source>Actions appear as soon as it is known who is calling and why.</source>
        <translation>Les actions apparaissent dès que l’on sait qui appelle et pourquoi.</translation>
    </message>
    <message>
        <source>Also weighed</source>
        <translation>Aussi envisagé</translation>
    </message>
    <message>
        <source>Declined: {title}</source>
        <translation>Refusée&#xa0;: {title}</translation>
    </message>
    <message>
        <source>Done: {title}</source>
        <translation>Faite&#xa0;: {title}</translation>
    </message>
    <message>
        <source>Everything it needs is true.</source>
        <translation>Toutes les conditions sont remplies.</translation>
    </message>
    <message>
        <source>Held back: {title}</source>
        <translation>Retenue&#xa0;: {title}</translation>
    </message>
    <message>
        <source>How likely a yes is</source>
        <translation>Probabilité d’un oui</translation>
    </message>
    <message>
        <source>It does not fit now.</source>
        <translation>Ne convient pas maintenant.</translation>
    </message>
    <message>
        <source>It does not fit this call.</source>
        <translation>Ne convient pas à cet appel.</translation>
    </message>
    <message>
        <source>It is not active.</source>
        <translation>N’est pas active.</translation>
    </message>
    <message>
        <source>It is required on this call.</source>
        <translation>Est obligatoire pour cet appel.</translation>
    </message>
    <message>
        <source>It may fit once more is known.</source>
        <translation>Conviendra peut-être quand on en saura plus.</translation>
    </message>
    <message>
        <source>It waits for facts that are not there yet.</source>
        <translation>Attend des données encore absentes.</translation>
    </message>
    <message>
        <source>It was dealt with in this call.</source>
        <translation>Déjà traitée pendant cet appel.</translation>
    </message>
    <message>
        <source>It was offered too recently.</source>
        <translation>A été proposée trop récemment.</translation>
    </message>
    <message>
        <source>No action fits now.</source>
        <translation>Aucune action ne convient maintenant.</translation>
    </message>
    <message>
        <source>No action fits yet.</source>
        <translation>Aucune action ne convient encore.</translation>
    </message>
    <message>
        <source>Not saved, try again: {title}</source>
        <translation>Non enregistrée, réessayez&#xa0;: {title}</translation>
    </message>
    <message>
        <source>Others rank higher.</source>
        <translation>D’autres passent avant.</translation>
    </message>
    <message>
        <source>Undone: {title}</source>
        <translation>Annulée&#xa0;: {title}</translation>
    </message>
    <message>
        <source>Waiting for</source>
        <translation>En attente de</translation>
    </message>
    <message>
        <source>Waiting for: {systems}.</source>
        <translation>En attente de&#xa0;: {systems}.</translation>
    </message>
    <message>
        <source>What this rests on</source>
        <translation>Sur quoi cela repose</translation>
    </message>
    <message>
        <source>What would change it</source>
        <translation>Ce qui le changerait</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>lecture impossible</translation>
    </message>
    <message>
        <source>none on file</source>
        <translation>absent du dossier</translation>
    </message>
    <message>
        <source>not active</source>
        <translation>non active</translation>
    </message>
    <message>
        <source>not allowed here</source>
        <translation>non autorisée ici</translation>
    </message>
    <message>
        <source>not in the customer&apos;s interest</source>
        <translation>pas dans l’intérêt du client</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>pas encore connu</translation>
    </message>
    <message>
        <source>not what this call is about</source>
        <translation>hors du sujet de l’appel</translation>
    </message>
    <message>
        <source>offered too recently</source>
        <translation>proposée trop récemment</translation>
    </message>
    <message>
        <source>{fact} ({source})</source>
        <translation>{fact} ({source})</translation>
    </message>
    <message>
        <source>{fact}, for: {title}</source>
        <translation>{fact}, pour&#xa0;: {title}</translation>
    </message>
    <message numerus="yes">
        <source>{fact}, for: {title} and %Ln more</source>
        <translation>
            <numerusform>{fact}, pour&#xa0;: {title} et %Ln autre</numerusform>
            <numerusform>{fact}, pour&#xa0;: {title} et %Ln autres</numerusform>
        </translation>
    </message>
    <message>
        <source>{fact}: {value}</source>
        <translation>{fact}&#xa0;: {value}</translation>
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
        <translation>{title}&#xa0;: on ne sait pas encore si elle convient</translation>
    </message>
    <message>
        <source>{title}: ranks lower</source>
        <translation>{title}&#xa0;: passe après</translation>
    </message>
    <message>
        <source>{title}: {gate}</source>
        <translation>{title}&#xa0;: {gate}</translation>
    </message>
</context>
<context>
    <name>CardsPane</name>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln nouvelle</numerusform>
            <numerusform>%Ln nouvelles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new actions</source>
        <translation>
            <numerusform>%Ln nouvelle action</numerusform>
            <numerusform>%Ln nouvelles actions</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer the call first.</source>
        <translation>Décrochez d’abord.</translation>
    </message>
    <message>
        <source>Next best action</source>
        <translation>Prochaine meilleure action</translation>
    </message>
    <message>
        <source>There is nothing to explain yet.</source>
        <translation>Il n’y a encore rien à expliquer.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>back to the cards</source>
        <translation>retour</translation>
    </message>
    <message>
        <source>why these?</source>
        <translation>pourquoi celles-ci&#x202f;?</translation>
    </message>
    <message>
        <source>why?</source>
        <translation>pourquoi&#x202f;?</translation>
    </message>
</context>
<context>
    <name>ChangeSheet</name>
    <message>
        <source>Esc cancels. It can be undone until it is sent.</source>
        <translation>Échap annule. Réversible tant que ce n’est pas envoyé.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
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
        <translation>Comme dans</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Solde</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>Anniversaire</translation>
    </message>
    <message>
        <source>Change in {system}</source>
        <translation>Modification dans {system}</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Ville</translation>
    </message>
    <message>
        <source>Copied to {system}: {value}</source>
        <translation>Copié vers {system}&#xa0;: {value}</translation>
    </message>
    <message>
        <source>Copy to {system}: {value}</source>
        <translation>Copier vers {system}&#xa0;: {value}</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Pays</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>Client depuis</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Nom de famille</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Prénom</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation>Valeur client</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Maintenant</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Société</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Code postal</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Rue</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Ensuite</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vide</translation>
    </message>
    <message>
        <source>{field} in {system}: {value}</source>
        <translation>{field} dans {system}&#xa0;: {value}</translation>
    </message>
</context>
<context>
    <name>ChoosePanel</name>
    <message numerus="yes">
        <source>%Ln possible customers. {key} and a digit picks; the call goes on without.</source>
        <translation>
            <numerusform>%Ln client possible. {key} puis un chiffre&#x202f;; l’appel continue sans.</numerusform>
            <numerusform>%Ln clients possibles. {key} puis un chiffre&#x202f;; l’appel continue sans.</numerusform>
        </translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>Aucun d’eux</translation>
    </message>
    <message>
        <source>Possible customers</source>
        <translation>Clients possibles</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>It is being sent.</source>
        <translation>Envoi en cours.</translation>
    </message>
    <message>
        <source>Next gap</source>
        <translation>Blanc suivant</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Objet</translation>
    </message>
    <message>
        <source>To</source>
        <translation>À</translation>
    </message>
    <message>
        <source>Write another</source>
        <translation>En écrire un autre</translation>
    </message>
</context>
<context>
    <name>ContractWords</name>
    <message numerus="yes">
        <source>%Ln dated events</source>
        <translation>
            <numerusform>%Ln événement daté</numerusform>
            <numerusform>%Ln événements datés</numerusform>
        </translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Autopay</source>
        <translation>Prélèvement</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Solde</translation>
    </message>
    <message>
        <source>Card expires</source>
        <translation>Fin de la carte</translation>
    </message>
    <message>
        <source>Contract ends</source>
        <translation>Fin du contrat</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>Client depuis</translation>
    </message>
    <message>
        <source>Date or value</source>
        <translation>Date ou valeur</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Désactivé</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Activé</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Forfait</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
</context>
<context>
    <name>DeedWords</name>
    <message>
        <source>Not done: it could not be saved. Try again.</source>
        <translation>Non fait&#xa0;: l’enregistrement a échoué. Réessayez.</translation>
    </message>
    <message>
        <source>Not done: no connected system takes this.</source>
        <translation>Non fait&#xa0;: aucun système connecté ne le prend.</translation>
    </message>
    <message>
        <source>Not done: something it needs is not known yet.</source>
        <translation>Non fait&#xa0;: une donnée nécessaire manque encore.</translation>
    </message>
    <message>
        <source>Not done: the call type has no such disposition.</source>
        <translation>Pas fait&#xa0;: ce type d’appel n’a pas ce résultat.</translation>
    </message>
    <message>
        <source>Not done: the phone cannot do this now.</source>
        <translation>Non fait&#xa0;: le téléphone ne le peut pas maintenant.</translation>
    </message>
    <message>
        <source>Not undone: it has been sent already.</source>
        <translation>Non annulé&#xa0;: c’est déjà envoyé.</translation>
    </message>
</context>
<context>
    <name>DetailPage</name>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
</context>
<context>
    <name>DetailWords</name>
    <message>
        <source>About</source>
        <translation>À propos de</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Catégorie</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Canal</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Commentaire</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Livrée</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Livraison</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Sens</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Échéance</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Émise le</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Article</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Restant dû</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Ouvert le</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Responsable</translation>
    </message>
    <message>
        <source>Parcel</source>
        <translation>Colis</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Paiement</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Passée le</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorité</translation>
    </message>
    <message>
        <source>Promised for</source>
        <translation>Promise pour le</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Sentiment</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Résolu le</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Objet</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Résumé</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Mis à jour</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>from the customer</source>
        <translation>du client</translation>
    </message>
    <message>
        <source>no number yet</source>
        <translation>pas encore de numéro</translation>
    </message>
    <message>
        <source>to the customer</source>
        <translation>au client</translation>
    </message>
    <message>
        <source>{amount} back</source>
        <translation>{amount} remboursés</translation>
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
        <translation>Qualification</translation>
    </message>
    <message>
        <source>Dispositions</source>
        <translation>Qualifications</translation>
    </message>
    <message>
        <source>How did it end? {keys}</source>
        <translation>Quelle issue&#x202f;? {keys}</translation>
    </message>
</context>
<context>
    <name>EffectWords</name>
    <message>
        <source>Adds to the notes</source>
        <translation>Ajoute aux notes</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Appeler</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Appelle</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Catégorie</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Modifie</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Ville</translation>
    </message>
    <message>
        <source>Creates</source>
        <translation>Crée</translation>
    </message>
    <message>
        <source>Do it, go on</source>
        <translation>Faire, continuer</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Échéance</translation>
    </message>
    <message>
        <source>Due in days</source>
        <translation>Délai (jours)</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Accordé</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Facture</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Open it, go on</source>
        <translation>Ouvrir, continuer</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Responsable</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Code postal</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorité</translation>
    </message>
    <message>
        <source>Put it into the notes</source>
        <translation>Mettre en notes</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Rue</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Objet</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Ensuite</translation>
    </message>
    <message>
        <source>To</source>
        <translation>À</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transférer</translation>
    </message>
    <message>
        <source>Transfers to</source>
        <translation>Transfère à</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>Écrire</translation>
    </message>
    <message>
        <source>a case</source>
        <translation>un dossier</translation>
    </message>
    <message>
        <source>a consent</source>
        <translation>un consentement</translation>
    </message>
    <message>
        <source>a contact entry</source>
        <translation>une trace de contact</translation>
    </message>
    <message>
        <source>a customer</source>
        <translation>un client</translation>
    </message>
    <message>
        <source>a note</source>
        <translation>une note</translation>
    </message>
    <message>
        <source>a survey invitation</source>
        <translation>une invitation à l’enquête</translation>
    </message>
    <message>
        <source>a task</source>
        <translation>une tâche</translation>
    </message>
    <message>
        <source>the customer</source>
        <translation>le client</translation>
    </message>
    <message>
        <source>the system writes to the customer itself</source>
        <translation>le système écrit lui-même au client</translation>
    </message>
    <message>
        <source>{what} in {system}</source>
        <translation>{what} dans {system}</translation>
    </message>
</context>
<context>
    <name>EntryModel</name>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
</context>
<context>
    <name>FeedbackWords</name>
    <message numerus="yes">
        <source>%Ln answers</source>
        <translation>
            <numerusform>%Ln réponse</numerusform>
            <numerusform>%Ln réponses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln comments</source>
        <translation>
            <numerusform>%Ln commentaire</numerusform>
            <numerusform>%Ln commentaires</numerusform>
        </translation>
    </message>
    <message>
        <source>last {survey} {score}</source>
        <translation>dernier {survey} {score}</translation>
    </message>
    <message>
        <source>{score}, {change}</source>
        <translation>{score}, {change}</translation>
    </message>
    <message>
        <source>{survey} of {best}, oldest first: {scores}</source>
        <translation>{survey} sur {best}, de la plus ancienne à la plus récente&#xa0;: {scores}</translation>
    </message>
</context>
<context>
    <name>FollowUpForm</name>
    <message>
        <source>A day such as 24.11.2026, or +3 for in three days; the arrow keys move it</source>
        <translation>Un jour tel que 24.11.2026, ou +3 pour dans trois jours&#x202f;; les flèches le changent</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>Échéance le</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Suivi</translation>
    </message>
    <message>
        <source>What do you promise?</source>
        <translation>Que promettez-vous&#x202f;?</translation>
    </message>
</context>
<context>
    <name>FollowUpList</name>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Remove “{text}”</source>
        <translation>Retirer «&#xa0;{text}&#xa0;»</translation>
    </message>
    <message>
        <source>Suggested: {text}</source>
        <translation>Suggestion&#xa0;: {text}</translation>
    </message>
    <message numerus="yes">
        <source>{text} (and %Ln more)</source>
        <translation>
            <numerusform>{text} (et %Ln autre)</numerusform>
            <numerusform>{text} (et %Ln autres)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>due {day}</source>
        <translation>échéance {day}</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>à l’instant</translation>
    </message>
    <message>
        <source>now</source>
        <translation>à jour</translation>
    </message>
    <message>
        <source>overdue since {day}</source>
        <translation>en retard depuis {day}</translation>
    </message>
    <message>
        <source>today</source>
        <translation>aujourd’hui</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>demain</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>hier</translation>
    </message>
    <message>
        <source>{age} old</source>
        <translation>il y a {age}</translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <translation>{h}&#xa0;h {m}&#xa0;min</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m}&#xa0;min {s}&#xa0;s</translation>
    </message>
    <message numerus="yes">
        <source>{n} days</source>
        <translation>
            <numerusform>{n} jour</numerusform>
            <numerusform>{n} jours</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n}&#xa0;h</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n}&#xa0;min</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n}&#xa0;ms</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n}&#xa0;s</translation>
    </message>
</context>
<context>
    <name>GuideCard</name>
    <message>
        <source>An answer is missing.</source>
        <translation>Il manque une réponse.</translation>
    </message>
    <message>
        <source>Checked, go on</source>
        <translation>Vérifié, continuer</translation>
    </message>
    <message>
        <source>Done, go on</source>
        <translation>Fait, continuer</translation>
    </message>
    <message>
        <source>In a few words</source>
        <translation>En quelques mots</translation>
    </message>
    <message>
        <source>Not clear as a day. Write 2026-12-03 or 3.12.2026.</source>
        <translation>Ce n’est pas un jour clair. Écrivez 2026-12-03 ou 3.12.2026.</translation>
    </message>
    <message>
        <source>Not clear as a number. Write 1234 or 12.5.</source>
        <translation>Ce n’est pas un nombre clair. Écrivez 1234 ou 12,5.</translation>
    </message>
    <message>
        <source>Not clear as an amount. Write 18.00 without a thousands mark.</source>
        <translation>Ce n’est pas un montant clair. Écrivez 18,00 sans séparateur de milliers.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Press again to do it</source>
        <translation>Appuyez encore pour le faire</translation>
    </message>
    <message>
        <source>Read out, go on</source>
        <translation>Lu, continuer</translation>
    </message>
    <message>
        <source>Said, go on</source>
        <translation>Dit, continuer</translation>
    </message>
    <message>
        <source>Such as 12</source>
        <translation>Par exemple 12</translation>
    </message>
    <message>
        <source>Such as 18.00</source>
        <translation>Par exemple 18,00</translation>
    </message>
    <message>
        <source>Such as 2026-12-03</source>
        <translation>Par exemple 3.12.2026</translation>
    </message>
    <message>
        <source>This answer was not accepted.</source>
        <translation>Cette réponse n’a pas été acceptée.</translation>
    </message>
    <message>
        <source>This step cannot be skipped: the call needs its answer.</source>
        <translation>Cette étape est obligatoire&#xa0;: l’appel a besoin de sa réponse.</translation>
    </message>
    <message>
        <source>What stands in [brackets] is not known yet.</source>
        <translation>Ce qui est entre [crochets] n’est pas encore connu.</translation>
    </message>
    <message>
        <source>Why is this step left out?</source>
        <translation>Pourquoi sauter cette étape&#x202f;?</translation>
    </message>
</context>
<context>
    <name>GuidePane</name>
    <message>
        <source>All steps done</source>
        <translation>Toutes les étapes sont faites</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Guide</translation>
    </message>
    <message>
        <source>Skip step</source>
        <translation>Passer</translation>
    </message>
    <message>
        <source>Step {step} of {count}</source>
        <translation>Étape {step} sur {count}</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Résumé</translation>
    </message>
    <message>
        <source>The guide opens once it is clear what this call is about. {keys} sets the call type.</source>
        <translation>Le guide s’ouvre dès que le sujet de l’appel est clair. {keys} fixe le motif.</translation>
    </message>
    <message>
        <source>The guide starts when the call is answered.</source>
        <translation>Le guide démarre quand l’appel est décroché.</translation>
    </message>
    <message>
        <source>There is no step left.</source>
        <translation>Il ne reste aucune étape.</translation>
    </message>
    <message>
        <source>This is the first step.</source>
        <translation>C’est la première étape.</translation>
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
        <translation>Acceptée</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Actions</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Réponses</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Refusée</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Faite</translation>
    </message>
    <message>
        <source>Failed, nothing was sent</source>
        <translation>Échec, rien n’a été envoyé</translation>
    </message>
    <message>
        <source>Finish sends</source>
        <translation>Terminer envoie</translation>
    </message>
    <message>
        <source>No action was accepted or declined.</source>
        <translation>Aucune action n’a été acceptée ni refusée.</translation>
    </message>
    <message>
        <source>No step of the guide was answered.</source>
        <translation>Aucune étape du guide n’a reçu de réponse.</translation>
    </message>
    <message>
        <source>No system takes this call; it is kept on this computer.</source>
        <translation>Aucun système ne prend cet appel&#xa0;; il reste sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Passée</translation>
    </message>
    <message>
        <source>Skipped: {reason}</source>
        <translation>Passée&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>Undone, nothing was sent</source>
        <translation>Annulée, rien n’a été envoyé</translation>
    </message>
    <message>
        <source>{outcome}: {reason}</source>
        <translation>{outcome}&#xa0;: {reason}</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message numerus="yes">
        <source>%Ln late</source>
        <translation>
            <numerusform>%Ln en retard</numerusform>
            <numerusform>%Ln en retard</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln values</source>
        <translation>
            <numerusform>%Ln valeur</numerusform>
            <numerusform>%Ln valeurs</numerusform>
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
        <translation>Risque de départ</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Last NPS</source>
        <translation>Dernier NPS</translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation>Valeur client</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>Pas cette personne</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>Commandes en cours</translation>
    </message>
    <message>
        <source>of {max}</source>
        <translation>sur {max}</translation>
    </message>
</context>
<context>
    <name>HeaderFigures</name>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>{what}: no system offers this</source>
        <translation>{what}&#xa0;: aucun système ne l’offre</translation>
    </message>
    <message>
        <source>{what}: none on file</source>
        <translation>{what}&#xa0;: rien d’enregistré</translation>
    </message>
    <message>
        <source>{what}: waiting for {source}</source>
        <translation>{what}&#xa0;: en attente de {source}</translation>
    </message>
    <message>
        <source>{what}: {source}, {trouble}</source>
        <translation>{what}&#xa0;: {source}, {trouble}</translation>
    </message>
</context>
<context>
    <name>HeaderWords</name>
    <message numerus="yes">
        <source>%Ln late</source>
        <translation>
            <numerusform>%Ln en retard</numerusform>
            <numerusform>%Ln en retard</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln possible customers</source>
        <translation>
            <numerusform>%Ln client possible</numerusform>
            <numerusform>%Ln clients possibles</numerusform>
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
        <translation>À choisir</translation>
    </message>
    <message>
        <source>Chosen by you</source>
        <translation>Choisi par vous</translation>
    </message>
    <message>
        <source>Chosen by you · not verified</source>
        <translation>Choisi par vous · non vérifié</translation>
    </message>
    <message>
        <source>Churn risk</source>
        <translation>Risque de départ</translation>
    </message>
    <message>
        <source>Customer since {month}</source>
        <translation>Client depuis {month}</translation>
    </message>
    <message>
        <source>Last NPS</source>
        <translation>Dernier NPS</translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation>Valeur client</translation>
    </message>
    <message>
        <source>Looking up</source>
        <translation>Recherche</translation>
    </message>
    <message>
        <source>Matched · {how}</source>
        <translation>Associé · {how}</translation>
    </message>
    <message>
        <source>No name on file</source>
        <translation>Aucun nom enregistré</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>N°&#xa0;{number}</translation>
    </message>
    <message>
        <source>Not identified</source>
        <translation>Non identifié</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Numéro masqué</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>Commandes en cours</translation>
    </message>
    <message>
        <source>Saved copy, {age}</source>
        <translation>Copie locale, {age}</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>Appelant inconnu</translation>
    </message>
    <message>
        <source>Unknown number</source>
        <translation>Numéro inconnu</translation>
    </message>
    <message>
        <source>Verified by you</source>
        <translation>Vérifié par vous</translation>
    </message>
    <message>
        <source>Verified · {how}</source>
        <translation>Vérifié · {how}</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>occupé</translation>
    </message>
    <message>
        <source>customer number</source>
        <translation>numéro client</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>sans réponse</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>clé absente</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>non autorisé</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>pas encore lu</translation>
    </message>
    <message>
        <source>of {max}</source>
        <translation>sur {max}</translation>
    </message>
    <message>
        <source>says: {name}</source>
        <translation>se présente&#xa0;: {name}</translation>
    </message>
    <message>
        <source>sign in</source>
        <translation>se connecter</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>illisible</translation>
    </message>
</context>
<context>
    <name>IdlePage</name>
    <message>
        <source>Average handling</source>
        <translation>Durée moyenne</translation>
    </message>
    <message>
        <source>Callbacks and promises</source>
        <translation>Rappels et promesses</translation>
    </message>
    <message>
        <source>Calls today</source>
        <translation>Appels du jour</translation>
    </message>
    <message>
        <source>Give up: {reason}</source>
        <translation>Abandonner&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>Mark as done</source>
        <translation>Marquer comme fait</translation>
    </message>
    <message>
        <source>No calls yet.</source>
        <translation>Pas encore d’appels.</translation>
    </message>
    <message>
        <source>Nothing is due, or you are away</source>
        <translation>Rien n’est dû, ou vous êtes absent</translation>
    </message>
    <message>
        <source>Ready for the next call</source>
        <translation>Prêt pour le prochain appel</translation>
    </message>
    <message>
        <source>Recent calls</source>
        <translation>Appels récents</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Search customers, orders, articles, or type a number</source>
        <translation>Cherchez clients, commandes, articles, ou tapez un numéro</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Renvoyer</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espace</translation>
    </message>
    <message>
        <source>To finish</source>
        <translation>À terminer</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>À envoyer</translation>
    </message>
    <message>
        <source>What becomes of it?</source>
        <translation>Qu’en faire&#xa0;?</translation>
    </message>
    <message>
        <source>Why are you away?</source>
        <translation>Pourquoi vous absentez-vous&#xa0;?</translation>
    </message>
    <message>
        <source>You are away</source>
        <translation>Vous êtes absent</translation>
    </message>
    <message>
        <source>Your day</source>
        <translation>Votre journée</translation>
    </message>
    <message>
        <source>done by hand</source>
        <translation>fait à la main</translation>
    </message>
    <message>
        <source>no calls yet</source>
        <translation>aucun appel</translation>
    </message>
    <message>
        <source>no longer needed</source>
        <translation>plus nécessaire</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>was a mistake</source>
        <translation>c’était une erreur</translation>
    </message>
</context>
<context>
    <name>IdleWords</name>
    <message numerus="yes">
        <source>%Ln callbacks wait until you are available again.</source>
        <translation>
            <numerusform>%Ln rappel attend que vous soyez de nouveau disponible.</numerusform>
            <numerusform>%Ln rappels attendent que vous soyez de nouveau disponible.</numerusform>
        </translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Disponible</translation>
    </message>
    <message>
        <source>Average handling {average}, {goal}, {over}</source>
        <translation>Durée moyenne {average}, {goal}, {over}</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Absent</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Change of the customer</source>
        <translation>Modification du client</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Consentement</translation>
    </message>
    <message>
        <source>Customer no longer on file</source>
        <translation>Client plus enregistré</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Suivi</translation>
    </message>
    <message>
        <source>It may have arrived: look in {system} first.</source>
        <translation>C’est peut-être arrivé&#xa0;: regardez d’abord dans {system}.</translation>
    </message>
    <message>
        <source>Lunch</source>
        <translation>Déjeuner</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>Réunion</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Missed call, call back</source>
        <translation>Appel manqué, à rappeler</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Nouveau client</translation>
    </message>
    <message>
        <source>No callbacks while you are away.</source>
        <translation>Pas de rappels pendant votre absence.</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>Pas terminé</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Nothing is due in the next seven days. Follow-ups you promise in a call appear here.</source>
        <translation>Rien n’est dû dans les sept prochains jours. Ce que vous promettez pendant un appel apparaît ici.</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Numéro masqué</translation>
    </message>
    <message>
        <source>Only here: your phone cannot be told</source>
        <translation>Ici seulement&#xa0;: votre téléphone ne le sait pas</translation>
    </message>
    <message>
        <source>Record of the call</source>
        <translation>Trace de l’appel</translation>
    </message>
    <message>
        <source>Somebody has changed it in {system} meanwhile: look there.</source>
        <translation>Modifié entre-temps dans {system}&#xa0;: regardez-y.</translation>
    </message>
    <message>
        <source>Survey invitation</source>
        <translation>Invitation à l’enquête</translation>
    </message>
    <message>
        <source>Telling the phone…</source>
        <translation>Le téléphone est prévenu…</translation>
    </message>
    <message>
        <source>The phone did not take it: set it there too</source>
        <translation>Le téléphone ne l’a pas pris&#xa0;: réglez-le aussi là</translation>
    </message>
    <message>
        <source>The phone knows</source>
        <translation>Le téléphone le sait</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Formation</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>Appelant inconnu</translation>
    </message>
    <message>
        <source>Wrap-up: {who}</source>
        <translation>Clôture&#xa0;: {who}</translation>
    </message>
    <message>
        <source>goal {goal}</source>
        <translation>objectif {goal}</translation>
    </message>
    <message>
        <source>needs you</source>
        <translation>besoin de vous</translation>
    </message>
    <message>
        <source>no answer {when}</source>
        <translation>sans réponse {when}</translation>
    </message>
    <message>
        <source>{reason}  {time}</source>
        <translation>{reason}  {time}</translation>
    </message>
    <message>
        <source>{system} did not take it.</source>
        <translation>{system} ne l’a pas pris.</translation>
    </message>
    <message>
        <source>{time} over goal</source>
        <translation>{time} au-dessus de l’objectif</translation>
    </message>
    <message>
        <source>{what} for {system}</source>
        <translation>{what} pour {system}</translation>
    </message>
</context>
<context>
    <name>JourneyWords</name>
    <message numerus="yes">
        <source>%Ln pain points</source>
        <translation>
            <numerusform>%Ln irritant</numerusform>
            <numerusform>%Ln irritants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln touchpoints</source>
        <translation>
            <numerusform>%Ln point de contact</numerusform>
            <numerusform>%Ln points de contact</numerusform>
        </translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>Achat</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>Réclamation</translation>
    </message>
    <message>
        <source>Customer since {month}</source>
        <translation>Client depuis {month}</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Livraison</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>Avis</translation>
    </message>
    <message>
        <source>Found us</source>
        <translation>Découverte</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Retard</translation>
    </message>
    <message>
        <source>Low score</source>
        <translation>Note basse</translation>
    </message>
    <message>
        <source>Pain</source>
        <translation>Irritant</translation>
    </message>
    <message>
        <source>Renewed</source>
        <translation>Renouvelé</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Répété</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Étape</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message numerus="yes">
        <source>{part}, %Ln with pain</source>
        <translation>
            <numerusform>{part}, dont %Ln difficile</numerusform>
            <numerusform>{part}, dont %Ln difficiles</numerusform>
        </translation>
    </message>
    <message>
        <source>{stage}: {n}</source>
        <translation>{stage}&#xa0;: {n}</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>{keys}, usually {usual}</source>
        <translation>{keys}, d’habitude {usual}</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Act on an alert</source>
        <translation>Agir sur une alerte</translation>
    </message>
    <message>
        <source>Actions and wrap-up</source>
        <translation>Actions et post-appel</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertes</translation>
    </message>
    <message>
        <source>All as usual</source>
        <translation>Tout comme d’habitude</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Toutes les touches</translation>
    </message>
    <message>
        <source>All keys are as usual again.</source>
        <translation>Toutes les touches sont de nouveau comme d’habitude.</translation>
    </message>
    <message>
        <source>Answer in the guide</source>
        <translation>Réponse dans le guide</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Appel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Enter on a row gives it other keys, Backspace the usual ones.</source>
        <translation>Entrée sur une ligne lui donne d’autres touches, Retour arrière celles d’habitude.</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Guide</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>Volet</translation>
    </message>
    <message>
        <source>Panels and timeline</source>
        <translation>Volets et historique</translation>
    </message>
    <message>
        <source>Press the new keys for “{title}”. Esc leaves them as they are.</source>
        <translation>Appuyez sur les nouvelles touches pour «&#xa0;{title}&#xa0;». Échap les laisse telles quelles.</translation>
    </message>
    <message>
        <source>The site&apos;s [keys] cannot be used as written: {entries}. Tell whoever keeps site.toml.</source>
        <translation>Les [keys] du site sont inutilisables ainsi&#xa0;: {entries}. Prévenez la personne qui tient site.toml.</translation>
    </message>
    <message>
        <source>These go with their digits and stay as they are</source>
        <translation>Elles suivent leurs chiffres et restent telles quelles</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>{keys} already does “{title}”. Press others, or change that one first.</source>
        <translation>{keys} fait déjà «&#xa0;{title}&#xa0;». Appuyez sur d’autres ou changez d’abord celle-là.</translation>
    </message>
    <message>
        <source>{keys} belongs to the system and never gets here. Press others.</source>
        <translation>{keys} appartient au système et n’arrive jamais ici. Appuyez sur d’autres.</translation>
    </message>
    <message>
        <source>{keys} does “{title}” from now on.</source>
        <translation>{keys} fait désormais «&#xa0;{title}&#xa0;».</translation>
    </message>
    <message>
        <source>{keys} edits text everywhere. Take another key with Ctrl.</source>
        <translation>{keys} modifie le texte partout. Prenez une autre touche avec Ctrl.</translation>
    </message>
    <message>
        <source>{keys} is AltGr on many keyboards, which types characters. Use Ctrl or Alt alone.</source>
        <translation>{keys} est AltGr sur bien des claviers et tape des signes. Prenez Ctrl ou Alt seul.</translation>
    </message>
    <message>
        <source>{keys} moves about and edits in fields. Hold Ctrl or Alt with it.</source>
        <translation>{keys} se déplace et modifie dans les champs. Ajoutez Ctrl ou Alt.</translation>
    </message>
    <message>
        <source>{keys} types something while you write. Hold Ctrl or Alt with it, or take an F key.</source>
        <translation>{keys} tape quelque chose pendant que vous écrivez. Ajoutez Ctrl ou Alt, ou prenez une touche F.</translation>
    </message>
    <message>
        <source>“{title}” has no keys.</source>
        <translation>«&#xa0;{title}&#xa0;» n’a pas de touches.</translation>
    </message>
</context>
<context>
    <name>LanguageChoice</name>
    <message>
        <source>Language: {name}</source>
        <translation>Langue&#xa0;: {name}</translation>
    </message>
    <message>
        <source>after this call</source>
        <translation>après cet appel</translation>
    </message>
</context>
<context>
    <name>LetterField</name>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
</context>
<context>
    <name>LetterWords</name>
    <message numerus="yes">
        <source>%Ln gaps to fill</source>
        <translation>
            <numerusform>%Ln blanc à remplir</numerusform>
            <numerusform>%Ln blancs à remplir</numerusform>
        </translation>
    </message>
    <message>
        <source>A card number was covered. Look again, then send.</source>
        <translation>Un numéro de carte a été masqué. Relisez, puis envoyez.</translation>
    </message>
    <message>
        <source>Already sent with other words. Write another one.</source>
        <translation>Déjà envoyé avec d’autres mots. Écrivez un autre message.</translation>
    </message>
    <message>
        <source>Chat reply</source>
        <translation>Réponse au chat</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Fill what stands in [brackets] first.</source>
        <translation>Remplissez d’abord ce qui est entre [crochets].</translation>
    </message>
    <message>
        <source>It is being sent.</source>
        <translation>Envoi en cours.</translation>
    </message>
    <message>
        <source>It was sent.</source>
        <translation>A été envoyé.</translation>
    </message>
    <message>
        <source>No address on file: type one</source>
        <translation>Aucune adresse enregistrée&#xa0;: saisissez-en une</translation>
    </message>
    <message>
        <source>No connected system sends this.</source>
        <translation>Aucun système connecté ne l’envoie.</translation>
    </message>
    <message>
        <source>No connected system sends this. Copy the text and send it another way.</source>
        <translation>Aucun système connecté ne l’envoie. Copiez le texte et envoyez-le autrement.</translation>
    </message>
    <message>
        <source>No number on file: type one</source>
        <translation>Aucun numéro enregistré&#xa0;: saisissez-en un</translation>
    </message>
    <message>
        <source>Not a telephone number.</source>
        <translation>Ce n’est pas un numéro de téléphone.</translation>
    </message>
    <message>
        <source>Not one e-mail address.</source>
        <translation>Ce n’est pas une seule adresse e-mail.</translation>
    </message>
    <message>
        <source>Not sent: it could not be saved. Try again.</source>
        <translation>Non envoyé&#xa0;: l’enregistrement a échoué. Réessayez.</translation>
    </message>
    <message>
        <source>On its way since {time}</source>
        <translation>En route depuis {time}</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Envoi…</translation>
    </message>
    <message>
        <source>Text message</source>
        <translation>SMS</translation>
    </message>
    <message>
        <source>The subject is missing.</source>
        <translation>L’objet manque.</translation>
    </message>
    <message>
        <source>There is nothing to send yet.</source>
        <translation>Il n’y a encore rien à envoyer.</translation>
    </message>
    <message>
        <source>Where to? Type a number.</source>
        <translation>À qui&#x202f;? Saisissez un numéro.</translation>
    </message>
    <message>
        <source>Where to? Type an address.</source>
        <translation>À qui&#x202f;? Saisissez une adresse.</translation>
    </message>
    <message>
        <source>begun, not sent</source>
        <translation>commencé, non envoyé</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>envoi en cours</translation>
    </message>
    <message>
        <source>for other call types</source>
        <translation>pour d’autres motifs d’appel</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>envoyé</translation>
    </message>
    <message>
        <source>{kind}: {title}</source>
        <translation>{kind}&#xa0;: {title}</translation>
    </message>
</context>
<context>
    <name>MacroSheet</name>
    <message>
        <source>Esc cancels. All of it can be undone until it is sent.</source>
        <translation>Esc annule. Tout peut être annulé jusqu’à l’envoi.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Exécuter</translation>
    </message>
</context>
<context>
    <name>MacroWords</name>
    <message>
        <source>Begins a letter</source>
        <translation>Commence une lettre</translation>
    </message>
    <message>
        <source>Due in days</source>
        <translation>Délai (jours)</translation>
    </message>
    <message>
        <source>Opens the panel</source>
        <translation>Ouvre le volet</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>Promet</translation>
    </message>
    <message>
        <source>Sets the disposition</source>
        <translation>Choisit le résultat</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Call in view – Callside</source>
        <translation>Appel affiché – Callside</translation>
    </message>
    <message>
        <source>Macros, letters, quick texts</source>
        <translation>Macros, lettres, textes rapides</translation>
    </message>
    <message>
        <source>Ringing – Callside</source>
        <translation>Ça sonne – Callside</translation>
    </message>
</context>
<context>
    <name>NarrowFoot</name>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Next action, notes and finish</source>
        <translation>Prochaine action, notes et fin</translation>
    </message>
    <message>
        <source>No action fits now</source>
        <translation>Aucune action ne convient</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
</context>
<context>
    <name>NewCustomerForm</name>
    <message>
        <source>A telephone number or an e-mail address is needed.</source>
        <translation>Il faut un numéro de téléphone ou une adresse e-mail.</translation>
    </message>
    <message>
        <source>Back to search</source>
        <translation>Retour à la recherche</translation>
    </message>
    <message>
        <source>Could not be saved; nothing was sent.</source>
        <translation>Enregistrement impossible&#x202f;; rien n’a été envoyé.</translation>
    </message>
    <message>
        <source>Create customer</source>
        <translation>Créer le client</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>No connected system takes new customers.</source>
        <translation>Aucun système connecté ne prend de nouveaux clients.</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>Le nom manque.</translation>
    </message>
    <message>
        <source>This is not a telephone number.</source>
        <translation>Ce n’est pas un numéro de téléphone.</translation>
    </message>
    <message>
        <source>This is not an e-mail address.</source>
        <translation>Ce n’est pas une adresse e-mail.</translation>
    </message>
</context>
<context>
    <name>NotesField</name>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Notes, saved as you type ({keys})</source>
        <translation>Notes, enregistrées en tapant ({keys})</translation>
    </message>
</context>
<context>
    <name>Pager</name>
    <message>
        <source>Actions</source>
        <translation>Actions</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Données</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Historique</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Nothing fits. Try fewer letters.</source>
        <translation>Rien ne correspond. Essayez moins de lettres.</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Search or run</source>
        <translation>Chercher ou exécuter</translation>
    </message>
    <message>
        <source>Search or run…</source>
        <translation>Chercher ou exécuter…</translation>
    </message>
    <message>
        <source>↑ ↓ choose    ↵ run    Esc close</source>
        <translation>↑ ↓ choisir    ↵ exécuter    Échap fermer</translation>
    </message>
</context>
<context>
    <name>PaletteEntries</name>
    <message>
        <source>Call type: {name}</source>
        <translation>Motif d’appel&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Disposition: {path}</source>
        <translation>Qualification&#xa0;: {path}</translation>
    </message>
    <message>
        <source>Find customer: {text}</source>
        <translation>Chercher le client&#xa0;: {text}</translation>
    </message>
    <message>
        <source>Guide step: {title}</source>
        <translation>Étape du guide&#xa0;: {title}</translation>
    </message>
    <message>
        <source>Macro: {title}</source>
        <translation>Macro&#xa0;: {title}</translation>
    </message>
    <message>
        <source>Quick texts…</source>
        <translation>Textes rapides…</translation>
    </message>
    <message>
        <source>Read: {title}</source>
        <translation>Lire&#xa0;: {title}</translation>
    </message>
    <message>
        <source>Why, or why not: {title}</source>
        <translation>Pourquoi, ou pourquoi pas&#xa0;: {title}</translation>
    </message>
    <message>
        <source>Write: {title}</source>
        <translation>Écrire&#xa0;: {title}</translation>
    </message>
    <message>
        <source>Your own quick texts</source>
        <translation>Vos propres textes rapides</translation>
    </message>
    <message>
        <source>in all systems</source>
        <translation>dans tous les systèmes</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>suggéré</translation>
    </message>
    <message>
        <source>{field}, as in {system}</source>
        <translation>{field}, comme dans {system}</translation>
    </message>
</context>
<context>
    <name>PanelBar</name>
    <message>
        <source>Choose a row that has a link.</source>
        <translation>Choisissez une ligne qui a un lien.</translation>
    </message>
    <message>
        <source>Newer invoice</source>
        <translation>Facture suivante</translation>
    </message>
    <message>
        <source>No connected system keeps these.</source>
        <translation>Aucun système connecté n’en tient.</translation>
    </message>
    <message>
        <source>Older invoice</source>
        <translation>Facture précédente</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open in {system}</source>
        <translation>Ouvrir dans {system}</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualiser</translation>
    </message>
    <message>
        <source>Slow: no answer yet</source>
        <translation>Lent&#xa0;: pas encore de réponse</translation>
    </message>
    <message>
        <source>This is the newest invoice.</source>
        <translation>C’est la facture la plus récente.</translation>
    </message>
    <message>
        <source>This is the oldest invoice that was read.</source>
        <translation>C’est la plus ancienne facture lue.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Waiting for {systems}</source>
        <translation>En attente de {systems}</translation>
    </message>
    <message>
        <source>there are more than shown</source>
        <translation>il y en a plus que ce qui est affiché</translation>
    </message>
    <message>
        <source>{n} of {count}</source>
        <translation>{n}&#xa0;sur {count}</translation>
    </message>
</context>
<context>
    <name>PanelColumns</name>
    <message>
        <source>About</source>
        <translation>À propos de</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Catégorie</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Canal</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Commentaire</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Échéance</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>Produits</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Facture</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Émise le</translation>
    </message>
    <message>
        <source>Last payment</source>
        <translation>Dernier paiement</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Non</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Restant dû</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Ouvert le</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Responsable</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Passée le</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorité</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>Promise</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Sentiment</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Objet</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Résumé</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>Enquête</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Tracking</source>
        <translation>Suivi</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Oui</translation>
    </message>
</context>
<context>
    <name>PanelTable</name>
    <message>
        <source>No connected system keeps these.</source>
        <translation>Aucun système connecté n’en tient.</translation>
    </message>
    <message>
        <source>Nothing could be read, and nothing is kept from before.</source>
        <translation>Rien n’a pu être lu, et rien n’est gardé d’avant.</translation>
    </message>
    <message>
        <source>Shown as soon as it is clear who is calling.</source>
        <translation>Apparaît dès que l’on sait qui appelle.</translation>
    </message>
    <message>
        <source>This invoice has no lines on file.</source>
        <translation>Aucune ligne de cette facture n’est enregistrée.</translation>
    </message>
    <message>
        <source>{nothing} ({systems}, live).</source>
        <translation>{nothing} ({systems}, en direct).</translation>
    </message>
</context>
<context>
    <name>PanelWords</name>
    <message numerus="yes">
        <source>%Ln articles</source>
        <translation>
            <numerusform>%Ln article</numerusform>
            <numerusform>%Ln articles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cases</source>
        <translation>
            <numerusform>%Ln dossier</numerusform>
            <numerusform>%Ln dossiers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts</source>
        <translation>
            <numerusform>%Ln contact</numerusform>
            <numerusform>%Ln contacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln dates</source>
        <translation>
            <numerusform>%Ln date</numerusform>
            <numerusform>%Ln dates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln for this step</source>
        <translation>
            <numerusform>%Ln pour cette étape</numerusform>
            <numerusform>%Ln pour cette étape</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln invoices</source>
        <translation>
            <numerusform>%Ln facture</numerusform>
            <numerusform>%Ln factures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln late</source>
        <translation>
            <numerusform>%Ln en retard</numerusform>
            <numerusform>%Ln en retard</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln open</source>
        <translation>
            <numerusform>%Ln en cours</numerusform>
            <numerusform>%Ln en cours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln orders</source>
        <translation>
            <numerusform>%Ln commande</numerusform>
            <numerusform>%Ln commandes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln overdue</source>
        <translation>
            <numerusform>%Ln en retard</numerusform>
            <numerusform>%Ln en retard</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln ligne</numerusform>
            <numerusform>%Ln lignes</numerusform>
        </translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Montant</translation>
    </message>
    <message>
        <source>Any call</source>
        <translation>Tout appel</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Article</translation>
    </message>
    <message>
        <source>Ask for the invoice number: it may be on another account.</source>
        <translation>Demandez le numéro de facture&#xa0;: elle peut être sur un autre compte.</translation>
    </message>
    <message>
        <source>Ask how the customer wants to be reached.</source>
        <translation>Demandez comment le client souhaite être joint.</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Dossiers</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>Contrat</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Dates</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>Avis</translation>
    </message>
    <message>
        <source>Find customer</source>
        <translation>Chercher un client</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Pour</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Facture</translation>
    </message>
    <message>
        <source>Invoice {number}</source>
        <translation>Facture {number}</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>Factures</translation>
    </message>
    <message>
        <source>Journey</source>
        <translation>Parcours</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>Savoir</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Ligne</translation>
    </message>
    <message>
        <source>No article for this kind of call</source>
        <translation>Aucun article pour ce motif d’appel</translation>
    </message>
    <message>
        <source>No birthdays, renewals or other dates on file</source>
        <translation>Aucun anniversaire, renouvellement ou autre date enregistrés</translation>
    </message>
    <message>
        <source>No cases on file</source>
        <translation>Aucun dossier enregistré</translation>
    </message>
    <message>
        <source>No contacts on file</source>
        <translation>Aucun contact enregistré</translation>
    </message>
    <message>
        <source>No contract dates on file</source>
        <translation>Aucune date de contrat enregistrée</translation>
    </message>
    <message>
        <source>No invoices on file</source>
        <translation>Aucune facture enregistrée</translation>
    </message>
    <message>
        <source>No orders on file</source>
        <translation>Aucune commande enregistrée</translation>
    </message>
    <message>
        <source>No survey answers on file</source>
        <translation>Aucune réponse d’enquête enregistrée</translation>
    </message>
    <message>
        <source>Nothing has happened yet that is on file</source>
        <translation>Rien d’enregistré ne s’est encore passé</translation>
    </message>
    <message>
        <source>Nothing on file</source>
        <translation>Rien d’enregistré</translation>
    </message>
    <message>
        <source>Nothing on file about language, channels or consents</source>
        <translation>Rien d’enregistré sur la langue, les canaux ou les consentements</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>Ordered as a guest? Ask for the order number or the e-mail address.</source>
        <translation>Commande en invité&#x202f;? Demandez le numéro de commande ou l’adresse e-mail.</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Période</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Préférences</translation>
    </message>
    <message>
        <source>Search all articles with Ctrl K.</source>
        <translation>Ctrl K cherche dans tous les articles.</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>Enquête</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Mots-clés</translation>
    </message>
    <message>
        <source>This call</source>
        <translation>Cet appel</translation>
    </message>
    <message>
        <source>This step</source>
        <translation>Cette étape</translation>
    </message>
    <message>
        <source>Total {amount}</source>
        <translation>Total {amount}</translation>
    </message>
    <message>
        <source>Who is calling?</source>
        <translation>Qui appelle&#x202f;?</translation>
    </message>
    <message>
        <source>issued {day}</source>
        <translation>émise {day}</translation>
    </message>
    <message>
        <source>last {when}</source>
        <translation>dernier {when}</translation>
    </message>
    <message>
        <source>next {when}</source>
        <translation>prochaine {when}</translation>
    </message>
    <message>
        <source>{amount} open</source>
        <translation>{amount} à régler</translation>
    </message>
</context>
<context>
    <name>PanelsPane</name>
    <message>
        <source>Panels</source>
        <translation>Volets</translation>
    </message>
</context>
<context>
    <name>PeopleEntries</name>
    <message>
        <source>Asking…</source>
        <translation>Demande en cours…</translation>
    </message>
    <message>
        <source>Call {number}</source>
        <translation>Appeler le {number}</translation>
    </message>
    <message>
        <source>No customer found for “{text}”.</source>
        <translation>Aucun client trouvé pour «&#xa0;{text}&#xa0;».</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>N°&#xa0;{number}</translation>
    </message>
    <message>
        <source>Nobody of those seen in the last 30 days fits.</source>
        <translation>Personne des 30 derniers jours ne correspond.</translation>
    </message>
    <message>
        <source>Not complete: {trouble}</source>
        <translation>Incomplet&#xa0;: {trouble}</translation>
    </message>
    <message>
        <source>Search in all systems</source>
        <translation>Chercher dans tous les systèmes</translation>
    </message>
    <message>
        <source>Similar</source>
        <translation>Proche</translation>
    </message>
    <message>
        <source>This caller is {name}</source>
        <translation>L’appelant est {name}</translation>
    </message>
    <message>
        <source>by case</source>
        <translation>par le dossier</translation>
    </message>
    <message>
        <source>by customer number</source>
        <translation>par le numéro de client</translation>
    </message>
    <message>
        <source>by e-mail</source>
        <translation>par l’e-mail</translation>
    </message>
    <message>
        <source>by number</source>
        <translation>par le numéro</translation>
    </message>
    <message>
        <source>by order</source>
        <translation>par la commande</translation>
    </message>
    <message>
        <source>last contact {when}</source>
        <translation>dernier contact {when}</translation>
    </message>
    <message>
        <source>live</source>
        <translation>en direct</translation>
    </message>
</context>
<context>
    <name>PickList</name>
    <message>
        <source>Key</source>
        <translation>Touche</translation>
    </message>
</context>
<context>
    <name>PreferenceWords</name>
    <message numerus="yes">
        <source>%Ln consents</source>
        <translation>
            <numerusform>%Ln consentement</numerusform>
            <numerusform>%Ln consentements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln values</source>
        <translation>
            <numerusform>%Ln valeur</numerusform>
            <numerusform>%Ln valeurs</numerusform>
        </translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Best time</source>
        <translation>Meilleur moment</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>Anniversaire</translation>
    </message>
    <message>
        <source>Consent: {what}</source>
        <translation>Consentement&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>Consentements</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Accordé</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>None given</source>
        <translation>Aucun accordé</translation>
    </message>
    <message>
        <source>On file</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Prefers</source>
        <translation>Préfère</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refusé</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Mots-clés</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
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
        <translation>Retour</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Appel</translation>
    </message>
    <message>
        <source>Call type</source>
        <translation>Type d’appel</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Société</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>Client depuis</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Sens</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>Qualification</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Handled</source>
        <translation>Traité</translation>
    </message>
    <message>
        <source>In full</source>
        <translation>En entier</translation>
    </message>
    <message>
        <source>Inbound</source>
        <translation>Entrant</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Le plus récent</translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation>Valeur client</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Outbound</source>
        <translation>Sortant</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>Promise</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>Lecture seule</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>Appelant inconnu</translation>
    </message>
    <message>
        <source>as seen {age} ago</source>
        <translation>vu il y a {age}</translation>
    </message>
    <message>
        <source>just found; records open in a call</source>
        <translation>tout juste trouvé&#xa0;; les données s’ouvrent pendant un appel</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
</context>
<context>
    <name>PreviewSheet</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>PromisesPane</name>
    <message>
        <source>Promised to this customer</source>
        <translation>Promis à ce client</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>et %Ln autre</numerusform>
            <numerusform>et %Ln autres</numerusform>
        </translation>
    </message>
    <message>
        <source>{case}: {subject}</source>
        <translation>{case}&#xa0;: {subject}</translation>
    </message>
</context>
<context>
    <name>QuickList</name>
    <message>
        <source>1–5 or ↑ ↓ ↵ choose    Esc close</source>
        <translation>1–5 ou ↑ ↓ ↵ choisir    Esc fermer</translation>
    </message>
    <message>
        <source>Quick texts</source>
        <translation>Textes rapides</translation>
    </message>
    <message>
        <source>Space expands    {key} choose    Esc close</source>
        <translation>Espace insère    {key} choisir    Esc fermer</translation>
    </message>
</context>
<context>
    <name>QuickSheet</name>
    <message>
        <source>Abbreviation</source>
        <translation>Abréviation</translation>
    </message>
    <message>
        <source>Choose one from the list first.</source>
        <translation>Choisissez-en d’abord un dans la liste.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Kept until Callside closes: nothing can be stored here.</source>
        <translation>Gardé jusqu’à la fermeture de Callside&#xa0;: rien ne peut être stocké ici.</translation>
    </message>
    <message>
        <source>Kept. Type ;{abbr} and a space.</source>
        <translation>Enregistré. Tapez «&#xa0;;{abbr}&#xa0;» et une espace.</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouveau</translation>
    </message>
    <message>
        <source>No fact is called {name}.</source>
        <translation>Aucun fait ne s’appelle {name}.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>The text is too long: 1,000 characters fit.</source>
        <translation>Le texte est trop long&#xa0;: 1 000 caractères au plus.</translation>
    </message>
    <message>
        <source>The text, with {customer.name} and other facts in it</source>
        <translation>Le texte, avec {customer.name} et d’autres faits</translation>
    </message>
    <message>
        <source>Use letters, digits, _ and -, at most 16, such as thx.</source>
        <translation>Lettres, chiffres, _ et -, 16 au plus, par exemple merci.</translation>
    </message>
    <message>
        <source>Write the text it becomes.</source>
        <translation>Écrivez le texte.</translation>
    </message>
    <message>
        <source>You have 200 already. Remove one first.</source>
        <translation>Vous en avez déjà 200. Supprimez-en un d’abord.</translation>
    </message>
    <message>
        <source>You have this abbreviation already. Choose another one.</source>
        <translation>Vous avez déjà cette abréviation. Choisissez-en une autre.</translation>
    </message>
    <message>
        <source>Your own quick texts</source>
        <translation>Vos propres textes rapides</translation>
    </message>
</context>
<context>
    <name>RecordTable</name>
    <message>
        <source>Loading</source>
        <translation>Chargement</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>{column}: {value}</source>
        <translation>{column}&#xa0;: {value}</translation>
    </message>
</context>
<context>
    <name>RulesItem</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln autre</numerusform>
            <numerusform>%Ln autres</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy for IT</source>
        <translation>Copier pour la DSI</translation>
    </message>
    <message>
        <source>The playbook was changed and cannot be used. Calls go on with the last good one.</source>
        <translation>Le playbook a été modifié et est inutilisable. Les appels continuent avec le dernier valable.</translation>
    </message>
    <message>
        <source>version {n}</source>
        <translation>version {n}</translation>
    </message>
    <message numerus="yes">
        <source>{version} stays: %Ln errors in the new playbook</source>
        <translation>
            <numerusform>{version} reste&#xa0;: %Ln erreur dans le nouveau playbook</numerusform>
            <numerusform>{version} reste&#xa0;: %Ln erreurs dans le nouveau playbook</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <source>Customers found</source>
        <translation>Clients trouvés</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>Find a customer</source>
        <translation>Chercher un client</translation>
    </message>
    <message>
        <source>Found customers appear here; a digit picks one.</source>
        <translation>Les clients trouvés apparaissent ici&#x202f;; un chiffre en choisit un.</translation>
    </message>
    <message>
        <source>Name, number, e-mail or order number</source>
        <translation>Nom, numéro, e-mail ou numéro de commande</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Nouveau client</translation>
    </message>
    <message>
        <source>No customer found for “{text}”.</source>
        <translation>Aucun client trouvé pour «&#xa0;{text}&#xa0;».</translation>
    </message>
    <message>
        <source>Not complete: {trouble}</source>
        <translation>Incomplet&#xa0;: {trouble}</translation>
    </message>
</context>
<context>
    <name>SecondScreen</name>
    <message>
        <source>The panels are back in this window</source>
        <translation>Les volets sont de retour dans cette fenêtre</translation>
    </message>
    <message>
        <source>The panels are on the other screen</source>
        <translation>Les volets sont sur l’autre écran</translation>
    </message>
    <message>
        <source>The timeline is back in this window</source>
        <translation>L’historique est de retour dans cette fenêtre</translation>
    </message>
    <message>
        <source>The timeline is on the other screen</source>
        <translation>L’historique est sur l’autre écran</translation>
    </message>
    <message>
        <source>There is one screen: the panels are in a window of their own</source>
        <translation>Il n’y a qu’un écran&#xa0;: les volets sont dans leur propre fenêtre</translation>
    </message>
    <message>
        <source>There is one screen: the timeline is in a window of its own</source>
        <translation>Il n’y a qu’un écran&#xa0;: l’historique est dans sa propre fenêtre</translation>
    </message>
</context>
<context>
    <name>SecondWindow</name>
    <message>
        <source>Bring back</source>
        <translation>Ramener</translation>
    </message>
    <message>
        <source>No call</source>
        <translation>Aucun appel</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Volets</translation>
    </message>
    <message>
        <source>The panels of the next call appear here.</source>
        <translation>Les volets du prochain appel apparaissent ici.</translation>
    </message>
    <message>
        <source>The timeline of the next call appears here.</source>
        <translation>L’historique du prochain appel apparaît ici.</translation>
    </message>
    <message>
        <source>There is one screen, so this is a window beside the first.</source>
        <translation>Il n’y a qu’un écran&#xa0;: cette fenêtre est à côté de la première.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Historique</translation>
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
        <translation>N’est plus recommandée</translation>
    </message>
</context>
<context>
    <name>SourceItem</name>
    <message>
        <source>Copy for IT</source>
        <translation>Copier pour la DSI</translation>
    </message>
    <message>
        <source>Data from {age}</source>
        <translation>Données&#xa0;: {age}</translation>
    </message>
    <message>
        <source>Last answer took {time}</source>
        <translation>Dernière réponse en {time}</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualiser</translation>
    </message>
    <message>
        <source>Sign in with the browser</source>
        <translation>Se connecter dans le navigateur</translation>
    </message>
    <message>
        <source>asked to wait</source>
        <translation>demande d’attendre</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>occupé</translation>
    </message>
    <message>
        <source>key store locked</source>
        <translation>trousseau verrouillé</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>sans réponse</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>clé absente</translation>
    </message>
    <message>
        <source>no key store</source>
        <translation>pas de trousseau</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>non autorisé</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>pas encore lu</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>sign-in failed</source>
        <translation>échec de la connexion</translation>
    </message>
    <message>
        <source>signed out</source>
        <translation>déconnecté</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>lent</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>illisible</translation>
    </message>
    <message>
        <source>{source} is asked</source>
        <translation>{source} est interrogé</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%Ln need you</source>
        <translation>
            <numerusform>%Ln vous attend</numerusform>
            <numerusform>%Ln vous attendent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to send</source>
        <translation>
            <numerusform>%Ln à envoyer</numerusform>
            <numerusform>%Ln à envoyer</numerusform>
        </translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Accepter</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Décrocher</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>Qualification</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Kept until you close: nothing is saved to disk</source>
        <translation>Gardé jusqu’à la fermeture&#xa0;: rien n’est écrit sur le disque</translation>
    </message>
    <message>
        <source>Next region</source>
        <translation>Zone suivante</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Nothing to send</source>
        <translation>Rien à envoyer</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Volets</translation>
    </message>
    <message>
        <source>Phone ready</source>
        <translation>Téléphone prêt</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
</context>
<context>
    <name>StatusWords</name>
    <message numerus="yes">
        <source>%Ln days late</source>
        <translation>
            <numerusform>%Ln jour de retard</numerusform>
            <numerusform>%Ln jours de retard</numerusform>
        </translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>Abandonné</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Répondu</translation>
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
        <translation>Appel</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>Annulé</translation>
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
        <translation>Clos</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Livré</translation>
    </message>
    <message>
        <source>Detractor</source>
        <translation>Détracteur</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>Contesté</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Brouillon</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>À payer</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>Escaladé</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échoué</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Bon</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>In transit</source>
        <translation>En transit</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Manqué</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>Mitigé</translation>
    </message>
    <message>
        <source>NPS</source>
        <translation>NPS</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouveau</translation>
    </message>
    <message>
        <source>Not resolved</source>
        <translation>Non résolu</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Suspendu</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvert</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>En retard</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Payée</translation>
    </message>
    <message>
        <source>Partly paid</source>
        <translation>Payé en partie</translation>
    </message>
    <message>
        <source>Passive</source>
        <translation>Passif</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Poor</source>
        <translation>Mauvais</translation>
    </message>
    <message>
        <source>Promoter</source>
        <translation>Promoteur</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Remboursé</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Résolu</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Retourné</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Envoyé</translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation>Expédié</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>Enquête</translation>
    </message>
    <message>
        <source>Unpaid</source>
        <translation>Impayée</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>no score</source>
        <translation>sans note</translation>
    </message>
    <message>
        <source>{score} of {best}</source>
        <translation>{score} sur {best}</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>Done</source>
        <translation>Fait</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Passée</translation>
    </message>
</context>
<context>
    <name>StepsColumn</name>
    <message numerus="yes">
        <source>%Ln earlier steps</source>
        <translation>
            <numerusform>%Ln étape précédente</numerusform>
            <numerusform>%Ln étapes précédentes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln later steps</source>
        <translation>
            <numerusform>%Ln étape suivante</numerusform>
            <numerusform>%Ln étapes suivantes</numerusform>
        </translation>
    </message>
    <message>
        <source>The guide is done. What is left is the wrap-up.</source>
        <translation>Le guide est terminé. Il reste le post-appel.</translation>
    </message>
</context>
<context>
    <name>StoreWords</name>
    <message>
        <source>A newer Callside wrote the local data: update this one</source>
        <translation>Un Callside plus récent a écrit les données locales&#xa0;: mettez celui-ci à jour</translation>
    </message>
    <message>
        <source>A newer Callside wrote the local store. Your text stays here; copy it, update.</source>
        <translation>Un Callside plus récent a écrit le stockage local. Votre texte reste ici&#x202f;; copiez-le, mettez à jour.</translation>
    </message>
    <message>
        <source>A write was not saved: do it again</source>
        <translation>Une écriture n’est pas enregistrée&#xa0;: refaites-la</translation>
    </message>
    <message>
        <source>Another program holds the local data: close it</source>
        <translation>Un autre programme tient les données locales&#xa0;: fermez-le</translation>
    </message>
    <message>
        <source>Another program holds the local store. Your text stays here; finish again in a moment.</source>
        <translation>Un autre programme tient le stockage local. Votre texte reste ici&#x202f;; terminez à nouveau dans un instant.</translation>
    </message>
    <message>
        <source>Another write has this one&apos;s place. Your text stays here; do it again.</source>
        <translation>Une autre écriture occupe cette place. Votre texte reste ici&#x202f;; recommencez.</translation>
    </message>
    <message>
        <source>Damaged local data was set aside; notes are saved again: tell IT</source>
        <translation>Des données locales abîmées ont été mises de côté&#x202f;; les notes sont à nouveau enregistrées&#xa0;: prévenez la DSI</translation>
    </message>
    <message>
        <source>Disk almost full: free some space soon</source>
        <translation>Disque presque plein&#xa0;: libérez bientôt de la place</translation>
    </message>
    <message>
        <source>Disk full, notes are not saved: free some space</source>
        <translation>Disque plein, notes non enregistrées&#xa0;: libérez de la place</translation>
    </message>
    <message>
        <source>Disk is read-only, notes are not saved: call IT</source>
        <translation>Disque en lecture seule, notes non enregistrées&#xa0;: appelez la DSI</translation>
    </message>
    <message>
        <source>Local data cannot be read: call IT</source>
        <translation>Données locales illisibles&#xa0;: appelez la DSI</translation>
    </message>
    <message>
        <source>Local data is damaged, notes are not saved: call IT</source>
        <translation>Données locales abîmées, notes non enregistrées&#xa0;: appelez la DSI</translation>
    </message>
    <message>
        <source>Local data is locked: sign in to the computer again</source>
        <translation>Données locales verrouillées&#xa0;: reconnectez-vous à l’ordinateur</translation>
    </message>
    <message>
        <source>Not saved. Your text stays here; finish again in a moment.</source>
        <translation>Non enregistré. Votre texte reste ici&#x202f;; terminez à nouveau dans un instant.</translation>
    </message>
    <message>
        <source>Notes are not saved: call IT</source>
        <translation>Notes non enregistrées&#xa0;: appelez la DSI</translation>
    </message>
    <message>
        <source>Notes are off, there is no safe place for them: call IT</source>
        <translation>Notes désactivées, aucun endroit sûr&#xa0;: appelez la DSI</translation>
    </message>
    <message>
        <source>Profile on a network drive, notes are not kept: call IT</source>
        <translation>Profil sur un lecteur réseau, notes non gardées&#xa0;: appelez la DSI</translation>
    </message>
    <message>
        <source>The database here is too old. Your text stays here; copy it, call IT.</source>
        <translation>La base de données est trop ancienne. Votre texte reste ici&#x202f;; copiez-le, appelez la DSI.</translation>
    </message>
    <message>
        <source>The database on this computer is too old: call IT</source>
        <translation>La base de données de cet ordinateur est trop ancienne&#xa0;: appelez la DSI</translation>
    </message>
    <message>
        <source>The disk is full. Your text stays here; free some space, then finish again.</source>
        <translation>Le disque est plein. Votre texte reste ici&#x202f;; libérez de la place, puis terminez à nouveau.</translation>
    </message>
    <message>
        <source>The key to local data is missing: call IT</source>
        <translation>La clé des données locales manque&#xa0;: appelez la DSI</translation>
    </message>
    <message>
        <source>The key to the local store is missing. Your text stays here; copy it, call IT.</source>
        <translation>La clé du stockage local manque. Votre texte reste ici&#x202f;; copiez-le, appelez la DSI.</translation>
    </message>
    <message>
        <source>The local store cannot be read. Your text stays here; copy it, call IT.</source>
        <translation>Le stockage local est illisible. Votre texte reste ici&#x202f;; copiez-le, appelez la DSI.</translation>
    </message>
    <message>
        <source>The local store is damaged. Your text stays here; copy it, call IT.</source>
        <translation>Le stockage local est abîmé. Votre texte reste ici&#x202f;; copiez-le, appelez la DSI.</translation>
    </message>
    <message>
        <source>The local store is locked. Your text stays here; sign in to the computer again.</source>
        <translation>Le stockage local est verrouillé. Votre texte reste ici&#x202f;; reconnectez-vous à l’ordinateur.</translation>
    </message>
    <message>
        <source>The local store is read-only. Your text stays here; copy it, call IT.</source>
        <translation>Le stockage local est en lecture seule. Votre texte reste ici&#x202f;; copiez-le, appelez la DSI.</translation>
    </message>
    <message>
        <source>Your profile lies on a network drive. Your text stays here; copy it, call IT.</source>
        <translation>Votre profil est sur un lecteur réseau. Votre texte reste ici&#x202f;; copiez-le, appelez la DSI.</translation>
    </message>
</context>
<context>
    <name>SurveyLine</name>
    <message>
        <source>By e-mail: {question}</source>
        <translation>Par e-mail&#xa0;: {question}</translation>
    </message>
    <message>
        <source>By text message: {question}</source>
        <translation>Par SMS&#xa0;: {question}</translation>
    </message>
    <message>
        <source>Do not invite</source>
        <translation>Ne pas inviter</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Inviter</translation>
    </message>
    <message>
        <source>No survey: {why}</source>
        <translation>Pas d’enquête&#xa0;: {why}</translation>
    </message>
    <message>
        <source>Why is nobody invited?</source>
        <translation>Pourquoi personne n’est invité&#x202f;?</translation>
    </message>
    <message numerus="yes">
        <source>asked %Ln days ago</source>
        <translation>
            <numerusform>demandé il y a %Ln jour</numerusform>
            <numerusform>demandé il y a %Ln jours</numerusform>
        </translation>
    </message>
    <message>
        <source>asked today</source>
        <translation>déjà demandé aujourd’hui</translation>
    </message>
    <message>
        <source>asked yesterday</source>
        <translation>demandé hier</translation>
    </message>
    <message>
        <source>consent not known</source>
        <translation>consentement inconnu</translation>
    </message>
    <message>
        <source>no connected system invites</source>
        <translation>aucun système connecté n’invite</translation>
    </message>
    <message>
        <source>no consent</source>
        <translation>pas de consentement</translation>
    </message>
    <message>
        <source>no e-mail address on file</source>
        <translation>aucune adresse e-mail enregistrée</translation>
    </message>
    <message>
        <source>no number on file</source>
        <translation>aucun numéro enregistré</translation>
    </message>
    <message>
        <source>none for this call</source>
        <translation>aucune pour cet appel</translation>
    </message>
    <message>
        <source>not known when last asked</source>
        <translation>date de la dernière enquête inconnue</translation>
    </message>
</context>
<context>
    <name>TimelineHead</name>
    <message>
        <source>All</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Appels</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Dossiers</translation>
    </message>
    <message>
        <source>Digital</source>
        <translation>Digital</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>Avis</translation>
    </message>
    <message>
        <source>Find in the timeline</source>
        <translation>Chercher dans l’historique</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Historique</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>Contacts and events, newest first</source>
        <translation>Contacts et événements, les plus récents d’abord</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Chargement</translation>
    </message>
</context>
<context>
    <name>TimelinePane</name>
    <message>
        <source>Earlier contacts appear here as soon as it is clear who is calling.</source>
        <translation>Les contacts précédents apparaissent ici dès que l’on sait qui appelle.</translation>
    </message>
    <message>
        <source>Earlier contacts appear here when you have chosen the customer.</source>
        <translation>Les contacts précédents apparaissent ici quand vous avez choisi le client.</translation>
    </message>
    <message>
        <source>No earlier contact on file.</source>
        <translation>Aucun contact précédent enregistré.</translation>
    </message>
    <message>
        <source>Not complete: {trouble}</source>
        <translation>Incomplet&#xa0;: {trouble}</translation>
    </message>
    <message>
        <source>Nothing could be read.</source>
        <translation>Rien n’a pu être lu.</translation>
    </message>
    <message>
        <source>Nothing found for “{text}”.</source>
        <translation>Rien trouvé pour «&#xa0;{text}&#xa0;».</translation>
    </message>
    <message>
        <source>Nothing of this kind.</source>
        <translation>Rien de ce genre.</translation>
    </message>
    <message>
        <source>Some systems take their time; their rows come as they arrive.</source>
        <translation>Certains systèmes prennent leur temps&#x202f;; leurs lignes arrivent au fur et à mesure.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Historique</translation>
    </message>
</context>
<context>
    <name>TimelineWords</name>
    <message>
        <source>Agent: {name}</source>
        <translation>Agent&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Appointment</source>
        <translation>Rendez-vous</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>Anniversaire</translation>
    </message>
    <message>
        <source>Case {number}</source>
        <translation>Dossier {number}</translation>
    </message>
    <message>
        <source>Contract ends</source>
        <translation>Fin du contrat</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Livraison</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Événement</translation>
    </message>
    <message>
        <source>Invoice {number}</source>
        <translation>Facture {number}</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>En direct</translation>
    </message>
    <message>
        <source>No comment</source>
        <translation>Sans commentaire</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Order {number}</source>
        <translation>Commande {number}</translation>
    </message>
    <message>
        <source>Payment due</source>
        <translation>Paiement dû</translation>
    </message>
    <message>
        <source>Queue {queue}</source>
        <translation>File {queue}</translation>
    </message>
    <message>
        <source>Renewal</source>
        <translation>Renouvellement</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Sonne</translation>
    </message>
    <message>
        <source>This call</source>
        <translation>Cet appel</translation>
    </message>
    <message>
        <source>This call · {subject}</source>
        <translation>Cet appel · {subject}</translation>
    </message>
    <message>
        <source>delivered {day}</source>
        <translation>livrée {day}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
    </message>
    <message>
        <source>promised for {day}</source>
        <translation>promise pour {day}</translation>
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
        <translation>«&#xa0;{comment}&#xa0;»</translation>
    </message>
</context>
<context>
    <name>TopCard</name>
    <message>
        <source>Accept</source>
        <translation>Accepter</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Refuser</translation>
    </message>
    <message>
        <source>It no longer fits this call.</source>
        <translation>Ne convient plus à cet appel.</translation>
    </message>
    <message>
        <source>No longer recommended</source>
        <translation>N’est plus recommandée</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Obligatoire</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>What stands as … is not known yet, so it cannot be sent.</source>
        <translation>Ce qui est marqué … n’est pas encore connu&#xa0;: envoi impossible.</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>Quoi dire</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
</context>
<context>
    <name>TourBand</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>First-day tour</source>
        <translation>Visite du premier jour</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>Passer la visite</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Commencer</translation>
    </message>
</context>
<context>
    <name>TourWords</name>
    <message>
        <source>All keys</source>
        <translation>Toutes les touches</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Décrocher</translation>
    </message>
    <message>
        <source>Answer first: {answer}.</source>
        <translation>Décrochez d’abord&#xa0;: {answer}.</translation>
    </message>
    <message>
        <source>Before you answer: who it is, how sure that is, and what matters about them.</source>
        <translation>Avant de décrocher&#xa0;: qui c’est, avec quelle certitude, et ce qu’il faut savoir.</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>First-day tour</source>
        <translation>Visite du premier jour</translation>
    </message>
    <message>
        <source>Invoices, orders, cases: {panel} shows the first panel, the next digit the second.</source>
        <translation>Factures, commandes, dossiers&#xa0;: {panel} montre le premier volet, le chiffre suivant le deuxième.</translation>
    </message>
    <message>
        <source>New here? Ten short steps on this window, with the calls of the demo.</source>
        <translation>Nouveau ici&#x202f;? Dix courtes étapes dans cette fenêtre, avec les appels de la démo.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Nothing fits to recommend right now. It may after the next answer in the guide.</source>
        <translation>Rien à recommander pour l’instant. Peut-être après la prochaine réponse du guide.</translation>
    </message>
    <message>
        <source>Quick texts</source>
        <translation>Textes rapides</translation>
    </message>
    <message>
        <source>Read this out, then record the answer: {choice} for the first, and so on.</source>
        <translation>Lisez ceci à voix haute, puis notez la réponse&#xa0;: {choice} pour la première, et ainsi de suite.</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Tout rechercher</translation>
    </message>
    <message>
        <source>That was the tour. It is there again with {search}, “First-day tour”.</source>
        <translation>C’était la visite. Elle revient avec {search}, «&#xa0;Visite du premier jour&#xa0;».</translation>
    </message>
    <message>
        <source>The reasons come first. {accept} accepts, {decline} declines with a reason.</source>
        <translation>D’abord les raisons. {accept} accepte, {decline} refuse avec une raison.</translation>
    </message>
    <message>
        <source>This comes with the next call, in a few seconds.</source>
        <translation>Cela vient avec le prochain appel, dans quelques secondes.</translation>
    </message>
    <message>
        <source>This comes with the next call. Finish this one first: {finish}.</source>
        <translation>Cela vient avec le prochain appel. Terminez d’abord celui-ci&#xa0;: {finish}.</translation>
    </message>
    <message>
        <source>Tour, {n} of {all}</source>
        <translation>Visite, {n} sur {all}</translation>
    </message>
    <message>
        <source>Type {abbr} and a space in the notes. {list} lists all quick texts.</source>
        <translation>Tapez {abbr} et une espace dans les notes. {list} montre tous les textes rapides.</translation>
    </message>
    <message>
        <source>What the systems know</source>
        <translation>Ce que savent les systèmes</translation>
    </message>
    <message>
        <source>What to do, and why</source>
        <translation>Quoi faire, et pourquoi</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>Quoi dire</translation>
    </message>
    <message>
        <source>When you have said goodbye, {end} ends the call.</source>
        <translation>Après l’au revoir, {end} raccroche.</translation>
    </message>
    <message>
        <source>Who is calling</source>
        <translation>Qui appelle</translation>
    </message>
    <message>
        <source>{answer} answers. Each button here shows its key.</source>
        <translation>{answer} décroche. Chaque bouton montre ici sa touche.</translation>
    </message>
    <message>
        <source>{disposition} says how it ended. {finish} saves it all, and you are free again.</source>
        <translation>{disposition} indique comment l’appel a fini. {finish} enregistre tout, et vous êtes de nouveau libre.</translation>
    </message>
    <message>
        <source>{keys} lists every key, and changes them. Esc closes it, like everything.</source>
        <translation>{keys} montre toutes les touches et permet de les changer. Échap ferme la liste, comme tout.</translation>
    </message>
    <message>
        <source>{notes} takes you to the notes from anywhere. Type something: it is saved as you type.</source>
        <translation>{notes} mène aux notes, d’où que ce soit. Tapez quelque chose&#xa0;: c’est enregistré au fur et à mesure.</translation>
    </message>
    <message>
        <source>{search} finds customers, articles and all you can do. Have a look; Esc closes it.</source>
        <translation>{search} trouve clients, articles et tout ce que vous pouvez faire. Jetez un œil&#x202f;; Échap ferme.</translation>
    </message>
</context>
<context>
    <name>TransferSheet</name>
    <message>
        <source>Number or extension</source>
        <translation>Numéro ou poste</translation>
    </message>
    <message>
        <source>The call leaves this desk. Your notes stay.</source>
        <translation>L’appel quitte ce poste. Vos notes restent.</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transférer</translation>
    </message>
    <message>
        <source>Transfer to</source>
        <translation>Transférer à</translation>
    </message>
</context>
<context>
    <name>TroubleWords</name>
    <message>
        <source>I have signed in</source>
        <translation>Je me suis connecté</translation>
    </message>
    <message>
        <source>Next try in {time}.</source>
        <translation>Prochain essai dans {time}.</translation>
    </message>
    <message>
        <source>The key of {system} is not on this computer. Tell IT.</source>
        <translation>La clé de {system} n’est pas sur cet ordinateur. Prévenez l’informatique.</translation>
    </message>
    <message>
        <source>The key store of this computer is locked. Unlock it, then try {system} again.</source>
        <translation>Le trousseau de clés de cet ordinateur est verrouillé. Déverrouillez-le, puis réessayez {system}.</translation>
    </message>
    <message>
        <source>The sign-in to {system} did not work. Try again, or tell IT.</source>
        <translation>La connexion à {system} a échoué. Réessayez ou prévenez l’informatique.</translation>
    </message>
    <message>
        <source>This computer has no key store for the key of {system}. Tell IT.</source>
        <translation>Cet ordinateur n’a pas de trousseau pour la clé de {system}. Prévenez l’informatique.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>You may not see this in {system}.</source>
        <translation>Vous n’avez pas le droit de voir cela dans {system}.</translation>
    </message>
    <message>
        <source>{systems} could not be read.</source>
        <translation>Lecture impossible&#xa0;: {systems}.</translation>
    </message>
    <message>
        <source>{system} asked us to wait.</source>
        <translation>{system} nous demande d’attendre.</translation>
    </message>
    <message>
        <source>{system} cannot be reached.</source>
        <translation>{system} est injoignable.</translation>
    </message>
    <message>
        <source>{system} could not be used.</source>
        <translation>{system} n’a pas pu être utilisé.</translation>
    </message>
    <message>
        <source>{system} does not answer.</source>
        <translation>{system} ne répond pas.</translation>
    </message>
    <message>
        <source>{system} failed several times and is left alone for a moment.</source>
        <translation>{system} a échoué plusieurs fois et est laissé tranquille un instant.</translation>
    </message>
    <message>
        <source>{system} has a fault of its own.</source>
        <translation>{system} a une panne de son côté.</translation>
    </message>
    <message>
        <source>{system} has not been read yet. That happens in the background.</source>
        <translation>{system} n’a pas encore été lu. Cela se fait en arrière-plan.</translation>
    </message>
    <message>
        <source>{system} has signed you out. Sign in again.</source>
        <translation>{system} vous a déconnecté. Reconnectez-vous.</translation>
    </message>
    <message>
        <source>{system} is busy.</source>
        <translation>{system} est occupé.</translation>
    </message>
    <message>
        <source>{system} refused the request.</source>
        <translation>{system} a refusé la demande.</translation>
    </message>
    <message>
        <source>{system} sent an unreadable answer.</source>
        <translation>{system} a envoyé une réponse illisible.</translation>
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
        <translation>Pourquoi ces actions</translation>
    </message>
</context>
<context>
    <name>WrapUpPane</name>
    <message>
        <source>Clear the disposition</source>
        <translation>Effacer la qualification</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Finish {name}</source>
        <translation>Fin&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Suivi</translation>
    </message>
    <message>
        <source>It is being saved.</source>
        <translation>Enregistrement en cours.</translation>
    </message>
    <message>
        <source>Promise something</source>
        <translation>Promettre</translation>
    </message>
    <message>
        <source>Saved on this computer at {time}</source>
        <translation>Enregistré sur cet ordinateur à {time}</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>Post-appel</translation>
    </message>
    <message>
        <source>goal {time}</source>
        <translation>objectif {time}</translation>
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
        <translation>Brouillon</translation>
    </message>
    <message>
        <source>Follow-up not added. Finish again to close without it.</source>
        <translation>Suivi non ajouté. Terminez à nouveau pour clore sans.</translation>
    </message>
    <message>
        <source>Held until sent</source>
        <translation>Gardé jusqu’à l’envoi</translation>
    </message>
    <message>
        <source>Kept in memory until it is sent: this computer may not store it.</source>
        <translation>Gardé en mémoire jusqu’à l’envoi&#xa0;: cet ordinateur ne peut pas le stocker.</translation>
    </message>
    <message>
        <source>Not kept here</source>
        <translation>Pas gardé ici</translation>
    </message>
    <message>
        <source>Not read out: {step}. Finish again to close without it.</source>
        <translation>Non lu&#xa0;: {step}. Terminez à nouveau pour clore sans.</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Non enregistré</translation>
    </message>
    <message>
        <source>Not sent: {step}. Finish again to close without it.</source>
        <translation>Non envoyé&#xa0;: {step}. Terminez à nouveau pour clore sans.</translation>
    </message>
    <message>
        <source>Notes are needed to finish this call.</source>
        <translation>Des notes sont nécessaires pour terminer.</translation>
    </message>
    <message>
        <source>Notes are off: the disk is read-only. Finish saves nothing.</source>
        <translation>Notes désactivées&#xa0;: le disque est en lecture seule. Terminer n’enregistre rien.</translation>
    </message>
    <message>
        <source>Notes are off: the key to the local store is missing. Finish saves nothing.</source>
        <translation>Notes désactivées&#xa0;: la clé du stockage local manque. Terminer n’enregistre rien.</translation>
    </message>
    <message>
        <source>Notes are off: this computer has no safe place for them. Finish saves nothing.</source>
        <translation>Notes désactivées&#xa0;: cet ordinateur n’a pas d’endroit sûr. Terminer n’enregistre rien.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Enregistrement…</translation>
    </message>
    <message>
        <source>Say how the call ended first.</source>
        <translation>Dites d’abord comment l’appel s’est terminé.</translation>
    </message>
    <message>
        <source>Say why the customer is not invited to the survey, or invite them.</source>
        <translation>Dites pourquoi le client n’est pas invité à l’enquête, ou invitez-le.</translation>
    </message>
    <message>
        <source>The guide still needs an answer: {step}.</source>
        <translation>Il manque encore une réponse au guide&#xa0;: {step}.</translation>
    </message>
    <message>
        <source>This disposition needs a follow-up.</source>
        <translation>Cette qualification exige un suivi.</translation>
    </message>
    <message>
        <source>You can finish as soon as the call has ended.</source>
        <translation>Vous pourrez terminer dès que l’appel est fini.</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Accept the top action</source>
        <translation>Accepter la première action</translation>
    </message>
    <message>
        <source>Act on alert {n}</source>
        <translation>Agir sur l’alerte {n}</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Toutes les touches</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Décrocher</translation>
    </message>
    <message>
        <source>Answer {n} in the guide</source>
        <translation>Réponse {n} dans le guide</translation>
    </message>
    <message>
        <source>Available or away</source>
        <translation>Disponible ou absent</translation>
    </message>
    <message>
        <source>Change the call type</source>
        <translation>Changer le motif de l’appel</translation>
    </message>
    <message>
        <source>Decline the top action</source>
        <translation>Refuser la première action</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>Qualification</translation>
    </message>
    <message>
        <source>End the call</source>
        <translation>Raccrocher</translation>
    </message>
    <message>
        <source>Find in the timeline</source>
        <translation>Chercher dans l’historique</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>First-day tour</source>
        <translation>Visite du premier jour</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Plein écran</translation>
    </message>
    <message>
        <source>High contrast on or off</source>
        <translation>Contraste élevé oui ou non</translation>
    </message>
    <message>
        <source>Hold or resume</source>
        <translation>Mettre en attente ou reprendre</translation>
    </message>
    <message>
        <source>Larger or smaller</source>
        <translation>Plus grand ou plus petit</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Clair ou sombre</translation>
    </message>
    <message>
        <source>Macros, letters, quick texts</source>
        <translation>Macros, lettres, textes rapides</translation>
    </message>
    <message>
        <source>Mute or unmute</source>
        <translation>Couper ou rétablir le micro</translation>
    </message>
    <message>
        <source>Next call</source>
        <translation>Appel suivant</translation>
    </message>
    <message>
        <source>Next gap in the e-mail</source>
        <translation>Blanc suivant de l’e-mail</translation>
    </message>
    <message>
        <source>Next region</source>
        <translation>Zone suivante</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>Pas cette personne</translation>
    </message>
    <message>
        <source>Panel {n}</source>
        <translation>Volet {n}</translation>
    </message>
    <message>
        <source>Panels on second screen</source>
        <translation>Volets sur l’écran 2</translation>
    </message>
    <message>
        <source>Put the wrap-up aside</source>
        <translation>Votre journée, et la clôture plus tard</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualiser</translation>
    </message>
    <message>
        <source>Search or run anything</source>
        <translation>Chercher ou exécuter</translation>
    </message>
    <message>
        <source>Send the e-mail</source>
        <translation>Envoyer l’e-mail</translation>
    </message>
    <message>
        <source>Show the new actions</source>
        <translation>Montrer les nouvelles actions</translation>
    </message>
    <message>
        <source>Skip the step</source>
        <translation>Passer l’étape</translation>
    </message>
    <message>
        <source>Sources and ages</source>
        <translation>Sources et ancienneté</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>Revenir d’une étape</translation>
    </message>
    <message>
        <source>Take the suggested follow-up</source>
        <translation>Prendre le suivi proposé</translation>
    </message>
    <message>
        <source>Timeline on second screen</source>
        <translation>Historique sur l’écran 2</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transférer</translation>
    </message>
    <message>
        <source>Undo what was done last</source>
        <translation>Annuler la dernière action</translation>
    </message>
    <message>
        <source>Why these actions?</source>
        <translation>Pourquoi ces actions&#x202f;?</translation>
    </message>
    <message>
        <source>Write notes</source>
        <translation>Écrire des notes</translation>
    </message>
</context>
<context>
    <name>languages</name>
    <message>
        <source>Arabic</source>
        <translation>arabe</translation>
    </message>
    <message>
        <source>Bulgarian</source>
        <translation>bulgare</translation>
    </message>
    <message>
        <source>Catalan</source>
        <translation>catalan</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>chinois</translation>
    </message>
    <message>
        <source>Croatian</source>
        <translation>croate</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>tchèque</translation>
    </message>
    <message>
        <source>Danish</source>
        <translation>danois</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>néerlandais</translation>
    </message>
    <message>
        <source>English</source>
        <translation>anglais</translation>
    </message>
    <message>
        <source>Estonian</source>
        <translation>estonien</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>finnois</translation>
    </message>
    <message>
        <source>French</source>
        <translation>français</translation>
    </message>
    <message>
        <source>German</source>
        <translation>allemand</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>grec</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>hébreu</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>hindi</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation>hongrois</translation>
    </message>
    <message>
        <source>Icelandic</source>
        <translation>islandais</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>italien</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>japonais</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>coréen</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>letton</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>lituanien</translation>
    </message>
    <message>
        <source>Norwegian Bokmål</source>
        <translation>norvégien</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>persan</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>polonais</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>portugais</translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation>roumain</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>russe</translation>
    </message>
    <message>
        <source>Serbian</source>
        <translation>serbe</translation>
    </message>
    <message>
        <source>Slovak</source>
        <translation>slovaque</translation>
    </message>
    <message>
        <source>Slovenian</source>
        <translation>slovène</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>espagnol</translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation>suédois</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>thaï</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>turc</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>ukrainien</translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation>vietnamien</translation>
    </message>
</context>
</TS>
