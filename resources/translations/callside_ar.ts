<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>Alerts</name>
    <message numerus="yes">
        <source>%Ln alerts</source>
        <translation>
            <numerusform>%Ln تنبيه</numerusform>
            <numerusform>تنبيه واحد</numerusform>
            <numerusform>تنبيهان</numerusform>
            <numerusform>%Ln تنبيهات</numerusform>
            <numerusform>%Ln تنبيهًا</numerusform>
            <numerusform>%Ln تنبيه</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more alerts</source>
        <translation>
            <numerusform>%Ln تنبيه آخر</numerusform>
            <numerusform>تنبيه آخر</numerusform>
            <numerusform>تنبيهان آخران</numerusform>
            <numerusform>%Ln تنبيهات أخرى</numerusform>
            <numerusform>%Ln تنبيهًا آخر</numerusform>
            <numerusform>%Ln تنبيه آخر</numerusform>
        </translation>
    </message>
    <message>
        <source>Alert: {text}</source>
        <translation>تنبيه: {text}</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>التنبيهات</translation>
    </message>
</context>
<context>
    <name>AnswerButton</name>
    <message>
        <source>{answer}, chosen</source>
        <translation>{answer}، الجواب المختار</translation>
    </message>
</context>
<context>
    <name>CallBar</name>
    <message>
        <source>Answer</source>
        <translation>رد</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>مكالمة</translation>
    </message>
    <message>
        <source>Choose the call type</source>
        <translation>اختيار نوع المكالمة</translation>
    </message>
    <message>
        <source>End</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>تعليق</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>كتم</translation>
    </message>
    <message>
        <source>No call</source>
        <translation>لا توجد مكالمة</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>الرقم محجوب</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>تدريب</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>رفض</translation>
    </message>
    <message>
        <source>Resume {name}</source>
        <translation>متابعة {name}</translation>
    </message>
    <message>
        <source>Search or run anything</source>
        <translation>ابحث عن أي شيء أو نفّذه</translation>
    </message>
    <message>
        <source>Search or run…</source>
        <translation>ابحث أو نفّذ…</translation>
    </message>
    <message>
        <source>The phone has not confirmed yet</source>
        <translation>لم يؤكد الهاتف ذلك بعد</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>تحويل</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>إلغاء الكتم</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>مقترح</translation>
    </message>
    <message>
        <source>{who} is calling</source>
        <translation>مكالمة من {who}</translation>
    </message>
</context>
<context>
    <name>CallPage</name>
    <message>
        <source>Ages hidden</source>
        <translation>عمر البيانات مخفي</translation>
    </message>
    <message>
        <source>Ages shown</source>
        <translation>عمر البيانات ظاهر</translation>
    </message>
</context>
<context>
    <name>CallTabs</name>
    <message>
        <source>Calls</source>
        <translation>المكالمات</translation>
    </message>
</context>
<context>
    <name>CallWords</name>
    <message numerus="yes">
        <source>%Ln contacts in 30 days</source>
        <translation>
            <numerusform>%Ln مرة تواصل خلال ثلاثين يومًا</numerusform>
            <numerusform>تواصل واحد خلال ثلاثين يومًا</numerusform>
            <numerusform>تواصلان خلال ثلاثين يومًا</numerusform>
            <numerusform>%Ln مرات تواصل خلال ثلاثين يومًا</numerusform>
            <numerusform>%Ln مرة تواصل خلال ثلاثين يومًا</numerusform>
            <numerusform>%Ln مرة تواصل خلال ثلاثين يومًا</numerusform>
        </translation>
    </message>
    <message>
        <source>After call</source>
        <translation>بعد المكالمة</translation>
    </message>
    <message>
        <source>Answering…</source>
        <translation>جارٍ الرد…</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>متاح</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>غير متاح</translation>
    </message>
    <message>
        <source>Calling back</source>
        <translation>معاودة الاتصال</translation>
    </message>
    <message>
        <source>Dialing</source>
        <translation>جارٍ الاتصال</translation>
    </message>
    <message>
        <source>Ending…</source>
        <translation>جارٍ الإنهاء…</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>انتهت</translation>
    </message>
    <message>
        <source>Holding…</source>
        <translation>جارٍ التعليق…</translation>
    </message>
    <message>
        <source>Inbound</source>
        <translation>واردة</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>مكتوم</translation>
    </message>
    <message>
        <source>Muting…</source>
        <translation>جارٍ الكتم…</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>الرقم محجوب</translation>
    </message>
    <message>
        <source>On call</source>
        <translation>في مكالمة</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>معلّقة</translation>
    </message>
    <message>
        <source>On the line: {name}</source>
        <translation>على الخط: {name}</translation>
    </message>
    <message>
        <source>Outbound</source>
        <translation>صادرة</translation>
    </message>
    <message>
        <source>Phone disconnected: {why}</source>
        <translation>الهاتف غير متصل: {why}</translation>
    </message>
    <message>
        <source>Promised: {text}</source>
        <translation>وعد: {text}</translation>
    </message>
    <message>
        <source>Resuming…</source>
        <translation>جارٍ الاستئناف…</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>يرن</translation>
    </message>
    <message>
        <source>The phone did not confirm. Try again or use the phone itself.</source>
        <translation>لم يؤكد الهاتف ذلك. حاول مرة أخرى أو استخدم الهاتف نفسه.</translation>
    </message>
    <message>
        <source>The phone did not do it. Try again, or use the phone itself.</source>
        <translation>لم ينفّذ الهاتف ذلك. حاول مرة أخرى، أو استخدم الهاتف نفسه.</translation>
    </message>
    <message>
        <source>The phone did not do it. Use the phone itself.</source>
        <translation>لم ينفّذ الهاتف ذلك. استخدم الهاتف نفسه.</translation>
    </message>
    <message>
        <source>The phone is not connected. Use the phone itself.</source>
        <translation>الهاتف غير متصل. استخدم الهاتف نفسه.</translation>
    </message>
    <message>
        <source>The phone no longer knows this call.</source>
        <translation>لم يعد الهاتف يعرف هذه المكالمة.</translation>
    </message>
    <message>
        <source>The phone refused. Use the phone itself.</source>
        <translation>رفض الهاتف ذلك. استخدم الهاتف نفسه.</translation>
    </message>
    <message>
        <source>This phone cannot do that from here.</source>
        <translation>لا يستطيع هذا الهاتف فعل ذلك من هنا.</translation>
    </message>
    <message>
        <source>Transferring…</source>
        <translation>جارٍ التحويل…</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>متصل غير معروف</translation>
    </message>
    <message>
        <source>Unmuting…</source>
        <translation>جارٍ إلغاء الكتم…</translation>
    </message>
    <message>
        <source>it could not register</source>
        <translation>تعذّر التسجيل</translation>
    </message>
    <message>
        <source>it does not accept connections</source>
        <translation>لا يقبل الاتصالات</translation>
    </message>
    <message>
        <source>it does not answer</source>
        <translation>لا يستجيب</translation>
    </message>
    <message>
        <source>it is registering</source>
        <translation>جارٍ التسجيل</translation>
    </message>
    <message>
        <source>the connection was lost</source>
        <translation>انقطع الاتصال</translation>
    </message>
    <message>
        <source>waited {time}</source>
        <translation>انتظر {time}</translation>
    </message>
</context>
<context>
    <name>CandidateList</name>
    <message>
        <source>City</source>
        <translation>المدينة</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>العميل</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>مطابق</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>المفتاح</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>آخر تواصل</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>المطابقة</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>الطلبات المفتوحة</translation>
    </message>
    <message>
        <source>Similar</source>
        <translation>مشابه</translation>
    </message>
</context>
<context>
    <name>CardStack</name>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Undo: {title}</source>
        <translation>تراجع: {title}</translation>
    </message>
</context>
<context>
    <name>CardWords</name>
    <message>
        <source>Actions appear as soon as it is known who is calling and why.</source>
        <translation>تظهر الإجراءات حالما يُعرف من المتصل وسبب اتصاله.</translation>
    </message>
    <message>
        <source>Also weighed</source>
        <translation>نُظر فيها أيضًا</translation>
    </message>
    <message>
        <source>Declined: {title}</source>
        <translation>رُفض: {title}</translation>
    </message>
    <message>
        <source>Done: {title}</source>
        <translation>تم: {title}</translation>
    </message>
    <message>
        <source>Everything it needs is true.</source>
        <translation>كل ما يلزم لهذا الإجراء متحقق.</translation>
    </message>
    <message>
        <source>Held back: {title}</source>
        <translation>مؤجل: {title}</translation>
    </message>
    <message>
        <source>How likely a yes is</source>
        <translation>مدى احتمال القبول</translation>
    </message>
    <message>
        <source>It does not fit now.</source>
        <translation>لا يناسب الآن.</translation>
    </message>
    <message>
        <source>It does not fit this call.</source>
        <translation>لا يناسب هذه المكالمة.</translation>
    </message>
    <message>
        <source>It is not active.</source>
        <translation>غير مفعّل.</translation>
    </message>
    <message>
        <source>It is required on this call.</source>
        <translation>مطلوب في هذه المكالمة.</translation>
    </message>
    <message>
        <source>It may fit once more is known.</source>
        <translation>قد يناسب عندما تُعرف معلومات أكثر.</translation>
    </message>
    <message>
        <source>It waits for facts that are not there yet.</source>
        <translation>ينتظر معلومات لم تصل بعد.</translation>
    </message>
    <message>
        <source>It was dealt with in this call.</source>
        <translation>تم التعامل معه في هذه المكالمة.</translation>
    </message>
    <message>
        <source>It was offered too recently.</source>
        <translation>عُرض قبل وقت قصير.</translation>
    </message>
    <message>
        <source>No action fits now.</source>
        <translation>لا يناسب أي إجراء الآن.</translation>
    </message>
    <message>
        <source>No action fits yet.</source>
        <translation>لا يناسب أي إجراء بعد.</translation>
    </message>
    <message>
        <source>Not saved, try again: {title}</source>
        <translation>لم يُحفظ، حاول مرة أخرى: {title}</translation>
    </message>
    <message>
        <source>Others rank higher.</source>
        <translation>إجراءات أخرى أعلى ترتيبًا.</translation>
    </message>
    <message>
        <source>Undone: {title}</source>
        <translation>تم التراجع: {title}</translation>
    </message>
    <message>
        <source>Waiting for</source>
        <translation>بانتظار</translation>
    </message>
    <message>
        <source>Waiting for: {systems}.</source>
        <translation>بانتظار: {systems}.</translation>
    </message>
    <message>
        <source>What this rests on</source>
        <translation>على ماذا يستند هذا</translation>
    </message>
    <message>
        <source>What would change it</source>
        <translation>ما الذي قد يغيّره</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>تعذّرت القراءة</translation>
    </message>
    <message>
        <source>none on file</source>
        <translation>لا شيء مسجّل</translation>
    </message>
    <message>
        <source>not active</source>
        <translation>غير مفعّل</translation>
    </message>
    <message>
        <source>not allowed here</source>
        <translation>غير مسموح هنا</translation>
    </message>
    <message>
        <source>not in the customer&apos;s interest</source>
        <translation>ليس في مصلحة العميل</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>غير معروف بعد</translation>
    </message>
    <message>
        <source>not what this call is about</source>
        <translation>ليس موضوع هذه المكالمة</translation>
    </message>
    <message>
        <source>offered too recently</source>
        <translation>عُرض قبل وقت قصير</translation>
    </message>
    <message>
        <source>{fact} ({source})</source>
        <translation>{fact} ({source})</translation>
    </message>
    <message>
        <source>{fact}, for: {title}</source>
        <translation>{fact}، من أجل: {title}</translation>
    </message>
    <message numerus="yes">
        <source>{fact}, for: {title} and %Ln more</source>
        <translation>
            <numerusform>{fact}، من أجل: {title} و%Ln إجراء آخر</numerusform>
            <numerusform>{fact}، من أجل: {title} وإجراء آخر</numerusform>
            <numerusform>{fact}، من أجل: {title} وإجراءين آخرين</numerusform>
            <numerusform>{fact}، من أجل: {title} و%Ln إجراءات أخرى</numerusform>
            <numerusform>{fact}، من أجل: {title} و%Ln إجراءً آخر</numerusform>
            <numerusform>{fact}، من أجل: {title} و%Ln إجراء آخر</numerusform>
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
        <translation>{title}: لا يُعرف بعد إن كان مناسبًا</translation>
    </message>
    <message>
        <source>{title}: ranks lower</source>
        <translation>{title}: أدنى ترتيبًا</translation>
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
            <numerusform>%Ln جديد</numerusform>
            <numerusform>جديد واحد</numerusform>
            <numerusform>جديدان</numerusform>
            <numerusform>%Ln جديدة</numerusform>
            <numerusform>%Ln جديدًا</numerusform>
            <numerusform>%Ln جديد</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new actions</source>
        <translation>
            <numerusform>%Ln إجراء جديد</numerusform>
            <numerusform>إجراء جديد واحد</numerusform>
            <numerusform>إجراءان جديدان</numerusform>
            <numerusform>%Ln إجراءات جديدة</numerusform>
            <numerusform>%Ln إجراءً جديدًا</numerusform>
            <numerusform>%Ln إجراء جديد</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer the call first.</source>
        <translation>رد على المكالمة أولًا.</translation>
    </message>
    <message>
        <source>Next best action</source>
        <translation>أفضل إجراء تالٍ</translation>
    </message>
    <message>
        <source>There is nothing to explain yet.</source>
        <translation>لا يوجد ما يُشرح بعد.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>back to the cards</source>
        <translation>العودة إلى البطاقات</translation>
    </message>
    <message>
        <source>why these?</source>
        <translation>لماذا هذه؟</translation>
    </message>
    <message>
        <source>why?</source>
        <translation>لماذا؟</translation>
    </message>
</context>
<context>
    <name>ChangeSheet</name>
    <message>
        <source>Esc cancels. It can be undone until it is sent.</source>
        <translation>‏Esc يلغي. يمكن التراجع عنه إلى أن يُرسل.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>إرسال</translation>
    </message>
</context>
<context>
    <name>ChangeWords</name>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>As in</source>
        <translation>كما في</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>الرصيد</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>تاريخ الميلاد</translation>
    </message>
    <message>
        <source>Change in {system}</source>
        <translation>تغيير في {system}</translation>
    </message>
    <message>
        <source>City</source>
        <translation>المدينة</translation>
    </message>
    <message>
        <source>Copied to {system}: {value}</source>
        <translation>نُسخ إلى {system}: {value}</translation>
    </message>
    <message>
        <source>Copy to {system}: {value}</source>
        <translation>نسخ إلى {system}: {value}</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>البلد</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>عميل منذ</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>بريد إلكتروني</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>اسم العائلة</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>الحقل</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>الاسم الأول</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation>قيمة العميل</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>المؤسسة</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>الهاتف</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>الرمز البريدي</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>المنطقة</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>الشريحة</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>الشارع</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>بعد ذلك</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>المستوى</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>فارغ</translation>
    </message>
    <message>
        <source>{field} in {system}: {value}</source>
        <translation>{field} في {system}: {value}</translation>
    </message>
</context>
<context>
    <name>ChoosePanel</name>
    <message numerus="yes">
        <source>%Ln possible customers. {key} and a digit picks; the call goes on without.</source>
        <translation>
            <numerusform>%Ln عميل محتمل. اضغط {key} ثم رقمًا للاختيار، والمكالمة تستمر دون اختيار.</numerusform>
            <numerusform>عميل محتمل واحد. اضغط {key} ثم رقمًا للاختيار، والمكالمة تستمر دون اختيار.</numerusform>
            <numerusform>عميلان محتملان. اضغط {key} ثم رقمًا للاختيار، والمكالمة تستمر دون اختيار.</numerusform>
            <numerusform>%Ln عملاء محتملين. اضغط {key} ثم رقمًا للاختيار، والمكالمة تستمر دون اختيار.</numerusform>
            <numerusform>%Ln عميلًا محتملًا. اضغط {key} ثم رقمًا للاختيار، والمكالمة تستمر دون اختيار.</numerusform>
            <numerusform>%Ln عميل محتمل. اضغط {key} ثم رقمًا للاختيار، والمكالمة تستمر دون اختيار.</numerusform>
        </translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>لا أحد منهم</translation>
    </message>
    <message>
        <source>Possible customers</source>
        <translation>العملاء المحتملون</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>تجاهل</translation>
    </message>
    <message>
        <source>It is being sent.</source>
        <translation>يجري إرساله.</translation>
    </message>
    <message>
        <source>Next gap</source>
        <translation>الفراغ التالي</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>إرسال</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>الموضوع</translation>
    </message>
    <message>
        <source>To</source>
        <translation>إلى</translation>
    </message>
    <message>
        <source>Write another</source>
        <translation>كتابة رسالة أخرى</translation>
    </message>
</context>
<context>
    <name>ContractWords</name>
    <message numerus="yes">
        <source>%Ln dated events</source>
        <translation>
            <numerusform>%Ln حدث مؤرخ</numerusform>
            <numerusform>حدث مؤرخ واحد</numerusform>
            <numerusform>حدثان مؤرخان</numerusform>
            <numerusform>%Ln أحداث مؤرخة</numerusform>
            <numerusform>%Ln حدثًا مؤرخًا</numerusform>
            <numerusform>%Ln حدث مؤرخ</numerusform>
        </translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>المبلغ</translation>
    </message>
    <message>
        <source>Autopay</source>
        <translation>السداد الآلي</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>الرصيد</translation>
    </message>
    <message>
        <source>Card expires</source>
        <translation>انتهاء البطاقة</translation>
    </message>
    <message>
        <source>Contract ends</source>
        <translation>انتهاء العقد</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>عميل منذ</translation>
    </message>
    <message>
        <source>Date or value</source>
        <translation>التاريخ أو القيمة</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>متوقف</translation>
    </message>
    <message>
        <source>On</source>
        <translation>مفعّل</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>الباقة</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>المستوى</translation>
    </message>
    <message>
        <source>What</source>
        <translation>البند</translation>
    </message>
</context>
<context>
    <name>DeedWords</name>
    <message>
        <source>Not done: it could not be saved. Try again.</source>
        <translation>لم يُنفّذ: تعذّر حفظه. حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>Not done: no connected system takes this.</source>
        <translation>لم يُنفّذ: لا يوجد نظام متصل يقبل ذلك.</translation>
    </message>
    <message>
        <source>Not done: something it needs is not known yet.</source>
        <translation>لم يُنفّذ: معلومة يحتاجها غير معروفة بعد.</translation>
    </message>
    <message>
        <source>Not done: the call type has no such disposition.</source>
        <translation>لم يُنفّذ: لا يوجد هذا التصنيف في نوع المكالمة.</translation>
    </message>
    <message>
        <source>Not done: the phone cannot do this now.</source>
        <translation>لم يُنفّذ: لا يستطيع الهاتف فعل ذلك الآن.</translation>
    </message>
    <message>
        <source>Not undone: it has been sent already.</source>
        <translation>لم يتم التراجع: أُرسل بالفعل.</translation>
    </message>
</context>
<context>
    <name>DetailPage</name>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>السجل</translation>
    </message>
</context>
<context>
    <name>DetailWords</name>
    <message>
        <source>About</source>
        <translation>حول</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>الموظف</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>المبلغ</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>الفئة</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>القناة</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>التعليق</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>تم التسليم</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>التسليم</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>الاتجاه</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>الاستحقاق</translation>
    </message>
    <message>
        <source>From</source>
        <translation>المصدر</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>تاريخ الإصدار</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>الصنف</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>المدة</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>المتبقي</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>تاريخ الفتح</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>النتيجة</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>المسؤول</translation>
    </message>
    <message>
        <source>Parcel</source>
        <translation>الشحنة</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>الدفع</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>تاريخ الطلب</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>الأولوية</translation>
    </message>
    <message>
        <source>Promised for</source>
        <translation>موعود في</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>قائمة الانتظار</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>الانطباع</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>تاريخ الحل</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>الإرجاع</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>الدرجة</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>الموضوع</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>الملخص</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>الإجمالي</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>آخر تحديث</translation>
    </message>
    <message>
        <source>When</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>from the customer</source>
        <translation>من العميل</translation>
    </message>
    <message>
        <source>no number yet</source>
        <translation>لا رقم بعد</translation>
    </message>
    <message>
        <source>to the customer</source>
        <translation>إلى العميل</translation>
    </message>
    <message>
        <source>{amount} back</source>
        <translation>استرداد {amount}</translation>
    </message>
    <message>
        <source>{goods}, {price}</source>
        <translation>{goods}، {price}</translation>
    </message>
    <message>
        <source>{n} ×</source>
        <translation>{n} ×</translation>
    </message>
    <message>
        <source>{system}, {id}</source>
        <translation>{system}، {id}</translation>
    </message>
</context>
<context>
    <name>DispositionField</name>
    <message>
        <source>Disposition</source>
        <translation>التصنيف</translation>
    </message>
    <message>
        <source>Dispositions</source>
        <translation>التصنيفات</translation>
    </message>
    <message>
        <source>How did it end? {keys}</source>
        <translation>كيف انتهت المكالمة؟ {keys}</translation>
    </message>
</context>
<context>
    <name>EffectWords</name>
    <message>
        <source>Adds to the notes</source>
        <translation>يضيف إلى الملاحظات</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>المبلغ</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>اتصال</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>يتصل بـ</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>الفئة</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>يغيّر</translation>
    </message>
    <message>
        <source>City</source>
        <translation>المدينة</translation>
    </message>
    <message>
        <source>Creates</source>
        <translation>ينشئ</translation>
    </message>
    <message>
        <source>Do it, go on</source>
        <translation>نفّذ وتابع</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>الاستحقاق</translation>
    </message>
    <message>
        <source>Due in days</source>
        <translation>المهلة (أيام)</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>بريد إلكتروني</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>مُنحت</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>الفاتورة</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Open it, go on</source>
        <translation>افتح وتابع</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>النتيجة</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>المسؤول</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>الهاتف</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>الرمز البريدي</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>الأولوية</translation>
    </message>
    <message>
        <source>Put it into the notes</source>
        <translation>أضف إلى الملاحظات</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>السؤال</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>الشارع</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>الموضوع</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>النص</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>بعد ذلك</translation>
    </message>
    <message>
        <source>To</source>
        <translation>إلى</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>تحويل</translation>
    </message>
    <message>
        <source>Transfers to</source>
        <translation>يحوّل إلى</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>اكتب</translation>
    </message>
    <message>
        <source>a case</source>
        <translation>تذكرة</translation>
    </message>
    <message>
        <source>a consent</source>
        <translation>موافقة</translation>
    </message>
    <message>
        <source>a contact entry</source>
        <translation>سجل تواصل</translation>
    </message>
    <message>
        <source>a customer</source>
        <translation>عميلًا</translation>
    </message>
    <message>
        <source>a note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>a survey invitation</source>
        <translation>دعوة إلى استطلاع</translation>
    </message>
    <message>
        <source>a task</source>
        <translation>مهمة</translation>
    </message>
    <message>
        <source>the customer</source>
        <translation>العميل</translation>
    </message>
    <message>
        <source>the system writes to the customer itself</source>
        <translation>يكتب النظام إلى العميل بنفسه</translation>
    </message>
    <message>
        <source>{what} in {system}</source>
        <translation>{what} في {system}</translation>
    </message>
</context>
<context>
    <name>EntryModel</name>
    <message>
        <source>Results</source>
        <translation>النتائج</translation>
    </message>
</context>
<context>
    <name>FeedbackWords</name>
    <message numerus="yes">
        <source>%Ln answers</source>
        <translation>
            <numerusform>%Ln إجابة</numerusform>
            <numerusform>إجابة واحدة</numerusform>
            <numerusform>إجابتان</numerusform>
            <numerusform>%Ln إجابات</numerusform>
            <numerusform>%Ln إجابة</numerusform>
            <numerusform>%Ln إجابة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln comments</source>
        <translation>
            <numerusform>%Ln تعليق</numerusform>
            <numerusform>تعليق واحد</numerusform>
            <numerusform>تعليقان</numerusform>
            <numerusform>%Ln تعليقات</numerusform>
            <numerusform>%Ln تعليقًا</numerusform>
            <numerusform>%Ln تعليق</numerusform>
        </translation>
    </message>
    <message>
        <source>last {survey} {score}</source>
        <translation>آخر {survey} {score}</translation>
    </message>
    <message>
        <source>{score}, {change}</source>
        <translation>{score}، {change}</translation>
    </message>
    <message>
        <source>{survey} of {best}, oldest first: {scores}</source>
        <translation>{survey} من {best}، الأقدم أولًا: {scores}</translation>
    </message>
</context>
<context>
    <name>FollowUpForm</name>
    <message>
        <source>A day such as 24.11.2026, or +3 for in three days; the arrow keys move it</source>
        <translation>يوم مثل 24.11.2026، أو ‎+3 لما بعد ثلاثة أيام، ومفاتيح الأسهم تغيّره</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>إضافة</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>مستحقة في</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>What do you promise?</source>
        <translation>بماذا تعد العميل؟</translation>
    </message>
</context>
<context>
    <name>FollowUpList</name>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Remove “{text}”</source>
        <translation>إزالة «{text}»</translation>
    </message>
    <message>
        <source>Suggested: {text}</source>
        <translation>مقترح: {text}</translation>
    </message>
    <message numerus="yes">
        <source>{text} (and %Ln more)</source>
        <translation>
            <numerusform>{text} (و%Ln أخرى)</numerusform>
            <numerusform>{text} (وواحدة أخرى)</numerusform>
            <numerusform>{text} (واثنتان أخريان)</numerusform>
            <numerusform>{text} (و%Ln أخرى)</numerusform>
            <numerusform>{text} (و%Ln أخرى)</numerusform>
            <numerusform>{text} (و%Ln أخرى)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>due {day}</source>
        <translation>مستحق {day}</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>overdue since {day}</source>
        <translation>متأخر منذ {day}</translation>
    </message>
    <message>
        <source>today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>غدًا</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>{age} old</source>
        <translation>منذ {age}</translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <translation>{h}&#xa0;س {m}&#xa0;د</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m}&#xa0;د {s}&#xa0;ث</translation>
    </message>
    <message numerus="yes">
        <source>{n} days</source>
        <translation>
            <numerusform>{n} يوم</numerusform>
            <numerusform>يوم واحد</numerusform>
            <numerusform>يومين</numerusform>
            <numerusform>{n} أيام</numerusform>
            <numerusform>{n} يومًا</numerusform>
            <numerusform>{n} يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n}&#xa0;س</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n}&#xa0;د</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n}&#xa0;م.ث</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n}&#xa0;ث</translation>
    </message>
</context>
<context>
    <name>GuideCard</name>
    <message>
        <source>An answer is missing.</source>
        <translation>ينقص جواب.</translation>
    </message>
    <message>
        <source>Checked, go on</source>
        <translation>تم التحقق، تابع</translation>
    </message>
    <message>
        <source>Done, go on</source>
        <translation>تم، تابع</translation>
    </message>
    <message>
        <source>In a few words</source>
        <translation>في كلمات قليلة</translation>
    </message>
    <message>
        <source>Not clear as a day. Write 2026-12-03 or 3.12.2026.</source>
        <translation>اليوم غير واضح. اكتب 2026-12-03 أو 3.12.2026.</translation>
    </message>
    <message>
        <source>Not clear as a number. Write 1234 or 12.5.</source>
        <translation>الرقم غير واضح. اكتب 1234 أو 12.5.</translation>
    </message>
    <message>
        <source>Not clear as an amount. Write 18.00 without a thousands mark.</source>
        <translation>المبلغ غير واضح. اكتب 18.00 دون فاصل الآلاف.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>موافق</translation>
    </message>
    <message>
        <source>Press again to do it</source>
        <translation>اضغط مرة أخرى للتنفيذ</translation>
    </message>
    <message>
        <source>Read out, go on</source>
        <translation>تمت القراءة، تابع</translation>
    </message>
    <message>
        <source>Said, go on</source>
        <translation>قيل، تابع</translation>
    </message>
    <message>
        <source>Such as 12</source>
        <translation>مثل 12</translation>
    </message>
    <message>
        <source>Such as 18.00</source>
        <translation>مثل 18.00</translation>
    </message>
    <message>
        <source>Such as 2026-12-03</source>
        <translation>مثل 2026-12-03</translation>
    </message>
    <message>
        <source>This answer was not accepted.</source>
        <translation>لم يُقبل هذا الجواب.</translation>
    </message>
    <message>
        <source>This step cannot be skipped: the call needs its answer.</source>
        <translation>لا يمكن تخطي هذه الخطوة: المكالمة تحتاج جوابها.</translation>
    </message>
    <message>
        <source>What stands in [brackets] is not known yet.</source>
        <translation>ما بين [الأقواس] غير معروف بعد.</translation>
    </message>
    <message>
        <source>Why is this step left out?</source>
        <translation>لماذا تُترك هذه الخطوة؟</translation>
    </message>
</context>
<context>
    <name>GuidePane</name>
    <message>
        <source>All steps done</source>
        <translation>اكتملت كل الخطوات</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>الدليل</translation>
    </message>
    <message>
        <source>Skip step</source>
        <translation>تخطي الخطوة</translation>
    </message>
    <message>
        <source>Step {step} of {count}</source>
        <translation>الخطوة {step} من {count}</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>الملخص</translation>
    </message>
    <message>
        <source>The guide opens once it is clear what this call is about. {keys} sets the call type.</source>
        <translation>يفتح الدليل حالما يتضح موضوع المكالمة. {keys} يحدد نوع المكالمة.</translation>
    </message>
    <message>
        <source>The guide starts when the call is answered.</source>
        <translation>يبدأ الدليل عند الرد على المكالمة.</translation>
    </message>
    <message>
        <source>There is no step left.</source>
        <translation>لم تبقَ أي خطوة.</translation>
    </message>
    <message>
        <source>This is the first step.</source>
        <translation>هذه هي الخطوة الأولى.</translation>
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
        <translation>مقبول</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>الإجراءات</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>الأجوبة</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>مرفوض</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>Failed, nothing was sent</source>
        <translation>فشل، لم يُرسل شيء</translation>
    </message>
    <message>
        <source>Finish sends</source>
        <translation>الإنهاء يرسل</translation>
    </message>
    <message>
        <source>No action was accepted or declined.</source>
        <translation>لم يُقبل أو يُرفض أي إجراء.</translation>
    </message>
    <message>
        <source>No step of the guide was answered.</source>
        <translation>لم يُجب عن أي خطوة في الدليل.</translation>
    </message>
    <message>
        <source>No system takes this call; it is kept on this computer.</source>
        <translation>لا يوجد نظام يستلم هذه المكالمة؛ تُحفظ على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>تم التخطي</translation>
    </message>
    <message>
        <source>Skipped: {reason}</source>
        <translation>تم التخطي: {reason}</translation>
    </message>
    <message>
        <source>Undone, nothing was sent</source>
        <translation>تم التراجع، لم يُرسل شيء</translation>
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
            <numerusform>%Ln متأخر</numerusform>
            <numerusform>متأخر واحد</numerusform>
            <numerusform>متأخران</numerusform>
            <numerusform>%Ln متأخرة</numerusform>
            <numerusform>%Ln متأخرًا</numerusform>
            <numerusform>%Ln متأخر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln values</source>
        <translation>
            <numerusform>%Ln قيمة</numerusform>
            <numerusform>قيمة واحدة</numerusform>
            <numerusform>قيمتان</numerusform>
            <numerusform>%Ln قيم</numerusform>
            <numerusform>%Ln قيمة</numerusform>
            <numerusform>%Ln قيمة</numerusform>
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
        <translation>احتمال المغادرة</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>العميل</translation>
    </message>
    <message>
        <source>Last NPS</source>
        <translation>آخر NPS</translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation>قيمة العميل</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>ليس هذا الشخص</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>طلبات مفتوحة</translation>
    </message>
    <message>
        <source>of {max}</source>
        <translation>من {max}</translation>
    </message>
</context>
<context>
    <name>HeaderFigures</name>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>{what}: no system offers this</source>
        <translation>{what}: لا نظام يوفر هذا</translation>
    </message>
    <message>
        <source>{what}: none on file</source>
        <translation>{what}: لا شيء مسجّل</translation>
    </message>
    <message>
        <source>{what}: waiting for {source}</source>
        <translation>{what}: بانتظار {source}</translation>
    </message>
    <message>
        <source>{what}: {source}, {trouble}</source>
        <translation>{what}: {source}، {trouble}</translation>
    </message>
</context>
<context>
    <name>HeaderWords</name>
    <message numerus="yes">
        <source>%Ln late</source>
        <translation>
            <numerusform>%Ln متأخر</numerusform>
            <numerusform>متأخر واحد</numerusform>
            <numerusform>متأخران</numerusform>
            <numerusform>%Ln متأخرة</numerusform>
            <numerusform>%Ln متأخرًا</numerusform>
            <numerusform>%Ln متأخر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln possible customers</source>
        <translation>
            <numerusform>%Ln عميل محتمل</numerusform>
            <numerusform>عميل محتمل واحد</numerusform>
            <numerusform>عميلان محتملان</numerusform>
            <numerusform>%Ln عملاء محتملين</numerusform>
            <numerusform>%Ln عميلًا محتملًا</numerusform>
            <numerusform>%Ln عميل محتمل</numerusform>
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
        <translation>اختر</translation>
    </message>
    <message>
        <source>Chosen by you</source>
        <translation>اخترته أنت</translation>
    </message>
    <message>
        <source>Chosen by you · not verified</source>
        <translation>اخترتَه أنت · غير متحقق منه</translation>
    </message>
    <message>
        <source>Churn risk</source>
        <translation>احتمال المغادرة</translation>
    </message>
    <message>
        <source>Customer since {month}</source>
        <translation>عميل منذ {month}</translation>
    </message>
    <message>
        <source>Last NPS</source>
        <translation>آخر NPS</translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation>قيمة العميل</translation>
    </message>
    <message>
        <source>Looking up</source>
        <translation>جارٍ البحث</translation>
    </message>
    <message>
        <source>Matched · {how}</source>
        <translation>مطابقة · {how}</translation>
    </message>
    <message>
        <source>No name on file</source>
        <translation>لا اسم مسجّل</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>رقم {number}</translation>
    </message>
    <message>
        <source>Not identified</source>
        <translation>غير محدد الهوية</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>الرقم محجوب</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>طلبات مفتوحة</translation>
    </message>
    <message>
        <source>Saved copy, {age}</source>
        <translation>نسخة محفوظة، {age}</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>متصل غير معروف</translation>
    </message>
    <message>
        <source>Unknown number</source>
        <translation>رقم غير معروف</translation>
    </message>
    <message>
        <source>Verified by you</source>
        <translation>تحققت منه أنت</translation>
    </message>
    <message>
        <source>Verified · {how}</source>
        <translation>تم التحقق · {how}</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>مشغول</translation>
    </message>
    <message>
        <source>customer number</source>
        <translation>رقم العميل</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>لا جواب</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>لا مفتاح</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>غير مسموح</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>لم يُقرأ بعد</translation>
    </message>
    <message>
        <source>of {max}</source>
        <translation>من {max}</translation>
    </message>
    <message>
        <source>says: {name}</source>
        <translation>يقول إنه: {name}</translation>
    </message>
    <message>
        <source>sign in</source>
        <translation>سجّل الدخول</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>غير مقروء</translation>
    </message>
</context>
<context>
    <name>IdlePage</name>
    <message>
        <source>Average handling</source>
        <translation>متوسط المعالجة</translation>
    </message>
    <message>
        <source>Callbacks and promises</source>
        <translation>معاودات الاتصال والوعود</translation>
    </message>
    <message>
        <source>Calls today</source>
        <translation>مكالمات اليوم</translation>
    </message>
    <message>
        <source>Give up: {reason}</source>
        <translation>التخلي: {reason}</translation>
    </message>
    <message>
        <source>Mark as done</source>
        <translation>وضع علامة منجز</translation>
    </message>
    <message>
        <source>No calls yet.</source>
        <translation>لا مكالمات بعد.</translation>
    </message>
    <message>
        <source>Nothing is due, or you are away</source>
        <translation>لا شيء مستحق، أو أنت غير متاح</translation>
    </message>
    <message>
        <source>Ready for the next call</source>
        <translation>جاهز للمكالمة التالية</translation>
    </message>
    <message>
        <source>Recent calls</source>
        <translation>المكالمات الأخيرة</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Search customers, orders, articles, or type a number</source>
        <translation>ابحث عن عملاء أو طلبات أو مقالات، أو اكتب رقمًا</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>إعادة الإرسال</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>To finish</source>
        <translation>بانتظار الإنهاء</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>بانتظار الإرسال</translation>
    </message>
    <message>
        <source>What becomes of it?</source>
        <translation>ماذا نفعل به؟</translation>
    </message>
    <message>
        <source>Why are you away?</source>
        <translation>ما سبب عدم توفرك؟</translation>
    </message>
    <message>
        <source>You are away</source>
        <translation>أنت غير متاح</translation>
    </message>
    <message>
        <source>Your day</source>
        <translation>يومك</translation>
    </message>
    <message>
        <source>done by hand</source>
        <translation>أُنجز يدويًا</translation>
    </message>
    <message>
        <source>no calls yet</source>
        <translation>لا مكالمات بعد</translation>
    </message>
    <message>
        <source>no longer needed</source>
        <translation>لم يعد لازمًا</translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>was a mistake</source>
        <translation>كان خطأً</translation>
    </message>
</context>
<context>
    <name>IdleWords</name>
    <message numerus="yes">
        <source>%Ln callbacks wait until you are available again.</source>
        <translation>
            <numerusform>%Ln معاودة اتصال تنتظر حتى تعود متاحًا.</numerusform>
            <numerusform>معاودة اتصال واحدة تنتظر حتى تعود متاحًا.</numerusform>
            <numerusform>معاودتا اتصال تنتظران حتى تعود متاحًا.</numerusform>
            <numerusform>%Ln معاودات اتصال تنتظر حتى تعود متاحًا.</numerusform>
            <numerusform>%Ln معاودة اتصال تنتظر حتى تعود متاحًا.</numerusform>
            <numerusform>%Ln معاودة اتصال تنتظر حتى تعود متاحًا.</numerusform>
        </translation>
    </message>
    <message>
        <source>Available</source>
        <translation>متاح</translation>
    </message>
    <message>
        <source>Average handling {average}, {goal}, {over}</source>
        <translation>متوسط المعالجة {average}، {goal}، {over}</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>غير متاح</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>استراحة</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>تذكرة</translation>
    </message>
    <message>
        <source>Change of the customer</source>
        <translation>تغيير بيانات العميل</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>موافقة</translation>
    </message>
    <message>
        <source>Customer no longer on file</source>
        <translation>العميل لم يعد مسجّلًا</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>It may have arrived: look in {system} first.</source>
        <translation>ربما وصل: تحقق في {system} أولًا.</translation>
    </message>
    <message>
        <source>Lunch</source>
        <translation>غداء</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>اجتماع</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>رسالة</translation>
    </message>
    <message>
        <source>Missed call, call back</source>
        <translation>مكالمة فائتة، عاود الاتصال</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>عميل جديد</translation>
    </message>
    <message>
        <source>No callbacks while you are away.</source>
        <translation>لا معاودات اتصال وأنت غير متاح.</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>لم تكتمل</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>ملاحظة</translation>
    </message>
    <message>
        <source>Nothing is due in the next seven days. Follow-ups you promise in a call appear here.</source>
        <translation>لا شيء مستحق في الأيام السبعة القادمة. تظهر هنا المتابعات التي تعد بها في المكالمات.</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>الرقم محجوب</translation>
    </message>
    <message>
        <source>Only here: your phone cannot be told</source>
        <translation>هنا فقط: لا يمكن إبلاغ هاتفك</translation>
    </message>
    <message>
        <source>Record of the call</source>
        <translation>سجل المكالمة</translation>
    </message>
    <message>
        <source>Somebody has changed it in {system} meanwhile: look there.</source>
        <translation>غيّره شخص آخر في {system} في هذه الأثناء: راجعه هناك.</translation>
    </message>
    <message>
        <source>Survey invitation</source>
        <translation>دعوة إلى استبيان</translation>
    </message>
    <message>
        <source>Telling the phone…</source>
        <translation>جارٍ إبلاغ الهاتف…</translation>
    </message>
    <message>
        <source>The phone did not take it: set it there too</source>
        <translation>لم يقبل الهاتف ذلك: اضبطه هناك أيضًا</translation>
    </message>
    <message>
        <source>The phone knows</source>
        <translation>الهاتف على علم</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>تدريب</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>متصل غير معروف</translation>
    </message>
    <message>
        <source>Wrap-up: {who}</source>
        <translation>ما بعد المكالمة: {who}</translation>
    </message>
    <message>
        <source>goal {goal}</source>
        <translation>الهدف {goal}</translation>
    </message>
    <message>
        <source>needs you</source>
        <translation>يحتاج إليك</translation>
    </message>
    <message>
        <source>no answer {when}</source>
        <translation>لا رد {when}</translation>
    </message>
    <message>
        <source>{reason}  {time}</source>
        <translation>{reason}  {time}</translation>
    </message>
    <message>
        <source>{system} did not take it.</source>
        <translation>لم يقبل {system} ذلك.</translation>
    </message>
    <message>
        <source>{time} over goal</source>
        <translation>{time} فوق الهدف</translation>
    </message>
    <message>
        <source>{what} for {system}</source>
        <translation>{what} من أجل {system}</translation>
    </message>
</context>
<context>
    <name>JourneyWords</name>
    <message numerus="yes">
        <source>%Ln pain points</source>
        <translation>
            <numerusform>%Ln نقطة إزعاج</numerusform>
            <numerusform>نقطة إزعاج واحدة</numerusform>
            <numerusform>نقطتا إزعاج</numerusform>
            <numerusform>%Ln نقاط إزعاج</numerusform>
            <numerusform>%Ln نقطة إزعاج</numerusform>
            <numerusform>%Ln نقطة إزعاج</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln touchpoints</source>
        <translation>
            <numerusform>%Ln نقطة تواصل</numerusform>
            <numerusform>نقطة تواصل واحدة</numerusform>
            <numerusform>نقطتا تواصل</numerusform>
            <numerusform>%Ln نقاط تواصل</numerusform>
            <numerusform>%Ln نقطة تواصل</numerusform>
            <numerusform>%Ln نقطة تواصل</numerusform>
        </translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>اشترى</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>شكوى</translation>
    </message>
    <message>
        <source>Customer since {month}</source>
        <translation>عميل منذ {month}</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>التسليم</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>الآراء</translation>
    </message>
    <message>
        <source>Found us</source>
        <translation>عثر علينا</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>مساعدة</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>متأخر</translation>
    </message>
    <message>
        <source>Low score</source>
        <translation>درجة منخفضة</translation>
    </message>
    <message>
        <source>Pain</source>
        <translation>إزعاج</translation>
    </message>
    <message>
        <source>Renewed</source>
        <translation>جدّد</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>متكرر</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>المرحلة</translation>
    </message>
    <message>
        <source>What</source>
        <translation>الحدث</translation>
    </message>
    <message>
        <source>When</source>
        <translation>الوقت</translation>
    </message>
    <message numerus="yes">
        <source>{part}, %Ln with pain</source>
        <translation>
            <numerusform>{part}، %Ln مزعجة</numerusform>
            <numerusform>{part}، واحدة مزعجة</numerusform>
            <numerusform>{part}، اثنتان مزعجتان</numerusform>
            <numerusform>{part}، %Ln مزعجة</numerusform>
            <numerusform>{part}، %Ln مزعجة</numerusform>
            <numerusform>{part}، %Ln مزعجة</numerusform>
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
        <translation>{keys}، المعتاد {usual}</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Act on an alert</source>
        <translation>التصرف في تنبيه</translation>
    </message>
    <message>
        <source>Actions and wrap-up</source>
        <translation>الإجراءات وما بعد المكالمة</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>التنبيهات</translation>
    </message>
    <message>
        <source>All as usual</source>
        <translation>إعادة الكل إلى المعتاد</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>كل المفاتيح</translation>
    </message>
    <message>
        <source>All keys are as usual again.</source>
        <translation>عادت كل المفاتيح إلى المعتاد.</translation>
    </message>
    <message>
        <source>Answer in the guide</source>
        <translation>الجواب في الدليل</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>المكالمة</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Enter on a row gives it other keys, Backspace the usual ones.</source>
        <translation>مفتاح Enter على صف يعطيه مفاتيح أخرى، وBackspace يعيد المعتادة.</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>الدليل</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>اللوحة</translation>
    </message>
    <message>
        <source>Panels and timeline</source>
        <translation>اللوحات والسجل الزمني</translation>
    </message>
    <message>
        <source>Press the new keys for “{title}”. Esc leaves them as they are.</source>
        <translation>اضغط المفاتيح الجديدة لـ «{title}». مفتاح Esc يتركها كما هي.</translation>
    </message>
    <message>
        <source>The site&apos;s [keys] cannot be used as written: {entries}. Tell whoever keeps site.toml.</source>
        <translation>لا يمكن استخدام [keys] للموقع كما كُتبت: {entries}. أخبر من يحرر site.toml.</translation>
    </message>
    <message>
        <source>These go with their digits and stay as they are</source>
        <translation>هذه مرتبطة بأرقامها وتبقى كما هي</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>النافذة</translation>
    </message>
    <message>
        <source>{keys} already does “{title}”. Press others, or change that one first.</source>
        <translation>{keys} مستخدم لـ «{title}». اضغط مفاتيح أخرى، أو غيّر ذلك أولًا.</translation>
    </message>
    <message>
        <source>{keys} belongs to the system and never gets here. Press others.</source>
        <translation>{keys} يخص النظام ولا يصل إلى هنا. اضغط مفاتيح أخرى.</translation>
    </message>
    <message>
        <source>{keys} does “{title}” from now on.</source>
        <translation>{keys} ينفّذ «{title}» من الآن.</translation>
    </message>
    <message>
        <source>{keys} edits text everywhere. Take another key with Ctrl.</source>
        <translation>{keys} لتحرير النص في كل مكان. اختر مفتاحًا آخر مع Ctrl.</translation>
    </message>
    <message>
        <source>{keys} is AltGr on many keyboards, which types characters. Use Ctrl or Alt alone.</source>
        <translation>{keys} هو AltGr في لوحات كثيرة ويكتب حروفًا. استخدم Ctrl أو Alt وحده.</translation>
    </message>
    <message>
        <source>{keys} moves about and edits in fields. Hold Ctrl or Alt with it.</source>
        <translation>{keys} للتنقل والتحرير في الحقول. اضغط معه Ctrl أو Alt.</translation>
    </message>
    <message>
        <source>{keys} types something while you write. Hold Ctrl or Alt with it, or take an F key.</source>
        <translation>{keys} يكتب شيئًا أثناء الكتابة. اضغط معه Ctrl أو Alt، أو اختر مفتاح F.</translation>
    </message>
    <message>
        <source>“{title}” has no keys.</source>
        <translation>لا مفاتيح لـ «{title}».</translation>
    </message>
</context>
<context>
    <name>LanguageChoice</name>
    <message>
        <source>Language: {name}</source>
        <translation>اللغة: {name}</translation>
    </message>
    <message>
        <source>after this call</source>
        <translation>بعد هذه المكالمة</translation>
    </message>
</context>
<context>
    <name>LetterField</name>
    <message>
        <source>Text</source>
        <translation>النص</translation>
    </message>
</context>
<context>
    <name>LetterWords</name>
    <message numerus="yes">
        <source>%Ln gaps to fill</source>
        <translation>
            <numerusform>%Ln فراغ للتعبئة</numerusform>
            <numerusform>فراغ واحد للتعبئة</numerusform>
            <numerusform>فراغان للتعبئة</numerusform>
            <numerusform>%Ln فراغات للتعبئة</numerusform>
            <numerusform>%Ln فراغًا للتعبئة</numerusform>
            <numerusform>%Ln فراغ للتعبئة</numerusform>
        </translation>
    </message>
    <message>
        <source>A card number was covered. Look again, then send.</source>
        <translation>تم إخفاء رقم بطاقة. راجع النص ثم أرسله.</translation>
    </message>
    <message>
        <source>Already sent with other words. Write another one.</source>
        <translation>أُرسلت بكلمات أخرى. اكتب رسالة جديدة.</translation>
    </message>
    <message>
        <source>Chat reply</source>
        <translation>رد في الدردشة</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>بريد إلكتروني</translation>
    </message>
    <message>
        <source>Fill what stands in [brackets] first.</source>
        <translation>املأ أولًا ما بين [الأقواس].</translation>
    </message>
    <message>
        <source>It is being sent.</source>
        <translation>يجري إرسالها.</translation>
    </message>
    <message>
        <source>It was sent.</source>
        <translation>تم إرسالها.</translation>
    </message>
    <message>
        <source>No address on file: type one</source>
        <translation>لا عنوان مسجّل: اكتب عنوانًا</translation>
    </message>
    <message>
        <source>No connected system sends this.</source>
        <translation>لا يوجد نظام متصل يرسل هذا.</translation>
    </message>
    <message>
        <source>No connected system sends this. Copy the text and send it another way.</source>
        <translation>لا يوجد نظام متصل يرسل هذا. انسخ النص وأرسله بطريقة أخرى.</translation>
    </message>
    <message>
        <source>No number on file: type one</source>
        <translation>لا رقم مسجّل: اكتب رقمًا</translation>
    </message>
    <message>
        <source>Not a telephone number.</source>
        <translation>ليس رقم هاتف.</translation>
    </message>
    <message>
        <source>Not one e-mail address.</source>
        <translation>ليس عنوان بريد واحدًا.</translation>
    </message>
    <message>
        <source>Not sent: it could not be saved. Try again.</source>
        <translation>لم تُرسل: تعذّر حفظها. حاول مرة أخرى.</translation>
    </message>
    <message>
        <source>On its way since {time}</source>
        <translation>في الطريق منذ {time}</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>جارٍ الإرسال…</translation>
    </message>
    <message>
        <source>Text message</source>
        <translation>رسالة نصية</translation>
    </message>
    <message>
        <source>The subject is missing.</source>
        <translation>الموضوع ناقص.</translation>
    </message>
    <message>
        <source>There is nothing to send yet.</source>
        <translation>لا يوجد ما يُرسل بعد.</translation>
    </message>
    <message>
        <source>Where to? Type a number.</source>
        <translation>إلى أين؟ اكتب رقمًا.</translation>
    </message>
    <message>
        <source>Where to? Type an address.</source>
        <translation>إلى أين؟ اكتب عنوانًا.</translation>
    </message>
    <message>
        <source>begun, not sent</source>
        <translation>بدأت ولم تُرسل</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>يجري إرسالها</translation>
    </message>
    <message>
        <source>for other call types</source>
        <translation>لأنواع مكالمات أخرى</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>أُرسلت</translation>
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
        <translation>مفتاح Esc يلغي. يمكن التراجع عن كل ذلك قبل إرساله.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>تنفيذ</translation>
    </message>
</context>
<context>
    <name>MacroWords</name>
    <message>
        <source>Begins a letter</source>
        <translation>يبدأ رسالة</translation>
    </message>
    <message>
        <source>Due in days</source>
        <translation>المهلة (أيام)</translation>
    </message>
    <message>
        <source>Opens the panel</source>
        <translation>يفتح اللوحة</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>يعد بـ</translation>
    </message>
    <message>
        <source>Sets the disposition</source>
        <translation>يحدد التصنيف</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Call in view – Callside</source>
        <translation>مكالمة معروضة – Callside</translation>
    </message>
    <message>
        <source>Macros, letters, quick texts</source>
        <translation>ماكرو ورسائل ونصوص سريعة</translation>
    </message>
    <message>
        <source>Ringing – Callside</source>
        <translation>رنين – Callside</translation>
    </message>
</context>
<context>
    <name>NarrowFoot</name>
    <message>
        <source>Finish</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Next action, notes and finish</source>
        <translation>الإجراء التالي والملاحظات والإنهاء</translation>
    </message>
    <message>
        <source>No action fits now</source>
        <translation>لا يناسب أي إجراء الآن</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>ملاحظات</translation>
    </message>
</context>
<context>
    <name>NewCustomerForm</name>
    <message>
        <source>A telephone number or an e-mail address is needed.</source>
        <translation>يلزم رقم هاتف أو عنوان بريد إلكتروني.</translation>
    </message>
    <message>
        <source>Back to search</source>
        <translation>العودة إلى البحث</translation>
    </message>
    <message>
        <source>Could not be saved; nothing was sent.</source>
        <translation>تعذّر الحفظ، ولم يُرسل شيء.</translation>
    </message>
    <message>
        <source>Create customer</source>
        <translation>إنشاء عميل</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>بريد إلكتروني</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>No connected system takes new customers.</source>
        <translation>لا يوجد نظام متصل يقبل عملاء جددًا.</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>الهاتف</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>الاسم ناقص.</translation>
    </message>
    <message>
        <source>This is not a telephone number.</source>
        <translation>ليس هذا رقم هاتف.</translation>
    </message>
    <message>
        <source>This is not an e-mail address.</source>
        <translation>ليس هذا عنوان بريد إلكتروني.</translation>
    </message>
</context>
<context>
    <name>NotesField</name>
    <message>
        <source>Notes</source>
        <translation>ملاحظات</translation>
    </message>
    <message>
        <source>Notes, saved as you type ({keys})</source>
        <translation>ملاحظات، تُحفظ أثناء الكتابة ({keys})</translation>
    </message>
</context>
<context>
    <name>Pager</name>
    <message>
        <source>Actions</source>
        <translation>الإجراءات</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>السجلات</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>السجل الزمني</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Nothing fits. Try fewer letters.</source>
        <translation>لا شيء يطابق. جرّب حروفًا أقل.</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>النتائج</translation>
    </message>
    <message>
        <source>Search or run</source>
        <translation>البحث أو التنفيذ</translation>
    </message>
    <message>
        <source>Search or run…</source>
        <translation>ابحث أو نفّذ…</translation>
    </message>
    <message>
        <source>↑ ↓ choose    ↵ run    Esc close</source>
        <translation>↑ ↓ اختيار    ↵ تنفيذ    Esc إغلاق</translation>
    </message>
</context>
<context>
    <name>PaletteEntries</name>
    <message>
        <source>Call type: {name}</source>
        <translation>نوع المكالمة: {name}</translation>
    </message>
    <message>
        <source>Disposition: {path}</source>
        <translation>التصنيف: {path}</translation>
    </message>
    <message>
        <source>Find customer: {text}</source>
        <translation>البحث عن عميل: {text}</translation>
    </message>
    <message>
        <source>Guide step: {title}</source>
        <translation>خطوة الدليل: {title}</translation>
    </message>
    <message>
        <source>Macro: {title}</source>
        <translation>ماكرو: {title}</translation>
    </message>
    <message>
        <source>Quick texts…</source>
        <translation>نصوص سريعة…</translation>
    </message>
    <message>
        <source>Read: {title}</source>
        <translation>قراءة: {title}</translation>
    </message>
    <message>
        <source>Why, or why not: {title}</source>
        <translation>لماذا، أو لماذا لا: {title}</translation>
    </message>
    <message>
        <source>Write: {title}</source>
        <translation>كتابة: {title}</translation>
    </message>
    <message>
        <source>Your own quick texts</source>
        <translation>نصوصك السريعة</translation>
    </message>
    <message>
        <source>in all systems</source>
        <translation>في كل الأنظمة</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>مقترح</translation>
    </message>
    <message>
        <source>{field}, as in {system}</source>
        <translation>{field}، كما في {system}</translation>
    </message>
</context>
<context>
    <name>PanelBar</name>
    <message>
        <source>Choose a row that has a link.</source>
        <translation>اختر صفًا له رابط.</translation>
    </message>
    <message>
        <source>Newer invoice</source>
        <translation>فاتورة أحدث</translation>
    </message>
    <message>
        <source>No connected system keeps these.</source>
        <translation>لا يوجد نظام متصل يحفظ هذه.</translation>
    </message>
    <message>
        <source>Older invoice</source>
        <translation>فاتورة أقدم</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Open in {system}</source>
        <translation>فتح في {system}</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>تحديث</translation>
    </message>
    <message>
        <source>Slow: no answer yet</source>
        <translation>بطيء: لا جواب بعد</translation>
    </message>
    <message>
        <source>This is the newest invoice.</source>
        <translation>هذه أحدث فاتورة.</translation>
    </message>
    <message>
        <source>This is the oldest invoice that was read.</source>
        <translation>هذه أقدم فاتورة تمت قراءتها.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Waiting for {systems}</source>
        <translation>بانتظار {systems}</translation>
    </message>
    <message>
        <source>there are more than shown</source>
        <translation>يوجد أكثر مما يُعرض</translation>
    </message>
    <message>
        <source>{n} of {count}</source>
        <translation>{n} من {count}</translation>
    </message>
</context>
<context>
    <name>PanelColumns</name>
    <message>
        <source>About</source>
        <translation>حول</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>الموظف</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>المبلغ</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>التذكرة</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>الفئة</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>القناة</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>التعليق</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>الاستحقاق</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>السلع</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>الفاتورة</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>تاريخ الإصدار</translation>
    </message>
    <message>
        <source>Last payment</source>
        <translation>آخر دفعة</translation>
    </message>
    <message>
        <source>No</source>
        <translation>لا</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>المتبقي</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>تاريخ الفتح</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>النتيجة</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>المسؤول</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>تاريخ الطلب</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>الأولوية</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>موعود في</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>الانطباع</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>الدرجة</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>الموضوع</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>الملخص</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>الاستبيان</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>الإجمالي</translation>
    </message>
    <message>
        <source>Tracking</source>
        <translation>التتبع</translation>
    </message>
    <message>
        <source>What</source>
        <translation>البند</translation>
    </message>
    <message>
        <source>When</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>نعم</translation>
    </message>
</context>
<context>
    <name>PanelTable</name>
    <message>
        <source>No connected system keeps these.</source>
        <translation>لا يوجد نظام متصل يحفظ هذه.</translation>
    </message>
    <message>
        <source>Nothing could be read, and nothing is kept from before.</source>
        <translation>لم يُقرأ شيء، ولا نسخة محفوظة من قبل.</translation>
    </message>
    <message>
        <source>Shown as soon as it is clear who is calling.</source>
        <translation>يظهر حالما يتضح من المتصل.</translation>
    </message>
    <message>
        <source>This invoice has no lines on file.</source>
        <translation>لا بنود مسجّلة لهذه الفاتورة.</translation>
    </message>
    <message>
        <source>{nothing} ({systems}, live).</source>
        <translation>{nothing} ({systems}، مباشر).</translation>
    </message>
</context>
<context>
    <name>PanelWords</name>
    <message numerus="yes">
        <source>%Ln articles</source>
        <translation>
            <numerusform>%Ln مقالة</numerusform>
            <numerusform>مقالة واحدة</numerusform>
            <numerusform>مقالتان</numerusform>
            <numerusform>%Ln مقالات</numerusform>
            <numerusform>%Ln مقالة</numerusform>
            <numerusform>%Ln مقالة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cases</source>
        <translation>
            <numerusform>%Ln تذكرة</numerusform>
            <numerusform>تذكرة واحدة</numerusform>
            <numerusform>تذكرتان</numerusform>
            <numerusform>%Ln تذاكر</numerusform>
            <numerusform>%Ln تذكرة</numerusform>
            <numerusform>%Ln تذكرة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts</source>
        <translation>
            <numerusform>%Ln مرة تواصل</numerusform>
            <numerusform>تواصل واحد</numerusform>
            <numerusform>تواصلان</numerusform>
            <numerusform>%Ln مرات تواصل</numerusform>
            <numerusform>%Ln مرة تواصل</numerusform>
            <numerusform>%Ln مرة تواصل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln dates</source>
        <translation>
            <numerusform>%Ln موعد</numerusform>
            <numerusform>موعد واحد</numerusform>
            <numerusform>موعدان</numerusform>
            <numerusform>%Ln مواعيد</numerusform>
            <numerusform>%Ln موعدًا</numerusform>
            <numerusform>%Ln موعد</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln for this step</source>
        <translation>
            <numerusform>%Ln لهذه الخطوة</numerusform>
            <numerusform>واحدة لهذه الخطوة</numerusform>
            <numerusform>اثنتان لهذه الخطوة</numerusform>
            <numerusform>%Ln لهذه الخطوة</numerusform>
            <numerusform>%Ln لهذه الخطوة</numerusform>
            <numerusform>%Ln لهذه الخطوة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln invoices</source>
        <translation>
            <numerusform>%Ln فاتورة</numerusform>
            <numerusform>فاتورة واحدة</numerusform>
            <numerusform>فاتورتان</numerusform>
            <numerusform>%Ln فواتير</numerusform>
            <numerusform>%Ln فاتورة</numerusform>
            <numerusform>%Ln فاتورة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln late</source>
        <translation>
            <numerusform>%Ln متأخر</numerusform>
            <numerusform>متأخر واحد</numerusform>
            <numerusform>متأخران</numerusform>
            <numerusform>%Ln متأخرة</numerusform>
            <numerusform>%Ln متأخرًا</numerusform>
            <numerusform>%Ln متأخر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln open</source>
        <translation>
            <numerusform>%Ln مفتوح</numerusform>
            <numerusform>مفتوح واحد</numerusform>
            <numerusform>مفتوحان</numerusform>
            <numerusform>%Ln مفتوحة</numerusform>
            <numerusform>%Ln مفتوحًا</numerusform>
            <numerusform>%Ln مفتوح</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln orders</source>
        <translation>
            <numerusform>%Ln طلب</numerusform>
            <numerusform>طلب واحد</numerusform>
            <numerusform>طلبان</numerusform>
            <numerusform>%Ln طلبات</numerusform>
            <numerusform>%Ln طلبًا</numerusform>
            <numerusform>%Ln طلب</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln overdue</source>
        <translation>
            <numerusform>%Ln متأخر</numerusform>
            <numerusform>متأخر واحد</numerusform>
            <numerusform>متأخران</numerusform>
            <numerusform>%Ln متأخرة</numerusform>
            <numerusform>%Ln متأخرًا</numerusform>
            <numerusform>%Ln متأخر</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln صف</numerusform>
            <numerusform>صف واحد</numerusform>
            <numerusform>صفان</numerusform>
            <numerusform>%Ln صفوف</numerusform>
            <numerusform>%Ln صفًا</numerusform>
            <numerusform>%Ln صف</numerusform>
        </translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>المبلغ</translation>
    </message>
    <message>
        <source>Any call</source>
        <translation>أي مكالمة</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>المقالة</translation>
    </message>
    <message>
        <source>Ask for the invoice number: it may be on another account.</source>
        <translation>اطلب رقم الفاتورة: قد تكون في حساب آخر.</translation>
    </message>
    <message>
        <source>Ask how the customer wants to be reached.</source>
        <translation>اسأل العميل كيف يفضّل أن نتواصل معه.</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>التذكرة</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>التذاكر</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>التواصل</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>التواصل</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>العقد</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>التاريخ</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>المواعيد</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>الآراء</translation>
    </message>
    <message>
        <source>Find customer</source>
        <translation>البحث عن عميل</translation>
    </message>
    <message>
        <source>For</source>
        <translation>من أجل</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>الفاتورة</translation>
    </message>
    <message>
        <source>Invoice {number}</source>
        <translation>الفاتورة {number}</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>الفواتير</translation>
    </message>
    <message>
        <source>Journey</source>
        <translation>رحلة العميل</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>المعرفة</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>البند</translation>
    </message>
    <message>
        <source>No article for this kind of call</source>
        <translation>لا توجد مقالة لهذا النوع من المكالمات</translation>
    </message>
    <message>
        <source>No birthdays, renewals or other dates on file</source>
        <translation>لا أعياد ميلاد أو تجديدات أو مواعيد أخرى مسجّلة</translation>
    </message>
    <message>
        <source>No cases on file</source>
        <translation>لا توجد تذاكر مسجّلة</translation>
    </message>
    <message>
        <source>No contacts on file</source>
        <translation>لا يوجد تواصل مسجّل</translation>
    </message>
    <message>
        <source>No contract dates on file</source>
        <translation>لا توجد مواعيد عقد مسجّلة</translation>
    </message>
    <message>
        <source>No invoices on file</source>
        <translation>لا توجد فواتير مسجّلة</translation>
    </message>
    <message>
        <source>No orders on file</source>
        <translation>لا توجد طلبات مسجّلة</translation>
    </message>
    <message>
        <source>No survey answers on file</source>
        <translation>لا توجد إجابات استبيان مسجّلة</translation>
    </message>
    <message>
        <source>Nothing has happened yet that is on file</source>
        <translation>لم يحدث بعد شيء مسجّل</translation>
    </message>
    <message>
        <source>Nothing on file</source>
        <translation>لا شيء مسجّل</translation>
    </message>
    <message>
        <source>Nothing on file about language, channels or consents</source>
        <translation>لا شيء مسجّل عن اللغة أو القنوات أو الموافقات</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>Ordered as a guest? Ask for the order number or the e-mail address.</source>
        <translation>هل طُلب دون حساب؟ اطلب رقم الطلب أو عنوان البريد الإلكتروني.</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>الطلبات</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>الفترة</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>التفضيلات</translation>
    </message>
    <message>
        <source>Search all articles with Ctrl K.</source>
        <translation>ابحث في كل المقالات بـ Ctrl K.</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>الحالة</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>الاستبيان</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>الوسوم</translation>
    </message>
    <message>
        <source>This call</source>
        <translation>هذه المكالمة</translation>
    </message>
    <message>
        <source>This step</source>
        <translation>هذه الخطوة</translation>
    </message>
    <message>
        <source>Total {amount}</source>
        <translation>الإجمالي {amount}</translation>
    </message>
    <message>
        <source>Who is calling?</source>
        <translation>من المتصل؟</translation>
    </message>
    <message>
        <source>issued {day}</source>
        <translation>صدرت {day}</translation>
    </message>
    <message>
        <source>last {when}</source>
        <translation>آخرها {when}</translation>
    </message>
    <message>
        <source>next {when}</source>
        <translation>التالي {when}</translation>
    </message>
    <message>
        <source>{amount} open</source>
        <translation>المتبقي {amount}</translation>
    </message>
</context>
<context>
    <name>PanelsPane</name>
    <message>
        <source>Panels</source>
        <translation>اللوحات</translation>
    </message>
</context>
<context>
    <name>PeopleEntries</name>
    <message>
        <source>Asking…</source>
        <translation>جارٍ السؤال…</translation>
    </message>
    <message>
        <source>Call {number}</source>
        <translation>الاتصال بـ {number}</translation>
    </message>
    <message>
        <source>No customer found for “{text}”.</source>
        <translation>لم يُعثر على عميل لـ «{text}».</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>رقم {number}</translation>
    </message>
    <message>
        <source>Nobody of those seen in the last 30 days fits.</source>
        <translation>لا يطابق أحد ممن ظهروا في آخر ثلاثين يومًا.</translation>
    </message>
    <message>
        <source>Not complete: {trouble}</source>
        <translation>غير مكتمل: {trouble}</translation>
    </message>
    <message>
        <source>Search in all systems</source>
        <translation>البحث في كل الأنظمة</translation>
    </message>
    <message>
        <source>Similar</source>
        <translation>مشابه</translation>
    </message>
    <message>
        <source>This caller is {name}</source>
        <translation>المتصل هو {name}</translation>
    </message>
    <message>
        <source>by case</source>
        <translation>بالتذكرة</translation>
    </message>
    <message>
        <source>by customer number</source>
        <translation>برقم العميل</translation>
    </message>
    <message>
        <source>by e-mail</source>
        <translation>بالبريد الإلكتروني</translation>
    </message>
    <message>
        <source>by number</source>
        <translation>بالرقم</translation>
    </message>
    <message>
        <source>by order</source>
        <translation>بالطلب</translation>
    </message>
    <message>
        <source>last contact {when}</source>
        <translation>آخر تواصل {when}</translation>
    </message>
    <message>
        <source>live</source>
        <translation>مباشر</translation>
    </message>
</context>
<context>
    <name>PickList</name>
    <message>
        <source>Key</source>
        <translation>المفتاح</translation>
    </message>
</context>
<context>
    <name>PreferenceWords</name>
    <message numerus="yes">
        <source>%Ln consents</source>
        <translation>
            <numerusform>%Ln موافقة</numerusform>
            <numerusform>موافقة واحدة</numerusform>
            <numerusform>موافقتان</numerusform>
            <numerusform>%Ln موافقات</numerusform>
            <numerusform>%Ln موافقة</numerusform>
            <numerusform>%Ln موافقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln values</source>
        <translation>
            <numerusform>%Ln قيمة</numerusform>
            <numerusform>قيمة واحدة</numerusform>
            <numerusform>قيمتان</numerusform>
            <numerusform>%Ln قيم</numerusform>
            <numerusform>%Ln قيمة</numerusform>
            <numerusform>%Ln قيمة</numerusform>
        </translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Best time</source>
        <translation>أفضل وقت</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>تاريخ الميلاد</translation>
    </message>
    <message>
        <source>Consent: {what}</source>
        <translation>الموافقة: {what}</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>الموافقات</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>بريد إلكتروني</translation>
    </message>
    <message>
        <source>From</source>
        <translation>المصدر</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>ممنوحة</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>None given</source>
        <translation>لم تُمنح أي موافقة</translation>
    </message>
    <message>
        <source>On file</source>
        <translation>المسجّل</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>الهاتف</translation>
    </message>
    <message>
        <source>Prefers</source>
        <translation>يفضّل</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>مرفوضة</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>الشريحة</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>الوسوم</translation>
    </message>
    <message>
        <source>What</source>
        <translation>البند</translation>
    </message>
</context>
<context>
    <name>PreviewPage</name>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>اتصال</translation>
    </message>
    <message>
        <source>Call type</source>
        <translation>نوع المكالمة</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>الشركة</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>عميل منذ</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>الاتجاه</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>التصنيف</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>بريد إلكتروني</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>انتهت</translation>
    </message>
    <message>
        <source>Handled</source>
        <translation>المعالجة</translation>
    </message>
    <message>
        <source>In full</source>
        <translation>كاملًا</translation>
    </message>
    <message>
        <source>Inbound</source>
        <translation>واردة</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>الأحدث</translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation>قيمة العميل</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>ملاحظات</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>Outbound</source>
        <translation>صادرة</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>الوعد</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>قائمة الانتظار</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>للقراءة فقط</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>الشريحة</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>متصل غير معروف</translation>
    </message>
    <message>
        <source>as seen {age} ago</source>
        <translation>كما ظهر قبل {age}</translation>
    </message>
    <message>
        <source>just found; records open in a call</source>
        <translation>عُثر عليه الآن، وتُفتح السجلات في المكالمة</translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
    </message>
</context>
<context>
    <name>PreviewSheet</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>PromisesPane</name>
    <message>
        <source>Promised to this customer</source>
        <translation>وعود لهذا العميل</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>و%Ln آخر</numerusform>
            <numerusform>وواحد آخر</numerusform>
            <numerusform>واثنان آخران</numerusform>
            <numerusform>و%Ln أخرى</numerusform>
            <numerusform>و%Ln آخر</numerusform>
            <numerusform>و%Ln آخر</numerusform>
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
        <translation>1–5 أو ↑ ↓ ↵ اختيار    Esc إغلاق</translation>
    </message>
    <message>
        <source>Quick texts</source>
        <translation>نصوص سريعة</translation>
    </message>
    <message>
        <source>Space expands    {key} choose    Esc close</source>
        <translation>مفتاح Space يوسّع    {key} اختيار    Esc إغلاق</translation>
    </message>
</context>
<context>
    <name>QuickSheet</name>
    <message>
        <source>Abbreviation</source>
        <translation>الاختصار</translation>
    </message>
    <message>
        <source>Choose one from the list first.</source>
        <translation>اختر واحدًا من القائمة أولًا.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Kept until Callside closes: nothing can be stored here.</source>
        <translation>محفوظ حتى إغلاق Callside: لا يمكن تخزين شيء هنا.</translation>
    </message>
    <message>
        <source>Kept. Type ;{abbr} and a space.</source>
        <translation>حُفظ. اكتب ‎;{abbr} ثم مسافة.</translation>
    </message>
    <message>
        <source>New</source>
        <translation>جديد</translation>
    </message>
    <message>
        <source>No fact is called {name}.</source>
        <translation>لا توجد معلومة اسمها {name}.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>النص</translation>
    </message>
    <message>
        <source>The text is too long: 1,000 characters fit.</source>
        <translation>النص طويل جدًا: الحد الأقصى ألف حرف.</translation>
    </message>
    <message>
        <source>The text, with {customer.name} and other facts in it</source>
        <translation>النص، وفيه {customer.name} ومعلومات أخرى</translation>
    </message>
    <message>
        <source>Use letters, digits, _ and -, at most 16, such as thx.</source>
        <translation>استخدم حروفًا لاتينية وأرقامًا و_ و-، حتى 16 على الأكثر، مثل thx.</translation>
    </message>
    <message>
        <source>Write the text it becomes.</source>
        <translation>اكتب النص الذي يتحول إليه.</translation>
    </message>
    <message>
        <source>You have 200 already. Remove one first.</source>
        <translation>لديك مئتا نص بالفعل. أزل واحدًا أولًا.</translation>
    </message>
    <message>
        <source>You have this abbreviation already. Choose another one.</source>
        <translation>هذا الاختصار لديك بالفعل. اختر غيره.</translation>
    </message>
    <message>
        <source>Your own quick texts</source>
        <translation>نصوصك السريعة</translation>
    </message>
</context>
<context>
    <name>RecordTable</name>
    <message>
        <source>Loading</source>
        <translation>جارٍ التحميل</translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
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
            <numerusform>%Ln آخر</numerusform>
            <numerusform>واحد آخر</numerusform>
            <numerusform>اثنان آخران</numerusform>
            <numerusform>%Ln أخرى</numerusform>
            <numerusform>%Ln آخر</numerusform>
            <numerusform>%Ln آخر</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy for IT</source>
        <translation>نسخ للدعم التقني</translation>
    </message>
    <message>
        <source>The playbook was changed and cannot be used. Calls go on with the last good one.</source>
        <translation>تغيّر ملف القواعد ولا يمكن استخدامه. تستمر المكالمات بآخر ملف سليم.</translation>
    </message>
    <message>
        <source>version {n}</source>
        <translation>الإصدار {n}</translation>
    </message>
    <message numerus="yes">
        <source>{version} stays: %Ln errors in the new playbook</source>
        <translation>
            <numerusform>يبقى {version}: %Ln خطأ في ملف القواعد الجديد</numerusform>
            <numerusform>يبقى {version}: خطأ واحد في ملف القواعد الجديد</numerusform>
            <numerusform>يبقى {version}: خطآن في ملف القواعد الجديد</numerusform>
            <numerusform>يبقى {version}: %Ln أخطاء في ملف القواعد الجديد</numerusform>
            <numerusform>يبقى {version}: %Ln خطأً في ملف القواعد الجديد</numerusform>
            <numerusform>يبقى {version}: %Ln خطأ في ملف القواعد الجديد</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <source>Customers found</source>
        <translation>العملاء الذين عُثر عليهم</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Find a customer</source>
        <translation>البحث عن عميل</translation>
    </message>
    <message>
        <source>Found customers appear here; a digit picks one.</source>
        <translation>يظهر هنا العملاء الذين يُعثر عليهم، ورقم واحد يختار.</translation>
    </message>
    <message>
        <source>Name, number, e-mail or order number</source>
        <translation>الاسم أو الرقم أو البريد أو رقم الطلب</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>عميل جديد</translation>
    </message>
    <message>
        <source>No customer found for “{text}”.</source>
        <translation>لم يُعثر على عميل لـ «{text}».</translation>
    </message>
    <message>
        <source>Not complete: {trouble}</source>
        <translation>غير مكتمل: {trouble}</translation>
    </message>
</context>
<context>
    <name>SecondScreen</name>
    <message>
        <source>The panels are back in this window</source>
        <translation>عادت اللوحات إلى هذه النافذة</translation>
    </message>
    <message>
        <source>The panels are on the other screen</source>
        <translation>اللوحات على الشاشة الأخرى</translation>
    </message>
    <message>
        <source>The timeline is back in this window</source>
        <translation>عاد السجل الزمني إلى هذه النافذة</translation>
    </message>
    <message>
        <source>The timeline is on the other screen</source>
        <translation>السجل الزمني على الشاشة الأخرى</translation>
    </message>
    <message>
        <source>There is one screen: the panels are in a window of their own</source>
        <translation>توجد شاشة واحدة: اللوحات في نافذة مستقلة</translation>
    </message>
    <message>
        <source>There is one screen: the timeline is in a window of its own</source>
        <translation>توجد شاشة واحدة: السجل الزمني في نافذة مستقلة</translation>
    </message>
</context>
<context>
    <name>SecondWindow</name>
    <message>
        <source>Bring back</source>
        <translation>إعادة</translation>
    </message>
    <message>
        <source>No call</source>
        <translation>لا توجد مكالمة</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>اللوحات</translation>
    </message>
    <message>
        <source>The panels of the next call appear here.</source>
        <translation>تظهر هنا لوحات المكالمة التالية.</translation>
    </message>
    <message>
        <source>The timeline of the next call appears here.</source>
        <translation>يظهر هنا السجل الزمني للمكالمة التالية.</translation>
    </message>
    <message>
        <source>There is one screen, so this is a window beside the first.</source>
        <translation>توجد شاشة واحدة، لذلك هذه نافذة بجانب الأولى.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>السجل الزمني</translation>
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
        <translation>لم يعد موصى به</translation>
    </message>
</context>
<context>
    <name>SourceItem</name>
    <message>
        <source>Copy for IT</source>
        <translation>نسخ للدعم التقني</translation>
    </message>
    <message>
        <source>Data from {age}</source>
        <translation>بيانات منذ {age}</translation>
    </message>
    <message>
        <source>Last answer took {time}</source>
        <translation>استغرق آخر جواب {time}</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>تحديث</translation>
    </message>
    <message>
        <source>Sign in with the browser</source>
        <translation>تسجيل الدخول في المتصفح</translation>
    </message>
    <message>
        <source>asked to wait</source>
        <translation>طلب الانتظار</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>مشغول</translation>
    </message>
    <message>
        <source>key store locked</source>
        <translation>مخزن المفاتيح مقفل</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>لا جواب</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>لا مفتاح</translation>
    </message>
    <message>
        <source>no key store</source>
        <translation>لا مخزن للمفاتيح</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>غير مسموح</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>لم يُقرأ بعد</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>رُفض</translation>
    </message>
    <message>
        <source>sign-in failed</source>
        <translation>فشل تسجيل الدخول</translation>
    </message>
    <message>
        <source>signed out</source>
        <translation>خرج من الحساب</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>بطيء</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>غير مقروء</translation>
    </message>
    <message>
        <source>{source} is asked</source>
        <translation>جارٍ سؤال {source}</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%Ln need you</source>
        <translation>
            <numerusform>%Ln تحتاج إليك</numerusform>
            <numerusform>واحد يحتاج إليك</numerusform>
            <numerusform>اثنان يحتاجان إليك</numerusform>
            <numerusform>%Ln تحتاج إليك</numerusform>
            <numerusform>%Ln تحتاج إليك</numerusform>
            <numerusform>%Ln تحتاج إليك</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to send</source>
        <translation>
            <numerusform>%Ln للإرسال</numerusform>
            <numerusform>واحد للإرسال</numerusform>
            <numerusform>اثنان للإرسال</numerusform>
            <numerusform>%Ln للإرسال</numerusform>
            <numerusform>%Ln للإرسال</numerusform>
            <numerusform>%Ln للإرسال</numerusform>
        </translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>قبول</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>كل المفاتيح</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>رد</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>التصنيف</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>كل شيء</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Kept until you close: nothing is saved to disk</source>
        <translation>يبقى حتى تغلق البرنامج: لا يُحفظ شيء على القرص</translation>
    </message>
    <message>
        <source>Next region</source>
        <translation>المنطقة التالية</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>ملاحظات</translation>
    </message>
    <message>
        <source>Nothing to send</source>
        <translation>لا شيء للإرسال</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>اللوحات</translation>
    </message>
    <message>
        <source>Phone ready</source>
        <translation>الهاتف جاهز</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>شريط الحالة</translation>
    </message>
</context>
<context>
    <name>StatusWords</name>
    <message numerus="yes">
        <source>%Ln days late</source>
        <translation>
            <numerusform>متأخر %Ln يوم</numerusform>
            <numerusform>متأخر يومًا واحدًا</numerusform>
            <numerusform>متأخر يومين</numerusform>
            <numerusform>متأخر %Ln أيام</numerusform>
            <numerusform>متأخر %Ln يومًا</numerusform>
            <numerusform>متأخر %Ln يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>تُركت</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>تم الرد</translation>
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
        <translation>مكالمة</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>ملغى</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>دردشة</translation>
    </message>
    <message>
        <source>Chatbot</source>
        <translation>روبوت دردشة</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>مغلق</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>مكتمل</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>تواصل</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>تم التسليم</translation>
    </message>
    <message>
        <source>Detractor</source>
        <translation>منتقد</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>متنازع عليه</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>مسودة</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>مستحق</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>بريد إلكتروني</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>تم التصعيد</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>فشل</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>جيد</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>قيد التنفيذ</translation>
    </message>
    <message>
        <source>In transit</source>
        <translation>في الطريق</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>فائتة</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>مختلط</translation>
    </message>
    <message>
        <source>NPS</source>
        <translation>NPS</translation>
    </message>
    <message>
        <source>New</source>
        <translation>جديد</translation>
    </message>
    <message>
        <source>Not resolved</source>
        <translation>لم يُحل</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>معلّق</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>مفتوح</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>متأخر</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>مدفوع</translation>
    </message>
    <message>
        <source>Partly paid</source>
        <translation>مدفوع جزئيًا</translation>
    </message>
    <message>
        <source>Passive</source>
        <translation>محايد</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>معلّق</translation>
    </message>
    <message>
        <source>Poor</source>
        <translation>سيئ</translation>
    </message>
    <message>
        <source>Promoter</source>
        <translation>مروّج</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>تم رد المبلغ</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>محلول</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>مُرتجع</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>تم الإرسال</translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation>تم الشحن</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>استبيان</translation>
    </message>
    <message>
        <source>Unpaid</source>
        <translation>غير مدفوع</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>قيد الانتظار</translation>
    </message>
    <message>
        <source>no score</source>
        <translation>دون درجة</translation>
    </message>
    <message>
        <source>{score} of {best}</source>
        <translation>{score} من {best}</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>تم التخطي</translation>
    </message>
</context>
<context>
    <name>StepsColumn</name>
    <message numerus="yes">
        <source>%Ln earlier steps</source>
        <translation>
            <numerusform>%Ln خطوة سابقة</numerusform>
            <numerusform>خطوة سابقة</numerusform>
            <numerusform>خطوتان سابقتان</numerusform>
            <numerusform>%Ln خطوات سابقة</numerusform>
            <numerusform>%Ln خطوة سابقة</numerusform>
            <numerusform>%Ln خطوة سابقة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln later steps</source>
        <translation>
            <numerusform>%Ln خطوة لاحقة</numerusform>
            <numerusform>خطوة لاحقة</numerusform>
            <numerusform>خطوتان لاحقتان</numerusform>
            <numerusform>%Ln خطوات لاحقة</numerusform>
            <numerusform>%Ln خطوة لاحقة</numerusform>
            <numerusform>%Ln خطوة لاحقة</numerusform>
        </translation>
    </message>
    <message>
        <source>The guide is done. What is left is the wrap-up.</source>
        <translation>اكتمل الدليل. لم يبقَ إلا ما بعد المكالمة.</translation>
    </message>
</context>
<context>
    <name>StoreWords</name>
    <message>
        <source>A newer Callside wrote the local data: update this one</source>
        <translation>كتب البيانات المحلية إصدار أحدث من Callside: حدّث هذا</translation>
    </message>
    <message>
        <source>A newer Callside wrote the local store. Your text stays here; copy it, update.</source>
        <translation>كتب المخزن المحلي إصدار أحدث من Callside. يبقى نصك هنا: انسخه ثم حدّث.</translation>
    </message>
    <message>
        <source>A write was not saved: do it again</source>
        <translation>لم تُحفظ كتابة: أعدها</translation>
    </message>
    <message>
        <source>Another program holds the local data: close it</source>
        <translation>برنامج آخر يمسك البيانات المحلية: أغلقه</translation>
    </message>
    <message>
        <source>Another program holds the local store. Your text stays here; finish again in a moment.</source>
        <translation>برنامج آخر يمسك المخزن المحلي. يبقى نصك هنا: أنهِ مرة أخرى بعد لحظة.</translation>
    </message>
    <message>
        <source>Another write has this one&apos;s place. Your text stays here; do it again.</source>
        <translation>كتابة أخرى أخذت مكان هذه. يبقى نصك هنا: أعدها.</translation>
    </message>
    <message>
        <source>Damaged local data was set aside; notes are saved again: tell IT</source>
        <translation>عُزلت بيانات محلية تالفة وعاد حفظ الملاحظات: أبلغ الدعم التقني</translation>
    </message>
    <message>
        <source>Disk almost full: free some space soon</source>
        <translation>القرص شبه ممتلئ: أخلِ مساحة قريبًا</translation>
    </message>
    <message>
        <source>Disk full, notes are not saved: free some space</source>
        <translation>القرص ممتلئ ولا تُحفظ الملاحظات: أخلِ مساحة</translation>
    </message>
    <message>
        <source>Disk is read-only, notes are not saved: call IT</source>
        <translation>القرص للقراءة فقط ولا تُحفظ الملاحظات: اتصل بالدعم التقني</translation>
    </message>
    <message>
        <source>Local data cannot be read: call IT</source>
        <translation>لا يمكن قراءة البيانات المحلية: اتصل بالدعم التقني</translation>
    </message>
    <message>
        <source>Local data is damaged, notes are not saved: call IT</source>
        <translation>البيانات المحلية تالفة ولا تُحفظ الملاحظات: اتصل بالدعم التقني</translation>
    </message>
    <message>
        <source>Local data is locked: sign in to the computer again</source>
        <translation>البيانات المحلية مقفلة: سجّل الدخول إلى الحاسوب مجددًا</translation>
    </message>
    <message>
        <source>Not saved. Your text stays here; finish again in a moment.</source>
        <translation>لم يُحفظ. يبقى نصك هنا: أنهِ مرة أخرى بعد لحظة.</translation>
    </message>
    <message>
        <source>Notes are not saved: call IT</source>
        <translation>لا تُحفظ الملاحظات: اتصل بالدعم التقني</translation>
    </message>
    <message>
        <source>Notes are off, there is no safe place for them: call IT</source>
        <translation>الملاحظات متوقفة، لا مكان آمن لها: اتصل بالدعم التقني</translation>
    </message>
    <message>
        <source>Profile on a network drive, notes are not kept: call IT</source>
        <translation>ملفك الشخصي على قرص شبكة ولا تُحفظ الملاحظات: اتصل بالدعم التقني</translation>
    </message>
    <message>
        <source>The database here is too old. Your text stays here; copy it, call IT.</source>
        <translation>قاعدة البيانات هنا قديمة جدًا. يبقى نصك هنا: انسخه واتصل بالدعم التقني.</translation>
    </message>
    <message>
        <source>The database on this computer is too old: call IT</source>
        <translation>قاعدة البيانات على هذا الحاسوب قديمة جدًا: اتصل بالدعم التقني</translation>
    </message>
    <message>
        <source>The disk is full. Your text stays here; free some space, then finish again.</source>
        <translation>القرص ممتلئ. يبقى نصك هنا: أخلِ مساحة ثم أنهِ مرة أخرى.</translation>
    </message>
    <message>
        <source>The key to local data is missing: call IT</source>
        <translation>مفتاح البيانات المحلية مفقود: اتصل بالدعم التقني</translation>
    </message>
    <message>
        <source>The key to the local store is missing. Your text stays here; copy it, call IT.</source>
        <translation>مفتاح المخزن المحلي مفقود. يبقى نصك هنا: انسخه واتصل بالدعم التقني.</translation>
    </message>
    <message>
        <source>The local store cannot be read. Your text stays here; copy it, call IT.</source>
        <translation>لا يمكن قراءة المخزن المحلي. يبقى نصك هنا: انسخه واتصل بالدعم التقني.</translation>
    </message>
    <message>
        <source>The local store is damaged. Your text stays here; copy it, call IT.</source>
        <translation>المخزن المحلي تالف. يبقى نصك هنا: انسخه واتصل بالدعم التقني.</translation>
    </message>
    <message>
        <source>The local store is locked. Your text stays here; sign in to the computer again.</source>
        <translation>المخزن المحلي مقفل. يبقى نصك هنا: سجّل الدخول إلى الحاسوب مجددًا.</translation>
    </message>
    <message>
        <source>The local store is read-only. Your text stays here; copy it, call IT.</source>
        <translation>المخزن المحلي للقراءة فقط. يبقى نصك هنا: انسخه واتصل بالدعم التقني.</translation>
    </message>
    <message>
        <source>Your profile lies on a network drive. Your text stays here; copy it, call IT.</source>
        <translation>ملفك الشخصي على قرص شبكة. يبقى نصك هنا: انسخه واتصل بالدعم التقني.</translation>
    </message>
</context>
<context>
    <name>SurveyLine</name>
    <message>
        <source>By e-mail: {question}</source>
        <translation>بالبريد الإلكتروني: {question}</translation>
    </message>
    <message>
        <source>By text message: {question}</source>
        <translation>برسالة نصية: {question}</translation>
    </message>
    <message>
        <source>Do not invite</source>
        <translation>دون دعوة</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>دعوة</translation>
    </message>
    <message>
        <source>No survey: {why}</source>
        <translation>لا استبيان: {why}</translation>
    </message>
    <message>
        <source>Why is nobody invited?</source>
        <translation>لماذا لا يُدعى أحد؟</translation>
    </message>
    <message numerus="yes">
        <source>asked %Ln days ago</source>
        <translation>
            <numerusform>سُئل قبل %Ln يوم</numerusform>
            <numerusform>سُئل قبل يوم واحد</numerusform>
            <numerusform>سُئل قبل يومين</numerusform>
            <numerusform>سُئل قبل %Ln أيام</numerusform>
            <numerusform>سُئل قبل %Ln يومًا</numerusform>
            <numerusform>سُئل قبل %Ln يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>asked today</source>
        <translation>سُئل اليوم</translation>
    </message>
    <message>
        <source>asked yesterday</source>
        <translation>سُئل أمس</translation>
    </message>
    <message>
        <source>consent not known</source>
        <translation>الموافقة غير معروفة</translation>
    </message>
    <message>
        <source>no connected system invites</source>
        <translation>لا يوجد نظام متصل يدعو</translation>
    </message>
    <message>
        <source>no consent</source>
        <translation>لا موافقة</translation>
    </message>
    <message>
        <source>no e-mail address on file</source>
        <translation>لا عنوان بريد مسجّل</translation>
    </message>
    <message>
        <source>no number on file</source>
        <translation>لا رقم مسجّل</translation>
    </message>
    <message>
        <source>none for this call</source>
        <translation>لا شيء لهذه المكالمة</translation>
    </message>
    <message>
        <source>not known when last asked</source>
        <translation>لا يُعرف متى سُئل آخر مرة</translation>
    </message>
</context>
<context>
    <name>TimelineHead</name>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>المكالمات</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>التذاكر</translation>
    </message>
    <message>
        <source>Digital</source>
        <translation>رقمية</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>الآراء</translation>
    </message>
    <message>
        <source>Find in the timeline</source>
        <translation>البحث في السجل الزمني</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>الطلبات</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>السجل الزمني</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>Contacts and events, newest first</source>
        <translation>التواصل والأحداث، الأحدث أولًا</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>جارٍ التحميل</translation>
    </message>
</context>
<context>
    <name>TimelinePane</name>
    <message>
        <source>Earlier contacts appear here as soon as it is clear who is calling.</source>
        <translation>يظهر التواصل السابق هنا حالما يتضح من المتصل.</translation>
    </message>
    <message>
        <source>Earlier contacts appear here when you have chosen the customer.</source>
        <translation>يظهر التواصل السابق هنا عندما تختار العميل.</translation>
    </message>
    <message>
        <source>No earlier contact on file.</source>
        <translation>لا تواصل سابقًا مسجّلًا.</translation>
    </message>
    <message>
        <source>Not complete: {trouble}</source>
        <translation>غير مكتمل: {trouble}</translation>
    </message>
    <message>
        <source>Nothing could be read.</source>
        <translation>لم يُقرأ شيء.</translation>
    </message>
    <message>
        <source>Nothing found for “{text}”.</source>
        <translation>لا نتائج لـ «{text}».</translation>
    </message>
    <message>
        <source>Nothing of this kind.</source>
        <translation>لا شيء من هذا النوع.</translation>
    </message>
    <message>
        <source>Some systems take their time; their rows come as they arrive.</source>
        <translation>بعض الأنظمة تتأخر، وتظهر صفوفها عند وصولها.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>السجل الزمني</translation>
    </message>
</context>
<context>
    <name>TimelineWords</name>
    <message>
        <source>Agent: {name}</source>
        <translation>الموظف: {name}</translation>
    </message>
    <message>
        <source>Appointment</source>
        <translation>موعد</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>عيد ميلاد</translation>
    </message>
    <message>
        <source>Case {number}</source>
        <translation>التذكرة {number}</translation>
    </message>
    <message>
        <source>Contract ends</source>
        <translation>انتهاء العقد</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>تسليم</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>انتهت</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>حدث</translation>
    </message>
    <message>
        <source>Invoice {number}</source>
        <translation>الفاتورة {number}</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>مباشر</translation>
    </message>
    <message>
        <source>No comment</source>
        <translation>دون تعليق</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>معلّقة</translation>
    </message>
    <message>
        <source>Order {number}</source>
        <translation>الطلب {number}</translation>
    </message>
    <message>
        <source>Payment due</source>
        <translation>استحقاق الدفع</translation>
    </message>
    <message>
        <source>Queue {queue}</source>
        <translation>قائمة الانتظار {queue}</translation>
    </message>
    <message>
        <source>Renewal</source>
        <translation>تجديد</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>يرن</translation>
    </message>
    <message>
        <source>This call</source>
        <translation>هذه المكالمة</translation>
    </message>
    <message>
        <source>This call · {subject}</source>
        <translation>هذه المكالمة · {subject}</translation>
    </message>
    <message>
        <source>delivered {day}</source>
        <translation>سُلّم {day}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>promised for {day}</source>
        <translation>موعود في {day}</translation>
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
        <translation>{contact}، {duration}</translation>
    </message>
    <message>
        <source>{order} · {goods}</source>
        <translation>{order} · {goods}</translation>
    </message>
    <message>
        <source>{survey} · {score}</source>
        <translation>⁨{survey}⁩ · {score}</translation>
    </message>
    <message>
        <source>{text}. {agent}</source>
        <translation>⁨{text}⁩. {agent}</translation>
    </message>
    <message>
        <source>“{comment}”</source>
        <translation>«{comment}»</translation>
    </message>
</context>
<context>
    <name>TopCard</name>
    <message>
        <source>Accept</source>
        <translation>قبول</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>رفض</translation>
    </message>
    <message>
        <source>It no longer fits this call.</source>
        <translation>لم يعد يناسب هذه المكالمة.</translation>
    </message>
    <message>
        <source>No longer recommended</source>
        <translation>لم يعد موصى به</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>إلزامي</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>إرسال</translation>
    </message>
    <message>
        <source>What stands as … is not known yet, so it cannot be sent.</source>
        <translation>ما يظهر بعلامة … غير معروف بعد، لذلك لا يمكن إرساله.</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>ماذا تقول</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>لماذا</translation>
    </message>
</context>
<context>
    <name>TourBand</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>First-day tour</source>
        <translation>جولة اليوم الأول</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>ليس الآن</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>تخطي الجولة</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>ابدأ</translation>
    </message>
</context>
<context>
    <name>TourWords</name>
    <message>
        <source>All keys</source>
        <translation>كل المفاتيح</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>رد</translation>
    </message>
    <message>
        <source>Answer first: {answer}.</source>
        <translation>رد أولًا: {answer}.</translation>
    </message>
    <message>
        <source>Before you answer: who it is, how sure that is, and what matters about them.</source>
        <translation>قبل أن ترد: من المتصل، وما مدى التأكد منه، وما يهم معرفته عنه.</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>First-day tour</source>
        <translation>جولة اليوم الأول</translation>
    </message>
    <message>
        <source>Invoices, orders, cases: {panel} shows the first panel, the next digit the second.</source>
        <translation>الفواتير والطلبات والحالات: {panel} يعرض اللوحة الأولى، والرقم التالي الثانية.</translation>
    </message>
    <message>
        <source>New here? Ten short steps on this window, with the calls of the demo.</source>
        <translation>هل أنت جديد هنا؟ عشر خطوات قصيرة في هذه النافذة، بمكالمات العرض التجريبي.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>ملاحظات</translation>
    </message>
    <message>
        <source>Nothing fits to recommend right now. It may after the next answer in the guide.</source>
        <translation>لا توصية مناسبة الآن. قد تظهر بعد الإجابة التالية في الدليل.</translation>
    </message>
    <message>
        <source>Quick texts</source>
        <translation>نصوص سريعة</translation>
    </message>
    <message>
        <source>Read this out, then record the answer: {choice} for the first, and so on.</source>
        <translation>اقرأ هذا بصوت مسموع ثم سجّل الإجابة: {choice} للأولى، وهكذا.</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>البحث في كل شيء</translation>
    </message>
    <message>
        <source>That was the tour. It is there again with {search}, “First-day tour”.</source>
        <translation>انتهت الجولة. تعود إليها بـ {search} ثم «جولة اليوم الأول».</translation>
    </message>
    <message>
        <source>The reasons come first. {accept} accepts, {decline} declines with a reason.</source>
        <translation>الأسباب أولًا. {accept} يقبل، و{decline} يرفض مع ذكر السبب.</translation>
    </message>
    <message>
        <source>This comes with the next call, in a few seconds.</source>
        <translation>يأتي هذا مع المكالمة التالية، بعد ثوانٍ.</translation>
    </message>
    <message>
        <source>This comes with the next call. Finish this one first: {finish}.</source>
        <translation>يأتي هذا مع المكالمة التالية. أنهِ هذه أولًا: {finish}.</translation>
    </message>
    <message>
        <source>Tour, {n} of {all}</source>
        <translation>الجولة، {n} من {all}</translation>
    </message>
    <message>
        <source>Type {abbr} and a space in the notes. {list} lists all quick texts.</source>
        <translation>اكتب {abbr} ثم مسافة في الملاحظات. {list} يعرض كل النصوص السريعة.</translation>
    </message>
    <message>
        <source>What the systems know</source>
        <translation>ما تعرفه الأنظمة</translation>
    </message>
    <message>
        <source>What to do, and why</source>
        <translation>ما يجب فعله، ولماذا</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>ما تقوله</translation>
    </message>
    <message>
        <source>When you have said goodbye, {end} ends the call.</source>
        <translation>بعد التوديع، {end} ينهي المكالمة.</translation>
    </message>
    <message>
        <source>Who is calling</source>
        <translation>من المتصل</translation>
    </message>
    <message>
        <source>{answer} answers. Each button here shows its key.</source>
        <translation>{answer} للرد. كل زر هنا يعرض مفتاحه.</translation>
    </message>
    <message>
        <source>{disposition} says how it ended. {finish} saves it all, and you are free again.</source>
        <translation>{disposition} يحدد كيف انتهت المكالمة. {finish} يحفظ كل شيء، فتصبح متاحًا من جديد.</translation>
    </message>
    <message>
        <source>{keys} lists every key, and changes them. Esc closes it, like everything.</source>
        <translation>{keys} يعرض كل المفاتيح ويغيّرها. مفتاح Esc يغلقها، ككل شيء.</translation>
    </message>
    <message>
        <source>{notes} takes you to the notes from anywhere. Type something: it is saved as you type.</source>
        <translation>{notes} ينقلك إلى الملاحظات من أي مكان. اكتب شيئًا: يُحفظ أثناء الكتابة.</translation>
    </message>
    <message>
        <source>{search} finds customers, articles and all you can do. Have a look; Esc closes it.</source>
        <translation>{search} يجد العملاء والمقالات وكل ما يمكنك فعله. ألقِ نظرة؛ مفتاح Esc يغلقه.</translation>
    </message>
</context>
<context>
    <name>TransferSheet</name>
    <message>
        <source>Number or extension</source>
        <translation>الرقم أو الرقم الداخلي</translation>
    </message>
    <message>
        <source>The call leaves this desk. Your notes stay.</source>
        <translation>تغادر المكالمة هذا المكتب. تبقى ملاحظاتك.</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>تحويل</translation>
    </message>
    <message>
        <source>Transfer to</source>
        <translation>تحويل إلى</translation>
    </message>
</context>
<context>
    <name>TroubleWords</name>
    <message>
        <source>I have signed in</source>
        <translation>سجّلت الدخول</translation>
    </message>
    <message>
        <source>Next try in {time}.</source>
        <translation>المحاولة التالية بعد {time}.</translation>
    </message>
    <message>
        <source>The key of {system} is not on this computer. Tell IT.</source>
        <translation>مفتاح {system} غير موجود على هذا الحاسوب. أبلغ قسم تقنية المعلومات.</translation>
    </message>
    <message>
        <source>The key store of this computer is locked. Unlock it, then try {system} again.</source>
        <translation>مخزن مفاتيح هذا الحاسوب مقفل. افتحه ثم أعد محاولة {system}.</translation>
    </message>
    <message>
        <source>The sign-in to {system} did not work. Try again, or tell IT.</source>
        <translation>لم ينجح تسجيل الدخول إلى {system}. حاول مجددًا أو أبلغ قسم تقنية المعلومات.</translation>
    </message>
    <message>
        <source>This computer has no key store for the key of {system}. Tell IT.</source>
        <translation>لا يملك هذا الحاسوب مخزن مفاتيح لمفتاح {system}. أبلغ قسم تقنية المعلومات.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>You may not see this in {system}.</source>
        <translation>لا يُسمح لك برؤية هذا في {system}.</translation>
    </message>
    <message>
        <source>{systems} could not be read.</source>
        <translation>تعذّرت قراءة {systems}.</translation>
    </message>
    <message>
        <source>{system} asked us to wait.</source>
        <translation>طلب {system} الانتظار.</translation>
    </message>
    <message>
        <source>{system} cannot be reached.</source>
        <translation>لا يمكن الوصول إلى {system}.</translation>
    </message>
    <message>
        <source>{system} could not be used.</source>
        <translation>تعذّر استخدام {system}.</translation>
    </message>
    <message>
        <source>{system} does not answer.</source>
        <translation>لا يستجيب {system}.</translation>
    </message>
    <message>
        <source>{system} failed several times and is left alone for a moment.</source>
        <translation>فشل {system} عدة مرات ويُترك قليلًا.</translation>
    </message>
    <message>
        <source>{system} has a fault of its own.</source>
        <translation>في {system} خلل خاص به.</translation>
    </message>
    <message>
        <source>{system} has not been read yet. That happens in the background.</source>
        <translation>لم تُقرأ بيانات {system} بعد. تُقرأ في الخلفية.</translation>
    </message>
    <message>
        <source>{system} has signed you out. Sign in again.</source>
        <translation>أخرجك {system} من حسابك. سجّل الدخول مجددًا.</translation>
    </message>
    <message>
        <source>{system} is busy.</source>
        <translation>{system} مشغول.</translation>
    </message>
    <message>
        <source>{system} refused the request.</source>
        <translation>رفض {system} الطلب.</translation>
    </message>
    <message>
        <source>{system} sent an unreadable answer.</source>
        <translation>أرسل {system} جوابًا غير مقروء.</translation>
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
        <translation>لماذا هذه الإجراءات</translation>
    </message>
</context>
<context>
    <name>WrapUpPane</name>
    <message>
        <source>Clear the disposition</source>
        <translation>مسح التصنيف</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Finish {name}</source>
        <translation>إنهاء {name}</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>It is being saved.</source>
        <translation>جارٍ الحفظ.</translation>
    </message>
    <message>
        <source>Promise something</source>
        <translation>الوعد بشيء</translation>
    </message>
    <message>
        <source>Saved on this computer at {time}</source>
        <translation>حُفظ على هذا الحاسوب في {time}</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>ما بعد المكالمة</translation>
    </message>
    <message>
        <source>goal {time}</source>
        <translation>الهدف {time}</translation>
    </message>
    <message>
        <source>{time} of {goal}</source>
        <translation>{time} من {goal}</translation>
    </message>
</context>
<context>
    <name>WrapUpWords</name>
    <message>
        <source>Draft, not saved yet</source>
        <translation>مسودة لم تُحفظ</translation>
    </message>
    <message>
        <source>Follow-up not added. Finish again to close without it.</source>
        <translation>لم تُضف المتابعة. أنهِ مرة أخرى للإغلاق دونها.</translation>
    </message>
    <message>
        <source>Held until sent</source>
        <translation>محفوظ حتى الإرسال</translation>
    </message>
    <message>
        <source>Kept in memory until it is sent: this computer may not store it.</source>
        <translation>يبقى في الذاكرة حتى يُرسل: لا يُسمح لهذا الحاسوب بتخزينه.</translation>
    </message>
    <message>
        <source>Not kept here</source>
        <translation>لا يُحفظ هنا</translation>
    </message>
    <message>
        <source>Not read out: {step}. Finish again to close without it.</source>
        <translation>لم تُقرأ: {step}. أنهِ مرة أخرى للإغلاق دونها.</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>لم يُحفظ</translation>
    </message>
    <message>
        <source>Not sent: {step}. Finish again to close without it.</source>
        <translation>لم تُرسل: {step}. أنهِ مرة أخرى للإغلاق دونها.</translation>
    </message>
    <message>
        <source>Notes are needed to finish this call.</source>
        <translation>تلزم ملاحظات لإنهاء هذه المكالمة.</translation>
    </message>
    <message>
        <source>Notes are off: the disk is read-only. Finish saves nothing.</source>
        <translation>الملاحظات متوقفة: القرص للقراءة فقط. لن يحفظ الإنهاء شيئًا.</translation>
    </message>
    <message>
        <source>Notes are off: the key to the local store is missing. Finish saves nothing.</source>
        <translation>الملاحظات متوقفة: مفتاح المخزن المحلي مفقود. لن يحفظ الإنهاء شيئًا.</translation>
    </message>
    <message>
        <source>Notes are off: this computer has no safe place for them. Finish saves nothing.</source>
        <translation>الملاحظات متوقفة: لا مكان آمن لها على هذا الحاسوب. لن يحفظ الإنهاء شيئًا.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>حُفظ</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>جارٍ الحفظ…</translation>
    </message>
    <message>
        <source>Say how the call ended first.</source>
        <translation>حدّد أولًا كيف انتهت المكالمة.</translation>
    </message>
    <message>
        <source>Say why the customer is not invited to the survey, or invite them.</source>
        <translation>حدّد لماذا لا يُدعى العميل إلى الاستبيان، أو ادعه.</translation>
    </message>
    <message>
        <source>The guide still needs an answer: {step}.</source>
        <translation>ما زال الدليل يحتاج جوابًا: {step}.</translation>
    </message>
    <message>
        <source>This disposition needs a follow-up.</source>
        <translation>هذا التصنيف يحتاج متابعة.</translation>
    </message>
    <message>
        <source>You can finish as soon as the call has ended.</source>
        <translation>يمكنك الإنهاء حالما تنتهي المكالمة.</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Accept the top action</source>
        <translation>قبول الإجراء الأول</translation>
    </message>
    <message>
        <source>Act on alert {n}</source>
        <translation>التصرف في التنبيه {n}</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>كل المفاتيح</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>رد</translation>
    </message>
    <message>
        <source>Answer {n} in the guide</source>
        <translation>الجواب {n} في الدليل</translation>
    </message>
    <message>
        <source>Available or away</source>
        <translation>متاح أو غير متاح</translation>
    </message>
    <message>
        <source>Change the call type</source>
        <translation>تغيير نوع المكالمة</translation>
    </message>
    <message>
        <source>Decline the top action</source>
        <translation>رفض الإجراء الأول</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>التصنيف</translation>
    </message>
    <message>
        <source>End the call</source>
        <translation>إنهاء المكالمة</translation>
    </message>
    <message>
        <source>Find in the timeline</source>
        <translation>البحث في السجل</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>First-day tour</source>
        <translation>جولة اليوم الأول</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>ملء الشاشة</translation>
    </message>
    <message>
        <source>High contrast on or off</source>
        <translation>تباين عالٍ أو عادي</translation>
    </message>
    <message>
        <source>Hold or resume</source>
        <translation>تعليق أو استئناف</translation>
    </message>
    <message>
        <source>Larger or smaller</source>
        <translation>أكبر أو أصغر</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>فاتح أو داكن</translation>
    </message>
    <message>
        <source>Macros, letters, quick texts</source>
        <translation>ماكرو ورسائل ونصوص سريعة</translation>
    </message>
    <message>
        <source>Mute or unmute</source>
        <translation>كتم أو إلغاء الكتم</translation>
    </message>
    <message>
        <source>Next call</source>
        <translation>المكالمة التالية</translation>
    </message>
    <message>
        <source>Next gap in the e-mail</source>
        <translation>الفراغ التالي في البريد</translation>
    </message>
    <message>
        <source>Next region</source>
        <translation>المنطقة التالية</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>ليس هذا الشخص</translation>
    </message>
    <message>
        <source>Panel {n}</source>
        <translation>اللوحة {n}</translation>
    </message>
    <message>
        <source>Panels on second screen</source>
        <translation>اللوحات على شاشة ثانية</translation>
    </message>
    <message>
        <source>Put the wrap-up aside</source>
        <translation>تأجيل ما بعد المكالمة</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>تحديث</translation>
    </message>
    <message>
        <source>Search or run anything</source>
        <translation>البحث عن أي شيء أو تنفيذه</translation>
    </message>
    <message>
        <source>Send the e-mail</source>
        <translation>إرسال البريد الإلكتروني</translation>
    </message>
    <message>
        <source>Show the new actions</source>
        <translation>عرض الإجراءات الجديدة</translation>
    </message>
    <message>
        <source>Skip the step</source>
        <translation>تخطي الخطوة</translation>
    </message>
    <message>
        <source>Sources and ages</source>
        <translation>المصادر والأعمار</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>خطوة إلى الخلف</translation>
    </message>
    <message>
        <source>Take the suggested follow-up</source>
        <translation>قبول المتابعة المقترحة</translation>
    </message>
    <message>
        <source>Timeline on second screen</source>
        <translation>السجل على شاشة ثانية</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>تحويل</translation>
    </message>
    <message>
        <source>Undo what was done last</source>
        <translation>التراجع عن آخر فعل</translation>
    </message>
    <message>
        <source>Why these actions?</source>
        <translation>لماذا هذه الإجراءات؟</translation>
    </message>
    <message>
        <source>Write notes</source>
        <translation>كتابة ملاحظات</translation>
    </message>
</context>
<context>
    <name>languages</name>
    <message>
        <source>Arabic</source>
        <translation>العربية</translation>
    </message>
    <message>
        <source>Bulgarian</source>
        <translation>البلغارية</translation>
    </message>
    <message>
        <source>Catalan</source>
        <translation>الكتالانية</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>الصينية</translation>
    </message>
    <message>
        <source>Croatian</source>
        <translation>الكرواتية</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>التشيكية</translation>
    </message>
    <message>
        <source>Danish</source>
        <translation>الدنماركية</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>الهولندية</translation>
    </message>
    <message>
        <source>English</source>
        <translation>الإنجليزية</translation>
    </message>
    <message>
        <source>Estonian</source>
        <translation>الإستونية</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>الفنلندية</translation>
    </message>
    <message>
        <source>French</source>
        <translation>الفرنسية</translation>
    </message>
    <message>
        <source>German</source>
        <translation>الألمانية</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>اليونانية</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>العبرية</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>الهندية</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation>المجرية</translation>
    </message>
    <message>
        <source>Icelandic</source>
        <translation>الآيسلندية</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>الإيطالية</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>اليابانية</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>الكورية</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>اللاتفية</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>الليتوانية</translation>
    </message>
    <message>
        <source>Norwegian Bokmål</source>
        <translation>النرويجية (بوكمول)</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>الفارسية</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>البولندية</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>البرتغالية</translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation>الرومانية</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>الروسية</translation>
    </message>
    <message>
        <source>Serbian</source>
        <translation>الصربية</translation>
    </message>
    <message>
        <source>Slovak</source>
        <translation>السلوفاكية</translation>
    </message>
    <message>
        <source>Slovenian</source>
        <translation>السلوفينية</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>الإسبانية</translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation>السويدية</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>التايلاندية</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>التركية</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>الأوكرانية</translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation>الفيتنامية</translation>
    </message>
</context>
</TS>
