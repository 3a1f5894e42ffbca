<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Alerts</name>
    <message numerus="yes">
        <source>%Ln alerts</source>
        <translation>
            <numerusform>%Ln alert</numerusform>
            <numerusform>%Ln alerts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more alerts</source>
        <translation>
            <numerusform>%Ln more alert</numerusform>
            <numerusform>%Ln more alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CallWords</name>
    <message numerus="yes">
        <source>%Ln contacts in 30 days</source>
        <translation>
            <numerusform>%Ln contact in 30 days</numerusform>
            <numerusform>%Ln contacts in 30 days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CardWords</name>
    <message numerus="yes">
        <source>{fact}, for: {title} and %Ln more</source>
        <translation>
            <numerusform>{fact}, for: {title} and %Ln more</numerusform>
            <numerusform>{fact}, for: {title} and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CardsPane</name>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln new</numerusform>
            <numerusform>%Ln new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new actions</source>
        <translation>
            <numerusform>%Ln new action</numerusform>
            <numerusform>%Ln new actions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChoosePanel</name>
    <message numerus="yes">
        <source>%Ln possible customers. {key} and a digit picks; the call goes on without.</source>
        <translation>
            <numerusform>%Ln possible customer. {key} and a digit picks; the call goes on without.</numerusform>
            <numerusform>%Ln possible customers. {key} and a digit picks; the call goes on without.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContractWords</name>
    <message numerus="yes">
        <source>%Ln dated events</source>
        <translation>
            <numerusform>%Ln dated event</numerusform>
            <numerusform>%Ln dated events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FeedbackWords</name>
    <message numerus="yes">
        <source>%Ln answers</source>
        <translation>
            <numerusform>%Ln answer</numerusform>
            <numerusform>%Ln answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln comments</source>
        <translation>
            <numerusform>%Ln comment</numerusform>
            <numerusform>%Ln comments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FollowUpList</name>
    <message numerus="yes">
        <source>{text} (and %Ln more)</source>
        <translation>
            <numerusform>{text} (and %Ln more)</numerusform>
            <numerusform>{text} (and %Ln more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message numerus="yes">
        <source>{n} days</source>
        <translation>
            <numerusform>{n} day</numerusform>
            <numerusform>{n} days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message numerus="yes">
        <source>%Ln late</source>
        <translation>
            <numerusform>%Ln late</numerusform>
            <numerusform>%Ln late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln values</source>
        <translation>
            <numerusform>%Ln value</numerusform>
            <numerusform>%Ln values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HeaderWords</name>
    <message numerus="yes">
        <source>%Ln late</source>
        <translation>
            <numerusform>%Ln late</numerusform>
            <numerusform>%Ln late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln possible customers</source>
        <translation>
            <numerusform>%Ln possible customer</numerusform>
            <numerusform>%Ln possible customers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IdleWords</name>
    <message numerus="yes">
        <source>%Ln callbacks wait until you are available again.</source>
        <translation>
            <numerusform>%Ln callback waits until you are available again.</numerusform>
            <numerusform>%Ln callbacks wait until you are available again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JourneyWords</name>
    <message numerus="yes">
        <source>%Ln pain points</source>
        <translation>
            <numerusform>%Ln pain point</numerusform>
            <numerusform>%Ln pain points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln touchpoints</source>
        <translation>
            <numerusform>%Ln touchpoint</numerusform>
            <numerusform>%Ln touchpoints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{part}, %Ln with pain</source>
        <translation>
            <numerusform>{part}, %Ln with pain</numerusform>
            <numerusform>{part}, %Ln with pain</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LetterWords</name>
    <message numerus="yes">
        <source>%Ln gaps to fill</source>
        <translation>
            <numerusform>%Ln gap to fill</numerusform>
            <numerusform>%Ln gaps to fill</numerusform>
        </translation>
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
            <numerusform>%Ln case</numerusform>
            <numerusform>%Ln cases</numerusform>
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
            <numerusform>%Ln for this step</numerusform>
            <numerusform>%Ln for this step</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln invoices</source>
        <translation>
            <numerusform>%Ln invoice</numerusform>
            <numerusform>%Ln invoices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln late</source>
        <translation>
            <numerusform>%Ln late</numerusform>
            <numerusform>%Ln late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln open</source>
        <translation>
            <numerusform>%Ln open</numerusform>
            <numerusform>%Ln open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln orders</source>
        <translation>
            <numerusform>%Ln order</numerusform>
            <numerusform>%Ln orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln overdue</source>
        <translation>
            <numerusform>%Ln overdue</numerusform>
            <numerusform>%Ln overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreferenceWords</name>
    <message numerus="yes">
        <source>%Ln consents</source>
        <translation>
            <numerusform>%Ln consent</numerusform>
            <numerusform>%Ln consents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln values</source>
        <translation>
            <numerusform>%Ln value</numerusform>
            <numerusform>%Ln values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromisesPane</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesItem</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{version} stays: %Ln errors in the new playbook</source>
        <translation>
            <numerusform>{version} stays: %Ln error in the new playbook</numerusform>
            <numerusform>{version} stays: %Ln errors in the new playbook</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%Ln need you</source>
        <translation>
            <numerusform>%Ln needs you</numerusform>
            <numerusform>%Ln need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to send</source>
        <translation>
            <numerusform>%Ln to send</numerusform>
            <numerusform>%Ln to send</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusWords</name>
    <message numerus="yes">
        <source>%Ln days late</source>
        <translation>
            <numerusform>%Ln day late</numerusform>
            <numerusform>%Ln days late</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StepsColumn</name>
    <message numerus="yes">
        <source>%Ln earlier steps</source>
        <translation>
            <numerusform>%Ln earlier step</numerusform>
            <numerusform>%Ln earlier steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln later steps</source>
        <translation>
            <numerusform>%Ln later step</numerusform>
            <numerusform>%Ln later steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SurveyLine</name>
    <message numerus="yes">
        <source>asked %Ln days ago</source>
        <translation>
            <numerusform>asked %Ln day ago</numerusform>
            <numerusform>asked %Ln days ago</numerusform>
        </translation>
    </message>
</context>
</TS>
