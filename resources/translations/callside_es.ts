<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>Alerts</name>
    <message numerus="yes">
        <source>%Ln alerts</source>
        <translation>
            <numerusform>%Ln alerta</numerusform>
            <numerusform>%Ln alertas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more alerts</source>
        <translation>
            <numerusform>%Ln alerta más</numerusform>
            <numerusform>%Ln alertas más</numerusform>
        </translation>
    </message>
    <message>
        <source>Alert: {text}</source>
        <translation>Alerta: {text}</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertas</translation>
    </message>
</context>
<context>
    <name>AnswerButton</name>
    <message>
        <source>{answer}, chosen</source>
        <translation>{answer}, elegida</translation>
    </message>
</context>
<context>
    <name>CallBar</name>
    <message>
        <source>Answer</source>
        <translation>Contestar</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Llamada</translation>
    </message>
    <message>
        <source>Choose the call type</source>
        <translation>Elegir el motivo de la llamada</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Colgar</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Espera</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Silenciar</translation>
    </message>
    <message>
        <source>No call</source>
        <translation>Sin llamada</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Número oculto</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Práctica</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rechazar</translation>
    </message>
    <message>
        <source>Resume {name}</source>
        <translation>Volver con {name}</translation>
    </message>
    <message>
        <source>Search or run anything</source>
        <translation>Buscar o ejecutar cualquier cosa</translation>
    </message>
    <message>
        <source>Search or run…</source>
        <translation>Buscar o ejecutar…</translation>
    </message>
    <message>
        <source>The phone has not confirmed yet</source>
        <translation>El teléfono aún no lo ha confirmado</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transferir</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Reactivar</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>sugerido</translation>
    </message>
    <message>
        <source>{who} is calling</source>
        <translation>Llama {who}</translation>
    </message>
</context>
<context>
    <name>CallPage</name>
    <message>
        <source>Ages hidden</source>
        <translation>Antigüedad oculta</translation>
    </message>
    <message>
        <source>Ages shown</source>
        <translation>Antigüedad visible</translation>
    </message>
</context>
<context>
    <name>CallTabs</name>
    <message>
        <source>Calls</source>
        <translation>Llamadas</translation>
    </message>
</context>
<context>
    <name>CallWords</name>
    <message numerus="yes">
        <source>%Ln contacts in 30 days</source>
        <translation>
            <numerusform>%Ln contacto en 30 días</numerusform>
            <numerusform>%Ln contactos en 30 días</numerusform>
        </translation>
    </message>
    <message>
        <source>After call</source>
        <translation>Postllamada</translation>
    </message>
    <message>
        <source>Answering…</source>
        <translation>Contestando…</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Disponible</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Ausente</translation>
    </message>
    <message>
        <source>Calling back</source>
        <translation>Devolviendo la llamada</translation>
    </message>
    <message>
        <source>Dialing</source>
        <translation>Marcando</translation>
    </message>
    <message>
        <source>Ending…</source>
        <translation>Colgando…</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Finalizada</translation>
    </message>
    <message>
        <source>Holding…</source>
        <translation>Espera…</translation>
    </message>
    <message>
        <source>Inbound</source>
        <translation>Entrante</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Silenciado</translation>
    </message>
    <message>
        <source>Muting…</source>
        <translation>Silencia…</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Número oculto</translation>
    </message>
    <message>
        <source>On call</source>
        <translation>En llamada</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>On the line: {name}</source>
        <translation>Al teléfono: {name}</translation>
    </message>
    <message>
        <source>Outbound</source>
        <translation>Saliente</translation>
    </message>
    <message>
        <source>Phone disconnected: {why}</source>
        <translation>Teléfono desconectado: {why}</translation>
    </message>
    <message>
        <source>Promised: {text}</source>
        <translation>Prometido: {text}</translation>
    </message>
    <message>
        <source>Resuming…</source>
        <translation>Retoma…</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Sonando</translation>
    </message>
    <message>
        <source>The phone did not confirm. Try again or use the phone itself.</source>
        <translation>El teléfono no lo ha confirmado. Inténtelo de nuevo o use el propio teléfono.</translation>
    </message>
    <message>
        <source>The phone did not do it. Try again, or use the phone itself.</source>
        <translation>El teléfono no lo ha hecho. Inténtelo de nuevo o use el propio teléfono.</translation>
    </message>
    <message>
        <source>The phone did not do it. Use the phone itself.</source>
        <translation>El teléfono no lo ha hecho. Use el propio teléfono.</translation>
    </message>
    <message>
        <source>The phone is not connected. Use the phone itself.</source>
        <translation>El teléfono no está conectado. Use el propio teléfono.</translation>
    </message>
    <message>
        <source>The phone no longer knows this call.</source>
        <translation>El teléfono ya no conoce esta llamada.</translation>
    </message>
    <message>
        <source>The phone refused. Use the phone itself.</source>
        <translation>El teléfono lo ha rechazado. Use el propio teléfono.</translation>
    </message>
    <message>
        <source>This phone cannot do that from here.</source>
        <translation>Este teléfono no puede hacerlo desde aquí.</translation>
    </message>
    <message>
        <source>Transferring…</source>
        <translation>Transfiere…</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>Llamante desconocido</translation>
    </message>
    <message>
        <source>Unmuting…</source>
        <translation>Reactiva…</translation>
    </message>
    <message>
        <source>it could not register</source>
        <translation>no pudo registrarse</translation>
    </message>
    <message>
        <source>it does not accept connections</source>
        <translation>no acepta conexiones</translation>
    </message>
    <message>
        <source>it does not answer</source>
        <translation>no responde</translation>
    </message>
    <message>
        <source>it is registering</source>
        <translation>se está registrando</translation>
    </message>
    <message>
        <source>the connection was lost</source>
        <translation>se perdió la conexión</translation>
    </message>
    <message>
        <source>waited {time}</source>
        <translation>espera {time}</translation>
    </message>
</context>
<context>
    <name>CandidateList</name>
    <message>
        <source>City</source>
        <translation>Ciudad</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Exacta</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Tecla</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>Último contacto</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Coincidencia</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>Pedidos abiertos</translation>
    </message>
    <message>
        <source>Similar</source>
        <translation>Parecida</translation>
    </message>
</context>
<context>
    <name>CardStack</name>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Undo: {title}</source>
        <translation>Deshacer: {title}</translation>
    </message>
</context>
<context>
    <name>CardWords</name>
    <message>
        <source>Actions appear as soon as it is known who is calling and why.</source>
        <translation>Las acciones aparecen en cuanto se sabe quién llama y por qué.</translation>
    </message>
    <message>
        <source>Also weighed</source>
        <translation>También se consideró</translation>
    </message>
    <message>
        <source>Declined: {title}</source>
        <translation>Rechazada: {title}</translation>
    </message>
    <message>
        <source>Done: {title}</source>
        <translation>Hecha: {title}</translation>
    </message>
    <message>
        <source>Everything it needs is true.</source>
        <translation>Se cumple todo lo necesario.</translation>
    </message>
    <message>
        <source>Held back: {title}</source>
        <translation>Retenida: {title}</translation>
    </message>
    <message>
        <source>How likely a yes is</source>
        <translation>Qué probable es un sí</translation>
    </message>
    <message>
        <source>It does not fit now.</source>
        <translation>Ahora no encaja.</translation>
    </message>
    <message>
        <source>It does not fit this call.</source>
        <translation>No encaja con esta llamada.</translation>
    </message>
    <message>
        <source>It is not active.</source>
        <translation>No está activa.</translation>
    </message>
    <message>
        <source>It is required on this call.</source>
        <translation>Es obligatoria en esta llamada.</translation>
    </message>
    <message>
        <source>It may fit once more is known.</source>
        <translation>Puede encajar cuando se sepa más.</translation>
    </message>
    <message>
        <source>It waits for facts that are not there yet.</source>
        <translation>Espera datos que aún no han llegado.</translation>
    </message>
    <message>
        <source>It was dealt with in this call.</source>
        <translation>Ya se trató en esta llamada.</translation>
    </message>
    <message>
        <source>It was offered too recently.</source>
        <translation>Se ofreció hace muy poco.</translation>
    </message>
    <message>
        <source>No action fits now.</source>
        <translation>Ahora no encaja ninguna acción.</translation>
    </message>
    <message>
        <source>No action fits yet.</source>
        <translation>Todavía no encaja ninguna acción.</translation>
    </message>
    <message>
        <source>Not saved, try again: {title}</source>
        <translation>Sin guardar, inténtelo de nuevo: {title}</translation>
    </message>
    <message>
        <source>Others rank higher.</source>
        <translation>Otras tienen prioridad.</translation>
    </message>
    <message>
        <source>Undone: {title}</source>
        <translation>Deshecha: {title}</translation>
    </message>
    <message>
        <source>Waiting for</source>
        <translation>A la espera de</translation>
    </message>
    <message>
        <source>Waiting for: {systems}.</source>
        <translation>A la espera de: {systems}.</translation>
    </message>
    <message>
        <source>What this rests on</source>
        <translation>En qué se basa</translation>
    </message>
    <message>
        <source>What would change it</source>
        <translation>Qué lo cambiaría</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>no se pudo leer</translation>
    </message>
    <message>
        <source>none on file</source>
        <translation>no consta</translation>
    </message>
    <message>
        <source>not active</source>
        <translation>no activa</translation>
    </message>
    <message>
        <source>not allowed here</source>
        <translation>no permitida aquí</translation>
    </message>
    <message>
        <source>not in the customer&apos;s interest</source>
        <translation>no le conviene al cliente</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>aún no se sabe</translation>
    </message>
    <message>
        <source>not what this call is about</source>
        <translation>no es el tema de la llamada</translation>
    </message>
    <message>
        <source>offered too recently</source>
        <translation>ofrecida hace muy poco</translation>
    </message>
    <message>
        <source>{fact} ({source})</source>
        <translation>{fact} ({source})</translation>
    </message>
    <message>
        <source>{fact}, for: {title}</source>
        <translation>{fact}, para: {title}</translation>
    </message>
    <message numerus="yes">
        <source>{fact}, for: {title} and %Ln more</source>
        <translation>
            <numerusform>{fact}, para: {title} y %Ln más</numerusform>
            <numerusform>{fact}, para: {title} y %Ln más</numerusform>
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
        <translation>{title}: aún no se sabe si encaja</translation>
    </message>
    <message>
        <source>{title}: ranks lower</source>
        <translation>{title}: tiene menos prioridad</translation>
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
            <numerusform>%Ln nueva</numerusform>
            <numerusform>%Ln nuevas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new actions</source>
        <translation>
            <numerusform>%Ln acción nueva</numerusform>
            <numerusform>%Ln acciones nuevas</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer the call first.</source>
        <translation>Conteste primero la llamada.</translation>
    </message>
    <message>
        <source>Next best action</source>
        <translation>Próxima mejor acción</translation>
    </message>
    <message>
        <source>There is nothing to explain yet.</source>
        <translation>Todavía no hay nada que explicar.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>back to the cards</source>
        <translation>volver</translation>
    </message>
    <message>
        <source>why these?</source>
        <translation>¿por qué estas?</translation>
    </message>
    <message>
        <source>why?</source>
        <translation>¿por qué?</translation>
    </message>
</context>
<context>
    <name>ChangeSheet</name>
    <message>
        <source>Esc cancels. It can be undone until it is sent.</source>
        <translation>Esc cancela. Se puede deshacer hasta que se envíe.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
</context>
<context>
    <name>ChangeWords</name>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>As in</source>
        <translation>Como en</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>Cumpleaños</translation>
    </message>
    <message>
        <source>Change in {system}</source>
        <translation>Cambio en {system}</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Ciudad</translation>
    </message>
    <message>
        <source>Copied to {system}: {value}</source>
        <translation>Copiado a {system}: {value}</translation>
    </message>
    <message>
        <source>Copy to {system}: {value}</source>
        <translation>Copiar a {system}: {value}</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>País</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>Cliente desde</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Apellidos</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Campo</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation>Valor del cliente</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Empresa</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Código postal</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Región</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segmento</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Calle</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Nivel</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vacío</translation>
    </message>
    <message>
        <source>{field} in {system}: {value}</source>
        <translation>{field} en {system}: {value}</translation>
    </message>
</context>
<context>
    <name>ChoosePanel</name>
    <message numerus="yes">
        <source>%Ln possible customers. {key} and a digit picks; the call goes on without.</source>
        <translation>
            <numerusform>%Ln cliente posible. {key} y un dígito lo elige; se puede seguir sin ello.</numerusform>
            <numerusform>%Ln clientes posibles. {key} y un dígito elige; se puede seguir sin ello.</numerusform>
        </translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>Ninguno de estos</translation>
    </message>
    <message>
        <source>Possible customers</source>
        <translation>Clientes posibles</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>It is being sent.</source>
        <translation>Se está enviando.</translation>
    </message>
    <message>
        <source>Next gap</source>
        <translation>Hueco siguiente</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Asunto</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>Write another</source>
        <translation>Escribir otro</translation>
    </message>
</context>
<context>
    <name>ContractWords</name>
    <message numerus="yes">
        <source>%Ln dated events</source>
        <translation>
            <numerusform>%Ln evento con fecha</numerusform>
            <numerusform>%Ln eventos con fecha</numerusform>
        </translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Autopay</source>
        <translation>Pago automático</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>Card expires</source>
        <translation>Caduca la tarjeta</translation>
    </message>
    <message>
        <source>Contract ends</source>
        <translation>Fin del contrato</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>Cliente desde</translation>
    </message>
    <message>
        <source>Date or value</source>
        <translation>Fecha o valor</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Desactivado</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Activado</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Nivel</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
</context>
<context>
    <name>DeedWords</name>
    <message>
        <source>Not done: it could not be saved. Try again.</source>
        <translation>Sin hacer: no se pudo guardar. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Not done: no connected system takes this.</source>
        <translation>Sin hacer: ningún sistema conectado lo admite.</translation>
    </message>
    <message>
        <source>Not done: something it needs is not known yet.</source>
        <translation>Sin hacer: aún falta un dato necesario.</translation>
    </message>
    <message>
        <source>Not done: the call type has no such disposition.</source>
        <translation>No hecho: este tipo de llamada no tiene ese resultado.</translation>
    </message>
    <message>
        <source>Not done: the phone cannot do this now.</source>
        <translation>Sin hacer: el teléfono no puede ahora.</translation>
    </message>
    <message>
        <source>Not undone: it has been sent already.</source>
        <translation>Sin deshacer: ya se ha enviado.</translation>
    </message>
</context>
<context>
    <name>DetailPage</name>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Registro</translation>
    </message>
</context>
<context>
    <name>DetailWords</name>
    <message>
        <source>About</source>
        <translation>Sobre</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agente</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoría</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Canal</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Comentario</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Entregado</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Entrega</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Vencimiento</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Origen</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Emitida</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>Artículo</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Duración</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Pendiente</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Abierto</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Responsable</translation>
    </message>
    <message>
        <source>Parcel</source>
        <translation>Envío</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Pago</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Pedido el</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioridad</translation>
    </message>
    <message>
        <source>Promised for</source>
        <translation>Prometido para</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Cola</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Sentimiento</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Resuelto</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Devolución</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Puntuación</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Asunto</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Resumen</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Actualizado</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>from the customer</source>
        <translation>del cliente</translation>
    </message>
    <message>
        <source>no number yet</source>
        <translation>aún sin número</translation>
    </message>
    <message>
        <source>to the customer</source>
        <translation>al cliente</translation>
    </message>
    <message>
        <source>{amount} back</source>
        <translation>{amount} devueltos</translation>
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
        <translation>Tipificación</translation>
    </message>
    <message>
        <source>Dispositions</source>
        <translation>Tipificaciones</translation>
    </message>
    <message>
        <source>How did it end? {keys}</source>
        <translation>¿Cómo terminó? {keys}</translation>
    </message>
</context>
<context>
    <name>EffectWords</name>
    <message>
        <source>Adds to the notes</source>
        <translation>Añade a las notas</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Llamar</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Llama a</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoría</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Modifica</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Ciudad</translation>
    </message>
    <message>
        <source>Creates</source>
        <translation>Crea</translation>
    </message>
    <message>
        <source>Do it, go on</source>
        <translation>Hacerlo, seguir</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Vence</translation>
    </message>
    <message>
        <source>Due in days</source>
        <translation>Plazo (días)</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Otorgado</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Factura</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Open it, go on</source>
        <translation>Abrir, seguir</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Pedido</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Responsable</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Código postal</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioridad</translation>
    </message>
    <message>
        <source>Put it into the notes</source>
        <translation>Poner en las notas</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Pregunta</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Calle</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Asunto</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transferir</translation>
    </message>
    <message>
        <source>Transfers to</source>
        <translation>Transfiere a</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>Escribir</translation>
    </message>
    <message>
        <source>a case</source>
        <translation>un caso</translation>
    </message>
    <message>
        <source>a consent</source>
        <translation>un consentimiento</translation>
    </message>
    <message>
        <source>a contact entry</source>
        <translation>un registro de contacto</translation>
    </message>
    <message>
        <source>a customer</source>
        <translation>un cliente</translation>
    </message>
    <message>
        <source>a note</source>
        <translation>una nota</translation>
    </message>
    <message>
        <source>a survey invitation</source>
        <translation>una invitación a la encuesta</translation>
    </message>
    <message>
        <source>a task</source>
        <translation>una tarea</translation>
    </message>
    <message>
        <source>the customer</source>
        <translation>el cliente</translation>
    </message>
    <message>
        <source>the system writes to the customer itself</source>
        <translation>el sistema escribe al cliente por sí mismo</translation>
    </message>
    <message>
        <source>{what} in {system}</source>
        <translation>{what} en {system}</translation>
    </message>
</context>
<context>
    <name>EntryModel</name>
    <message>
        <source>Results</source>
        <translation>Resultados</translation>
    </message>
</context>
<context>
    <name>FeedbackWords</name>
    <message numerus="yes">
        <source>%Ln answers</source>
        <translation>
            <numerusform>%Ln respuesta</numerusform>
            <numerusform>%Ln respuestas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln comments</source>
        <translation>
            <numerusform>%Ln comentario</numerusform>
            <numerusform>%Ln comentarios</numerusform>
        </translation>
    </message>
    <message>
        <source>last {survey} {score}</source>
        <translation>último {survey} {score}</translation>
    </message>
    <message>
        <source>{score}, {change}</source>
        <translation>{score}, {change}</translation>
    </message>
    <message>
        <source>{survey} of {best}, oldest first: {scores}</source>
        <translation>{survey} de {best}, de la más antigua a la más reciente: {scores}</translation>
    </message>
</context>
<context>
    <name>FollowUpForm</name>
    <message>
        <source>A day such as 24.11.2026, or +3 for in three days; the arrow keys move it</source>
        <translation>Un día como 24.11.2026, o +3 para dentro de tres días; las flechas lo cambian</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>Vence el</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Seguimiento</translation>
    </message>
    <message>
        <source>What do you promise?</source>
        <translation>¿Qué promete?</translation>
    </message>
</context>
<context>
    <name>FollowUpList</name>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Remove “{text}”</source>
        <translation>Quitar «{text}»</translation>
    </message>
    <message>
        <source>Suggested: {text}</source>
        <translation>Sugerencia: {text}</translation>
    </message>
    <message numerus="yes">
        <source>{text} (and %Ln more)</source>
        <translation>
            <numerusform>{text} (y %Ln más)</numerusform>
            <numerusform>{text} (y %Ln más)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>due {day}</source>
        <translation>vence {day}</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>ahora mismo</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ahora</translation>
    </message>
    <message>
        <source>overdue since {day}</source>
        <translation>vencido desde {day}</translation>
    </message>
    <message>
        <source>today</source>
        <translation>hoy</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>mañana</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>ayer</translation>
    </message>
    <message>
        <source>{age} old</source>
        <translation>hace {age}</translation>
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
            <numerusform>{n} día</numerusform>
            <numerusform>{n} días</numerusform>
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
        <translation>Falta una respuesta.</translation>
    </message>
    <message>
        <source>Checked, go on</source>
        <translation>Comprobado, seguir</translation>
    </message>
    <message>
        <source>Done, go on</source>
        <translation>Hecho, seguir</translation>
    </message>
    <message>
        <source>In a few words</source>
        <translation>En pocas palabras</translation>
    </message>
    <message>
        <source>Not clear as a day. Write 2026-12-03 or 3.12.2026.</source>
        <translation>No se entiende como día. Escriba 2026-12-03 o 3.12.2026.</translation>
    </message>
    <message>
        <source>Not clear as a number. Write 1234 or 12.5.</source>
        <translation>No se entiende como número. Escriba 1234 o 12,5.</translation>
    </message>
    <message>
        <source>Not clear as an amount. Write 18.00 without a thousands mark.</source>
        <translation>No se entiende como importe. Escriba 18,00 sin separador de miles.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Press again to do it</source>
        <translation>Pulse de nuevo para hacerlo</translation>
    </message>
    <message>
        <source>Read out, go on</source>
        <translation>Leído, seguir</translation>
    </message>
    <message>
        <source>Said, go on</source>
        <translation>Dicho, seguir</translation>
    </message>
    <message>
        <source>Such as 12</source>
        <translation>Por ejemplo, 12</translation>
    </message>
    <message>
        <source>Such as 18.00</source>
        <translation>Por ejemplo, 18,00</translation>
    </message>
    <message>
        <source>Such as 2026-12-03</source>
        <translation>Por ejemplo, 3.12.2026</translation>
    </message>
    <message>
        <source>This answer was not accepted.</source>
        <translation>Esta respuesta no se aceptó.</translation>
    </message>
    <message>
        <source>This step cannot be skipped: the call needs its answer.</source>
        <translation>Este paso no se puede omitir: la llamada necesita su respuesta.</translation>
    </message>
    <message>
        <source>What stands in [brackets] is not known yet.</source>
        <translation>Lo que está entre [corchetes] aún no se sabe.</translation>
    </message>
    <message>
        <source>Why is this step left out?</source>
        <translation>¿Por qué se omite este paso?</translation>
    </message>
</context>
<context>
    <name>GuidePane</name>
    <message>
        <source>All steps done</source>
        <translation>Todos los pasos hechos</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Guion</translation>
    </message>
    <message>
        <source>Skip step</source>
        <translation>Omitir</translation>
    </message>
    <message>
        <source>Step {step} of {count}</source>
        <translation>Paso {step} de {count}</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Resumen</translation>
    </message>
    <message>
        <source>The guide opens once it is clear what this call is about. {keys} sets the call type.</source>
        <translation>El guion se abre en cuanto está claro de qué trata la llamada. {keys} fija el motivo.</translation>
    </message>
    <message>
        <source>The guide starts when the call is answered.</source>
        <translation>El guion empieza cuando se contesta la llamada.</translation>
    </message>
    <message>
        <source>There is no step left.</source>
        <translation>No queda ningún paso.</translation>
    </message>
    <message>
        <source>This is the first step.</source>
        <translation>Este es el primer paso.</translation>
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
        <translation>Aceptada</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Acciones</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Respuestas</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Rechazada</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Hecha</translation>
    </message>
    <message>
        <source>Failed, nothing was sent</source>
        <translation>Falló, no se envió nada</translation>
    </message>
    <message>
        <source>Finish sends</source>
        <translation>Al finalizar se envía</translation>
    </message>
    <message>
        <source>No action was accepted or declined.</source>
        <translation>No se aceptó ni se rechazó ninguna acción.</translation>
    </message>
    <message>
        <source>No step of the guide was answered.</source>
        <translation>No se respondió ningún paso del guion.</translation>
    </message>
    <message>
        <source>No system takes this call; it is kept on this computer.</source>
        <translation>Ningún sistema recibe esta llamada; queda en este equipo.</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Omitido</translation>
    </message>
    <message>
        <source>Skipped: {reason}</source>
        <translation>Omitido: {reason}</translation>
    </message>
    <message>
        <source>Undone, nothing was sent</source>
        <translation>Deshecha, no se envió nada</translation>
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
            <numerusform>%Ln con retraso</numerusform>
            <numerusform>%Ln con retraso</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln values</source>
        <translation>
            <numerusform>%Ln valor</numerusform>
            <numerusform>%Ln valores</numerusform>
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
        <translation>Riesgo de baja</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Last NPS</source>
        <translation>Último NPS</translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation>Valor del cliente</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>No es esta persona</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>Pedidos abiertos</translation>
    </message>
    <message>
        <source>of {max}</source>
        <translation>de {max}</translation>
    </message>
</context>
<context>
    <name>HeaderFigures</name>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>{what}: no system offers this</source>
        <translation>{what}: ningún sistema lo ofrece</translation>
    </message>
    <message>
        <source>{what}: none on file</source>
        <translation>{what}: no consta</translation>
    </message>
    <message>
        <source>{what}: waiting for {source}</source>
        <translation>{what}: a la espera de {source}</translation>
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
            <numerusform>%Ln con retraso</numerusform>
            <numerusform>%Ln con retraso</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln possible customers</source>
        <translation>
            <numerusform>%Ln cliente posible</numerusform>
            <numerusform>%Ln clientes posibles</numerusform>
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
        <translation>Elegir</translation>
    </message>
    <message>
        <source>Chosen by you</source>
        <translation>Elegido por usted</translation>
    </message>
    <message>
        <source>Chosen by you · not verified</source>
        <translation>Elegido por usted · sin verificar</translation>
    </message>
    <message>
        <source>Churn risk</source>
        <translation>Riesgo de baja</translation>
    </message>
    <message>
        <source>Customer since {month}</source>
        <translation>Cliente desde {month}</translation>
    </message>
    <message>
        <source>Last NPS</source>
        <translation>Último NPS</translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation>Valor del cliente</translation>
    </message>
    <message>
        <source>Looking up</source>
        <translation>Buscando</translation>
    </message>
    <message>
        <source>Matched · {how}</source>
        <translation>Asociado · {how}</translation>
    </message>
    <message>
        <source>No name on file</source>
        <translation>Sin nombre registrado</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>N.º&#xa0;{number}</translation>
    </message>
    <message>
        <source>Not identified</source>
        <translation>Sin identificar</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Número oculto</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>Pedidos abiertos</translation>
    </message>
    <message>
        <source>Saved copy, {age}</source>
        <translation>Copia, {age}</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>Llamante desconocido</translation>
    </message>
    <message>
        <source>Unknown number</source>
        <translation>Número desconocido</translation>
    </message>
    <message>
        <source>Verified by you</source>
        <translation>Verificado por usted</translation>
    </message>
    <message>
        <source>Verified · {how}</source>
        <translation>Verificado · {how}</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>ocupado</translation>
    </message>
    <message>
        <source>customer number</source>
        <translation>número de cliente</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>sin respuesta</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>falta la clave</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>no permitido</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>aún sin leer</translation>
    </message>
    <message>
        <source>of {max}</source>
        <translation>de {max}</translation>
    </message>
    <message>
        <source>says: {name}</source>
        <translation>dice: {name}</translation>
    </message>
    <message>
        <source>sign in</source>
        <translation>iniciar sesión</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>ilegible</translation>
    </message>
</context>
<context>
    <name>IdlePage</name>
    <message>
        <source>Average handling</source>
        <translation>Tiempo medio</translation>
    </message>
    <message>
        <source>Callbacks and promises</source>
        <translation>Llamadas y promesas pendientes</translation>
    </message>
    <message>
        <source>Calls today</source>
        <translation>Llamadas de hoy</translation>
    </message>
    <message>
        <source>Give up: {reason}</source>
        <translation>Abandonar: {reason}</translation>
    </message>
    <message>
        <source>Mark as done</source>
        <translation>Marcar como hecho</translation>
    </message>
    <message>
        <source>No calls yet.</source>
        <translation>Aún no hay llamadas.</translation>
    </message>
    <message>
        <source>Nothing is due, or you are away</source>
        <translation>No hay nada pendiente, o está ausente</translation>
    </message>
    <message>
        <source>Ready for the next call</source>
        <translation>Listo para la próxima llamada</translation>
    </message>
    <message>
        <source>Recent calls</source>
        <translation>Llamadas recientes</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Search customers, orders, articles, or type a number</source>
        <translation>Busque clientes, pedidos, artículos o escriba un número</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Enviar de nuevo</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espacio</translation>
    </message>
    <message>
        <source>To finish</source>
        <translation>Por terminar</translation>
    </message>
    <message>
        <source>To send</source>
        <translation>Por enviar</translation>
    </message>
    <message>
        <source>What becomes of it?</source>
        <translation>¿Qué se hace con ello?</translation>
    </message>
    <message>
        <source>Why are you away?</source>
        <translation>¿Por qué se ausenta?</translation>
    </message>
    <message>
        <source>You are away</source>
        <translation>Está ausente</translation>
    </message>
    <message>
        <source>Your day</source>
        <translation>Su día</translation>
    </message>
    <message>
        <source>done by hand</source>
        <translation>hecho a mano</translation>
    </message>
    <message>
        <source>no calls yet</source>
        <translation>aún sin llamadas</translation>
    </message>
    <message>
        <source>no longer needed</source>
        <translation>ya no hace falta</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>was a mistake</source>
        <translation>fue un error</translation>
    </message>
</context>
<context>
    <name>IdleWords</name>
    <message numerus="yes">
        <source>%Ln callbacks wait until you are available again.</source>
        <translation>
            <numerusform>%Ln llamada espera hasta que vuelva a estar disponible.</numerusform>
            <numerusform>%Ln llamadas esperan hasta que vuelva a estar disponible.</numerusform>
        </translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Disponible</translation>
    </message>
    <message>
        <source>Average handling {average}, {goal}, {over}</source>
        <translation>Tiempo medio {average}, {goal}, {over}</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Ausente</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>Descanso</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Caso</translation>
    </message>
    <message>
        <source>Change of the customer</source>
        <translation>Cambio del cliente</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Consentimiento</translation>
    </message>
    <message>
        <source>Customer no longer on file</source>
        <translation>Cliente ya no guardado</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Seguimiento</translation>
    </message>
    <message>
        <source>It may have arrived: look in {system} first.</source>
        <translation>Puede haber llegado: mire primero en {system}.</translation>
    </message>
    <message>
        <source>Lunch</source>
        <translation>Almuerzo</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>Reunión</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
    </message>
    <message>
        <source>Missed call, call back</source>
        <translation>Llamada perdida, devolver</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Cliente nuevo</translation>
    </message>
    <message>
        <source>No callbacks while you are away.</source>
        <translation>No hay llamadas pendientes mientras está ausente.</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>Sin terminar</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Nothing is due in the next seven days. Follow-ups you promise in a call appear here.</source>
        <translation>No hay nada pendiente en los próximos siete días. Lo que promete en una llamada aparece aquí.</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>Número oculto</translation>
    </message>
    <message>
        <source>Only here: your phone cannot be told</source>
        <translation>Solo aquí: su teléfono no lo sabe</translation>
    </message>
    <message>
        <source>Record of the call</source>
        <translation>Registro de la llamada</translation>
    </message>
    <message>
        <source>Somebody has changed it in {system} meanwhile: look there.</source>
        <translation>Alguien lo ha cambiado entretanto en {system}: mírelo allí.</translation>
    </message>
    <message>
        <source>Survey invitation</source>
        <translation>Invitación a la encuesta</translation>
    </message>
    <message>
        <source>Telling the phone…</source>
        <translation>Avisando al teléfono…</translation>
    </message>
    <message>
        <source>The phone did not take it: set it there too</source>
        <translation>El teléfono no lo aceptó: cámbielo allí también</translation>
    </message>
    <message>
        <source>The phone knows</source>
        <translation>El teléfono lo sabe</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Formación</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>Llamante desconocido</translation>
    </message>
    <message>
        <source>Wrap-up: {who}</source>
        <translation>Cierre: {who}</translation>
    </message>
    <message>
        <source>goal {goal}</source>
        <translation>objetivo {goal}</translation>
    </message>
    <message>
        <source>needs you</source>
        <translation>le necesita</translation>
    </message>
    <message>
        <source>no answer {when}</source>
        <translation>sin respuesta {when}</translation>
    </message>
    <message>
        <source>{reason}  {time}</source>
        <translation>{reason}  {time}</translation>
    </message>
    <message>
        <source>{system} did not take it.</source>
        <translation>{system} no lo aceptó.</translation>
    </message>
    <message>
        <source>{time} over goal</source>
        <translation>{time} sobre el objetivo</translation>
    </message>
    <message>
        <source>{what} for {system}</source>
        <translation>{what} para {system}</translation>
    </message>
</context>
<context>
    <name>JourneyWords</name>
    <message numerus="yes">
        <source>%Ln pain points</source>
        <translation>
            <numerusform>%Ln problema</numerusform>
            <numerusform>%Ln problemas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln touchpoints</source>
        <translation>
            <numerusform>%Ln punto de contacto</numerusform>
            <numerusform>%Ln puntos de contacto</numerusform>
        </translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>Compra</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>Queja</translation>
    </message>
    <message>
        <source>Customer since {month}</source>
        <translation>Cliente desde {month}</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Entrega</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>Opinión</translation>
    </message>
    <message>
        <source>Found us</source>
        <translation>Llegada</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Retraso</translation>
    </message>
    <message>
        <source>Low score</source>
        <translation>Nota baja</translation>
    </message>
    <message>
        <source>Pain</source>
        <translation>Problema</translation>
    </message>
    <message>
        <source>Renewed</source>
        <translation>Renovación</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Repetido</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Etapa</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message numerus="yes">
        <source>{part}, %Ln with pain</source>
        <translation>
            <numerusform>{part}, %Ln con problemas</numerusform>
            <numerusform>{part}, %Ln con problemas</numerusform>
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
        <translation>{keys}, normalmente {usual}</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Act on an alert</source>
        <translation>Actuar sobre una alerta</translation>
    </message>
    <message>
        <source>Actions and wrap-up</source>
        <translation>Acciones y cierre</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertas</translation>
    </message>
    <message>
        <source>All as usual</source>
        <translation>Todo como siempre</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Todas las teclas</translation>
    </message>
    <message>
        <source>All keys are as usual again.</source>
        <translation>Todas las teclas vuelven a ser las de siempre.</translation>
    </message>
    <message>
        <source>Answer in the guide</source>
        <translation>Respuesta en el guion</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Llamada</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Enter on a row gives it other keys, Backspace the usual ones.</source>
        <translation>Intro en una fila le da otras teclas; Retroceso, las de siempre.</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Guion</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>Panel</translation>
    </message>
    <message>
        <source>Panels and timeline</source>
        <translation>Paneles e historial</translation>
    </message>
    <message>
        <source>Press the new keys for “{title}”. Esc leaves them as they are.</source>
        <translation>Pulse las teclas nuevas para «{title}». Esc las deja como están.</translation>
    </message>
    <message>
        <source>The site&apos;s [keys] cannot be used as written: {entries}. Tell whoever keeps site.toml.</source>
        <translation>Las [keys] del sitio no se pueden usar así: {entries}. Avise a quien lleva site.toml.</translation>
    </message>
    <message>
        <source>These go with their digits and stay as they are</source>
        <translation>Estas van con sus cifras y se quedan como están</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Ventana</translation>
    </message>
    <message>
        <source>{keys} already does “{title}”. Press others, or change that one first.</source>
        <translation>{keys} ya hace «{title}». Pulse otras o cambie antes esa.</translation>
    </message>
    <message>
        <source>{keys} belongs to the system and never gets here. Press others.</source>
        <translation>{keys} es del sistema y nunca llega aquí. Pulse otras.</translation>
    </message>
    <message>
        <source>{keys} does “{title}” from now on.</source>
        <translation>{keys} hace «{title}» desde ahora.</translation>
    </message>
    <message>
        <source>{keys} edits text everywhere. Take another key with Ctrl.</source>
        <translation>{keys} edita texto en todas partes. Tome otra tecla con Ctrl.</translation>
    </message>
    <message>
        <source>{keys} is AltGr on many keyboards, which types characters. Use Ctrl or Alt alone.</source>
        <translation>{keys} es AltGr en muchos teclados y escribe signos. Use solo Ctrl o solo Alt.</translation>
    </message>
    <message>
        <source>{keys} moves about and edits in fields. Hold Ctrl or Alt with it.</source>
        <translation>{keys} se mueve y edita en los campos. Pulse además Ctrl o Alt.</translation>
    </message>
    <message>
        <source>{keys} types something while you write. Hold Ctrl or Alt with it, or take an F key.</source>
        <translation>{keys} escribe algo mientras usted escribe. Pulse además Ctrl o Alt, o tome una tecla F.</translation>
    </message>
    <message>
        <source>“{title}” has no keys.</source>
        <translation>«{title}» no tiene teclas.</translation>
    </message>
</context>
<context>
    <name>LanguageChoice</name>
    <message>
        <source>Language: {name}</source>
        <translation>Idioma: {name}</translation>
    </message>
    <message>
        <source>after this call</source>
        <translation>después de esta llamada</translation>
    </message>
</context>
<context>
    <name>LetterField</name>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
</context>
<context>
    <name>LetterWords</name>
    <message numerus="yes">
        <source>%Ln gaps to fill</source>
        <translation>
            <numerusform>%Ln hueco por rellenar</numerusform>
            <numerusform>%Ln huecos por rellenar</numerusform>
        </translation>
    </message>
    <message>
        <source>A card number was covered. Look again, then send.</source>
        <translation>Se ocultó un número de tarjeta. Revíselo y después envíe.</translation>
    </message>
    <message>
        <source>Already sent with other words. Write another one.</source>
        <translation>Ya se envió con otras palabras. Escriba otro mensaje.</translation>
    </message>
    <message>
        <source>Chat reply</source>
        <translation>Respuesta de chat</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>Fill what stands in [brackets] first.</source>
        <translation>Rellene primero lo que está entre [corchetes].</translation>
    </message>
    <message>
        <source>It is being sent.</source>
        <translation>Se está enviando.</translation>
    </message>
    <message>
        <source>It was sent.</source>
        <translation>Se ha enviado.</translation>
    </message>
    <message>
        <source>No address on file: type one</source>
        <translation>No consta dirección: escriba una</translation>
    </message>
    <message>
        <source>No connected system sends this.</source>
        <translation>Ningún sistema conectado lo envía.</translation>
    </message>
    <message>
        <source>No connected system sends this. Copy the text and send it another way.</source>
        <translation>Ningún sistema conectado lo envía. Copie el texto y envíelo por otra vía.</translation>
    </message>
    <message>
        <source>No number on file: type one</source>
        <translation>No consta número: escriba uno</translation>
    </message>
    <message>
        <source>Not a telephone number.</source>
        <translation>No es un número de teléfono.</translation>
    </message>
    <message>
        <source>Not one e-mail address.</source>
        <translation>No es una sola dirección de correo.</translation>
    </message>
    <message>
        <source>Not sent: it could not be saved. Try again.</source>
        <translation>Sin enviar: no se pudo guardar. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>On its way since {time}</source>
        <translation>En camino desde las {time}</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Enviando…</translation>
    </message>
    <message>
        <source>Text message</source>
        <translation>SMS</translation>
    </message>
    <message>
        <source>The subject is missing.</source>
        <translation>Falta el asunto.</translation>
    </message>
    <message>
        <source>There is nothing to send yet.</source>
        <translation>Todavía no hay nada que enviar.</translation>
    </message>
    <message>
        <source>Where to? Type a number.</source>
        <translation>¿Adónde? Escriba un número.</translation>
    </message>
    <message>
        <source>Where to? Type an address.</source>
        <translation>¿Adónde? Escriba una dirección.</translation>
    </message>
    <message>
        <source>begun, not sent</source>
        <translation>empezado, sin enviar</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>enviándose</translation>
    </message>
    <message>
        <source>for other call types</source>
        <translation>para otros motivos de llamada</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>enviado</translation>
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
        <translation>Esc cancela. Todo se puede deshacer hasta que se envíe.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ejecutar</translation>
    </message>
</context>
<context>
    <name>MacroWords</name>
    <message>
        <source>Begins a letter</source>
        <translation>Empieza una carta</translation>
    </message>
    <message>
        <source>Due in days</source>
        <translation>Plazo (días)</translation>
    </message>
    <message>
        <source>Opens the panel</source>
        <translation>Abre el panel</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>Promete</translation>
    </message>
    <message>
        <source>Sets the disposition</source>
        <translation>Fija el resultado</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Call in view – Callside</source>
        <translation>Llamada a la vista – Callside</translation>
    </message>
    <message>
        <source>Macros, letters, quick texts</source>
        <translation>Macros, cartas, textos rápidos</translation>
    </message>
    <message>
        <source>Ringing – Callside</source>
        <translation>Sonando – Callside</translation>
    </message>
</context>
<context>
    <name>NarrowFoot</name>
    <message>
        <source>Finish</source>
        <translation>Finalizar</translation>
    </message>
    <message>
        <source>Next action, notes and finish</source>
        <translation>Próxima acción, notas y cierre</translation>
    </message>
    <message>
        <source>No action fits now</source>
        <translation>Ahora no encaja ninguna acción</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
</context>
<context>
    <name>NewCustomerForm</name>
    <message>
        <source>A telephone number or an e-mail address is needed.</source>
        <translation>Hace falta un teléfono o un correo.</translation>
    </message>
    <message>
        <source>Back to search</source>
        <translation>Volver a la búsqueda</translation>
    </message>
    <message>
        <source>Could not be saved; nothing was sent.</source>
        <translation>No se pudo guardar; no se envió nada.</translation>
    </message>
    <message>
        <source>Create customer</source>
        <translation>Crear cliente</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>No connected system takes new customers.</source>
        <translation>Ningún sistema conectado admite clientes nuevos.</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>Falta el nombre.</translation>
    </message>
    <message>
        <source>This is not a telephone number.</source>
        <translation>No es un número de teléfono.</translation>
    </message>
    <message>
        <source>This is not an e-mail address.</source>
        <translation>No es una dirección de correo.</translation>
    </message>
</context>
<context>
    <name>NotesField</name>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>Notes, saved as you type ({keys})</source>
        <translation>Notas, se guardan al escribir ({keys})</translation>
    </message>
</context>
<context>
    <name>Pager</name>
    <message>
        <source>Actions</source>
        <translation>Acciones</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Historial</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Nothing fits. Try fewer letters.</source>
        <translation>Nada coincide. Pruebe con menos letras.</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Resultados</translation>
    </message>
    <message>
        <source>Search or run</source>
        <translation>Buscar o ejecutar</translation>
    </message>
    <message>
        <source>Search or run…</source>
        <translation>Buscar o ejecutar…</translation>
    </message>
    <message>
        <source>↑ ↓ choose    ↵ run    Esc close</source>
        <translation>↑ ↓ elegir    ↵ ejecutar    Esc cerrar</translation>
    </message>
</context>
<context>
    <name>PaletteEntries</name>
    <message>
        <source>Call type: {name}</source>
        <translation>Motivo de llamada: {name}</translation>
    </message>
    <message>
        <source>Disposition: {path}</source>
        <translation>Tipificación: {path}</translation>
    </message>
    <message>
        <source>Find customer: {text}</source>
        <translation>Buscar cliente: {text}</translation>
    </message>
    <message>
        <source>Guide step: {title}</source>
        <translation>Paso del guion: {title}</translation>
    </message>
    <message>
        <source>Macro: {title}</source>
        <translation>Macro: {title}</translation>
    </message>
    <message>
        <source>Quick texts…</source>
        <translation>Textos rápidos…</translation>
    </message>
    <message>
        <source>Read: {title}</source>
        <translation>Leer: {title}</translation>
    </message>
    <message>
        <source>Why, or why not: {title}</source>
        <translation>Por qué, o por qué no: {title}</translation>
    </message>
    <message>
        <source>Write: {title}</source>
        <translation>Escribir: {title}</translation>
    </message>
    <message>
        <source>Your own quick texts</source>
        <translation>Sus propios textos rápidos</translation>
    </message>
    <message>
        <source>in all systems</source>
        <translation>en todos los sistemas</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>sugerido</translation>
    </message>
    <message>
        <source>{field}, as in {system}</source>
        <translation>{field}, como en {system}</translation>
    </message>
</context>
<context>
    <name>PanelBar</name>
    <message>
        <source>Choose a row that has a link.</source>
        <translation>Elija una fila que tenga enlace.</translation>
    </message>
    <message>
        <source>Newer invoice</source>
        <translation>Factura posterior</translation>
    </message>
    <message>
        <source>No connected system keeps these.</source>
        <translation>Ningún sistema conectado los guarda.</translation>
    </message>
    <message>
        <source>Older invoice</source>
        <translation>Factura anterior</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Open in {system}</source>
        <translation>Abrir en {system}</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualizar</translation>
    </message>
    <message>
        <source>Slow: no answer yet</source>
        <translation>Lento: aún sin respuesta</translation>
    </message>
    <message>
        <source>This is the newest invoice.</source>
        <translation>Esta es la factura más reciente.</translation>
    </message>
    <message>
        <source>This is the oldest invoice that was read.</source>
        <translation>Esta es la factura más antigua leída.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Waiting for {systems}</source>
        <translation>A la espera de {systems}</translation>
    </message>
    <message>
        <source>there are more than shown</source>
        <translation>hay más de los que se muestran</translation>
    </message>
    <message>
        <source>{n} of {count}</source>
        <translation>{n} de {count}</translation>
    </message>
</context>
<context>
    <name>PanelColumns</name>
    <message>
        <source>About</source>
        <translation>Sobre</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agente</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Caso</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoría</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Canal</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Comentario</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Vence</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>Productos</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Factura</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Emitida</translation>
    </message>
    <message>
        <source>Last payment</source>
        <translation>Último pago</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Pendiente</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Abierto</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Pedido</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Responsable</translation>
    </message>
    <message>
        <source>Placed</source>
        <translation>Pedido el</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Prioridad</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>Prometido</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Sentimiento</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Puntuación</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Asunto</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Resumen</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>Encuesta</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Tracking</source>
        <translation>Envío</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Sí</translation>
    </message>
</context>
<context>
    <name>PanelTable</name>
    <message>
        <source>No connected system keeps these.</source>
        <translation>Ningún sistema conectado los guarda.</translation>
    </message>
    <message>
        <source>Nothing could be read, and nothing is kept from before.</source>
        <translation>No se pudo leer nada y no hay nada anterior guardado.</translation>
    </message>
    <message>
        <source>Shown as soon as it is clear who is calling.</source>
        <translation>Aparece en cuanto se sabe quién llama.</translation>
    </message>
    <message>
        <source>This invoice has no lines on file.</source>
        <translation>No constan líneas de esta factura.</translation>
    </message>
    <message>
        <source>{nothing} ({systems}, live).</source>
        <translation>{nothing} ({systems}, en vivo).</translation>
    </message>
</context>
<context>
    <name>PanelWords</name>
    <message numerus="yes">
        <source>%Ln articles</source>
        <translation>
            <numerusform>%Ln artículo</numerusform>
            <numerusform>%Ln artículos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cases</source>
        <translation>
            <numerusform>%Ln caso</numerusform>
            <numerusform>%Ln casos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contacts</source>
        <translation>
            <numerusform>%Ln contacto</numerusform>
            <numerusform>%Ln contactos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln dates</source>
        <translation>
            <numerusform>%Ln fecha</numerusform>
            <numerusform>%Ln fechas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln for this step</source>
        <translation>
            <numerusform>%Ln para este paso</numerusform>
            <numerusform>%Ln para este paso</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln invoices</source>
        <translation>
            <numerusform>%Ln factura</numerusform>
            <numerusform>%Ln facturas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln late</source>
        <translation>
            <numerusform>%Ln con retraso</numerusform>
            <numerusform>%Ln con retraso</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln open</source>
        <translation>
            <numerusform>%Ln abierto</numerusform>
            <numerusform>%Ln abiertos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln orders</source>
        <translation>
            <numerusform>%Ln pedido</numerusform>
            <numerusform>%Ln pedidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln overdue</source>
        <translation>
            <numerusform>%Ln vencido</numerusform>
            <numerusform>%Ln vencidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln fila</numerusform>
            <numerusform>%Ln filas</numerusform>
        </translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Any call</source>
        <translation>Cualquier llamada</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artículo</translation>
    </message>
    <message>
        <source>Ask for the invoice number: it may be on another account.</source>
        <translation>Pida el número de factura: puede estar en otra cuenta.</translation>
    </message>
    <message>
        <source>Ask how the customer wants to be reached.</source>
        <translation>Pregunte cómo prefiere el cliente que se le contacte.</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Caso</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Casos</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contacto</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Contactos</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>Contrato</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Fechas</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>Opiniones</translation>
    </message>
    <message>
        <source>Find customer</source>
        <translation>Buscar cliente</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Para</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Factura</translation>
    </message>
    <message>
        <source>Invoice {number}</source>
        <translation>Factura {number}</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>Facturas</translation>
    </message>
    <message>
        <source>Journey</source>
        <translation>Recorrido</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>Conocimiento</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Concepto</translation>
    </message>
    <message>
        <source>No article for this kind of call</source>
        <translation>No hay artículos para este motivo</translation>
    </message>
    <message>
        <source>No birthdays, renewals or other dates on file</source>
        <translation>No constan cumpleaños, renovaciones ni otras fechas</translation>
    </message>
    <message>
        <source>No cases on file</source>
        <translation>No constan casos</translation>
    </message>
    <message>
        <source>No contacts on file</source>
        <translation>No constan contactos</translation>
    </message>
    <message>
        <source>No contract dates on file</source>
        <translation>No constan fechas de contrato</translation>
    </message>
    <message>
        <source>No invoices on file</source>
        <translation>No constan facturas</translation>
    </message>
    <message>
        <source>No orders on file</source>
        <translation>No constan pedidos</translation>
    </message>
    <message>
        <source>No survey answers on file</source>
        <translation>No constan respuestas de encuestas</translation>
    </message>
    <message>
        <source>Nothing has happened yet that is on file</source>
        <translation>Aún no consta que haya pasado nada</translation>
    </message>
    <message>
        <source>Nothing on file</source>
        <translation>No consta nada</translation>
    </message>
    <message>
        <source>Nothing on file about language, channels or consents</source>
        <translation>No consta nada sobre idioma, canales o consentimientos</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Pedido</translation>
    </message>
    <message>
        <source>Ordered as a guest? Ask for the order number or the e-mail address.</source>
        <translation>¿Compró como invitado? Pida el número de pedido o el correo.</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Pedidos</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Periodo</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Preferencias</translation>
    </message>
    <message>
        <source>Search all articles with Ctrl K.</source>
        <translation>Ctrl K busca en todos los artículos.</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>Encuesta</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>This call</source>
        <translation>Esta llamada</translation>
    </message>
    <message>
        <source>This step</source>
        <translation>Este paso</translation>
    </message>
    <message>
        <source>Total {amount}</source>
        <translation>Total {amount}</translation>
    </message>
    <message>
        <source>Who is calling?</source>
        <translation>¿Quién llama?</translation>
    </message>
    <message>
        <source>issued {day}</source>
        <translation>emitida {day}</translation>
    </message>
    <message>
        <source>last {when}</source>
        <translation>último {when}</translation>
    </message>
    <message>
        <source>next {when}</source>
        <translation>próxima {when}</translation>
    </message>
    <message>
        <source>{amount} open</source>
        <translation>{amount} pendientes</translation>
    </message>
</context>
<context>
    <name>PanelsPane</name>
    <message>
        <source>Panels</source>
        <translation>Paneles</translation>
    </message>
</context>
<context>
    <name>PeopleEntries</name>
    <message>
        <source>Asking…</source>
        <translation>Preguntando…</translation>
    </message>
    <message>
        <source>Call {number}</source>
        <translation>Llamar al {number}</translation>
    </message>
    <message>
        <source>No customer found for “{text}”.</source>
        <translation>No se encontró ningún cliente para «{text}».</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>N.º&#xa0;{number}</translation>
    </message>
    <message>
        <source>Nobody of those seen in the last 30 days fits.</source>
        <translation>Nadie de los últimos 30 días coincide.</translation>
    </message>
    <message>
        <source>Not complete: {trouble}</source>
        <translation>Incompleto: {trouble}</translation>
    </message>
    <message>
        <source>Search in all systems</source>
        <translation>Buscar en todos los sistemas</translation>
    </message>
    <message>
        <source>Similar</source>
        <translation>Parecida</translation>
    </message>
    <message>
        <source>This caller is {name}</source>
        <translation>Quien llama es {name}</translation>
    </message>
    <message>
        <source>by case</source>
        <translation>por el caso</translation>
    </message>
    <message>
        <source>by customer number</source>
        <translation>por el número de cliente</translation>
    </message>
    <message>
        <source>by e-mail</source>
        <translation>por el correo</translation>
    </message>
    <message>
        <source>by number</source>
        <translation>por el número</translation>
    </message>
    <message>
        <source>by order</source>
        <translation>por el pedido</translation>
    </message>
    <message>
        <source>last contact {when}</source>
        <translation>último contacto {when}</translation>
    </message>
    <message>
        <source>live</source>
        <translation>en vivo</translation>
    </message>
</context>
<context>
    <name>PickList</name>
    <message>
        <source>Key</source>
        <translation>Tecla</translation>
    </message>
</context>
<context>
    <name>PreferenceWords</name>
    <message numerus="yes">
        <source>%Ln consents</source>
        <translation>
            <numerusform>%Ln consentimiento</numerusform>
            <numerusform>%Ln consentimientos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln values</source>
        <translation>
            <numerusform>%Ln valor</numerusform>
            <numerusform>%Ln valores</numerusform>
        </translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Best time</source>
        <translation>Mejor hora</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>Cumpleaños</translation>
    </message>
    <message>
        <source>Consent: {what}</source>
        <translation>Consentimiento: {what}</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>Consentimientos</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Origen</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Otorgado</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>None given</source>
        <translation>Ninguno otorgado</translation>
    </message>
    <message>
        <source>On file</source>
        <translation>Registrado</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>Prefers</source>
        <translation>Prefiere</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Denegado</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segmento</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
</context>
<context>
    <name>PreviewPage</name>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Llamada</translation>
    </message>
    <message>
        <source>Call type</source>
        <translation>Tipo de llamada</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Empresa</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>Cliente desde</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>Tipificación</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Finalizada</translation>
    </message>
    <message>
        <source>Handled</source>
        <translation>Atendida</translation>
    </message>
    <message>
        <source>In full</source>
        <translation>Completo</translation>
    </message>
    <message>
        <source>Inbound</source>
        <translation>Entrante</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Lo último</translation>
    </message>
    <message>
        <source>Lifetime value</source>
        <translation>Valor del cliente</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Outbound</source>
        <translation>Saliente</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>Prometido</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Cola</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>Solo lectura</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segmento</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>Llamante desconocido</translation>
    </message>
    <message>
        <source>as seen {age} ago</source>
        <translation>visto hace {age}</translation>
    </message>
    <message>
        <source>just found; records open in a call</source>
        <translation>recién encontrado; los datos se abren en una llamada</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
</context>
<context>
    <name>PreviewSheet</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>PromisesPane</name>
    <message>
        <source>Promised to this customer</source>
        <translation>Prometido a este cliente</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>y %Ln más</numerusform>
            <numerusform>y %Ln más</numerusform>
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
        <translation>1–5 o ↑ ↓ ↵ elegir    Esc cerrar</translation>
    </message>
    <message>
        <source>Quick texts</source>
        <translation>Textos rápidos</translation>
    </message>
    <message>
        <source>Space expands    {key} choose    Esc close</source>
        <translation>Espacio inserta    {key} elegir    Esc cerrar</translation>
    </message>
</context>
<context>
    <name>QuickSheet</name>
    <message>
        <source>Abbreviation</source>
        <translation>Abreviatura</translation>
    </message>
    <message>
        <source>Choose one from the list first.</source>
        <translation>Elija primero uno de la lista.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Kept until Callside closes: nothing can be stored here.</source>
        <translation>Se conserva hasta cerrar Callside: aquí no se puede guardar nada.</translation>
    </message>
    <message>
        <source>Kept. Type ;{abbr} and a space.</source>
        <translation>Guardado. Escriba «;{abbr}» y un espacio.</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>No fact is called {name}.</source>
        <translation>Ningún dato se llama {name}.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>The text is too long: 1,000 characters fit.</source>
        <translation>El texto es demasiado largo: caben 1000 caracteres.</translation>
    </message>
    <message>
        <source>The text, with {customer.name} and other facts in it</source>
        <translation>El texto, también con {customer.name} y otros datos</translation>
    </message>
    <message>
        <source>Use letters, digits, _ and -, at most 16, such as thx.</source>
        <translation>Use letras, cifras, _ y -, 16 como máximo, por ejemplo gracias.</translation>
    </message>
    <message>
        <source>Write the text it becomes.</source>
        <translation>Escriba el texto.</translation>
    </message>
    <message>
        <source>You have 200 already. Remove one first.</source>
        <translation>Ya tiene 200. Quite uno primero.</translation>
    </message>
    <message>
        <source>You have this abbreviation already. Choose another one.</source>
        <translation>Ya tiene esta abreviatura. Elija otra.</translation>
    </message>
    <message>
        <source>Your own quick texts</source>
        <translation>Sus propios textos rápidos</translation>
    </message>
</context>
<context>
    <name>RecordTable</name>
    <message>
        <source>Loading</source>
        <translation>Cargando</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
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
            <numerusform>%Ln más</numerusform>
            <numerusform>%Ln más</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy for IT</source>
        <translation>Copiar para TI</translation>
    </message>
    <message>
        <source>The playbook was changed and cannot be used. Calls go on with the last good one.</source>
        <translation>El playbook se ha cambiado y no se puede usar. Las llamadas siguen con el último válido.</translation>
    </message>
    <message>
        <source>version {n}</source>
        <translation>versión {n}</translation>
    </message>
    <message numerus="yes">
        <source>{version} stays: %Ln errors in the new playbook</source>
        <translation>
            <numerusform>{version} se mantiene: %Ln error en el nuevo playbook</numerusform>
            <numerusform>{version} se mantiene: %Ln errores en el nuevo playbook</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <source>Customers found</source>
        <translation>Clientes encontrados</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Find a customer</source>
        <translation>Buscar un cliente</translation>
    </message>
    <message>
        <source>Found customers appear here; a digit picks one.</source>
        <translation>Los clientes encontrados aparecen aquí; un dígito elige uno.</translation>
    </message>
    <message>
        <source>Name, number, e-mail or order number</source>
        <translation>Nombre, número, correo o número de pedido</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Cliente nuevo</translation>
    </message>
    <message>
        <source>No customer found for “{text}”.</source>
        <translation>No se encontró ningún cliente para «{text}».</translation>
    </message>
    <message>
        <source>Not complete: {trouble}</source>
        <translation>Incompleto: {trouble}</translation>
    </message>
</context>
<context>
    <name>SecondScreen</name>
    <message>
        <source>The panels are back in this window</source>
        <translation>Los paneles están de nuevo en esta ventana</translation>
    </message>
    <message>
        <source>The panels are on the other screen</source>
        <translation>Los paneles están en la otra pantalla</translation>
    </message>
    <message>
        <source>The timeline is back in this window</source>
        <translation>El historial está de nuevo en esta ventana</translation>
    </message>
    <message>
        <source>The timeline is on the other screen</source>
        <translation>El historial está en la otra pantalla</translation>
    </message>
    <message>
        <source>There is one screen: the panels are in a window of their own</source>
        <translation>Solo hay una pantalla: los paneles están en su propia ventana</translation>
    </message>
    <message>
        <source>There is one screen: the timeline is in a window of its own</source>
        <translation>Solo hay una pantalla: el historial está en su propia ventana</translation>
    </message>
</context>
<context>
    <name>SecondWindow</name>
    <message>
        <source>Bring back</source>
        <translation>Traer de vuelta</translation>
    </message>
    <message>
        <source>No call</source>
        <translation>Sin llamada</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Paneles</translation>
    </message>
    <message>
        <source>The panels of the next call appear here.</source>
        <translation>Aquí aparecen los paneles de la próxima llamada.</translation>
    </message>
    <message>
        <source>The timeline of the next call appears here.</source>
        <translation>Aquí aparece el historial de la próxima llamada.</translation>
    </message>
    <message>
        <source>There is one screen, so this is a window beside the first.</source>
        <translation>Solo hay una pantalla: esta ventana está junto a la primera.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Historial</translation>
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
        <translation>Ya no se recomienda</translation>
    </message>
</context>
<context>
    <name>SourceItem</name>
    <message>
        <source>Copy for IT</source>
        <translation>Copiar para TI</translation>
    </message>
    <message>
        <source>Data from {age}</source>
        <translation>Datos de: {age}</translation>
    </message>
    <message>
        <source>Last answer took {time}</source>
        <translation>La última respuesta tardó {time}</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualizar</translation>
    </message>
    <message>
        <source>Sign in with the browser</source>
        <translation>Iniciar sesión en el navegador</translation>
    </message>
    <message>
        <source>asked to wait</source>
        <translation>pide esperar</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>ocupado</translation>
    </message>
    <message>
        <source>key store locked</source>
        <translation>almacén de claves bloqueado</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>sin respuesta</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>falta la clave</translation>
    </message>
    <message>
        <source>no key store</source>
        <translation>sin almacén de claves</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>no permitido</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>aún sin leer</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>rechazado</translation>
    </message>
    <message>
        <source>sign-in failed</source>
        <translation>inicio de sesión fallido</translation>
    </message>
    <message>
        <source>signed out</source>
        <translation>sesión cerrada</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>lento</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>ilegible</translation>
    </message>
    <message>
        <source>{source} is asked</source>
        <translation>Se consulta {source}</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%Ln need you</source>
        <translation>
            <numerusform>%Ln requiere atención</numerusform>
            <numerusform>%Ln requieren atención</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to send</source>
        <translation>
            <numerusform>%Ln por enviar</numerusform>
            <numerusform>%Ln por enviar</numerusform>
        </translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Todas las teclas</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Contestar</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>Tipificación</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Finalizar</translation>
    </message>
    <message>
        <source>Kept until you close: nothing is saved to disk</source>
        <translation>Se conserva hasta cerrar: no se guarda nada en disco</translation>
    </message>
    <message>
        <source>Next region</source>
        <translation>Zona siguiente</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>Nothing to send</source>
        <translation>Nada por enviar</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Paneles</translation>
    </message>
    <message>
        <source>Phone ready</source>
        <translation>Teléfono listo</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
</context>
<context>
    <name>StatusWords</name>
    <message numerus="yes">
        <source>%Ln days late</source>
        <translation>
            <numerusform>%Ln día de retraso</numerusform>
            <numerusform>%Ln días de retraso</numerusform>
        </translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>Abandonado</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Respondido</translation>
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
        <translation>Llamada</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>Cancelado</translation>
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
        <translation>Cerrado</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Completado</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contacto</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Entregado</translation>
    </message>
    <message>
        <source>Detractor</source>
        <translation>Detractor</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>En disputa</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Borrador</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Por pagar</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>Escalado</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fallido</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Bueno</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>En curso</translation>
    </message>
    <message>
        <source>In transit</source>
        <translation>En camino</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Perdida</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>Mixto</translation>
    </message>
    <message>
        <source>NPS</source>
        <translation>NPS</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>Not resolved</source>
        <translation>Sin resolver</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>Aplazado</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abierto</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Vencido</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Pagada</translation>
    </message>
    <message>
        <source>Partly paid</source>
        <translation>Pagado en parte</translation>
    </message>
    <message>
        <source>Passive</source>
        <translation>Pasivo</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Pendiente</translation>
    </message>
    <message>
        <source>Poor</source>
        <translation>Malo</translation>
    </message>
    <message>
        <source>Promoter</source>
        <translation>Promotor</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Reembolsado</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Resuelto</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Devuelto</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviado</translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation>Enviado</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>Encuesta</translation>
    </message>
    <message>
        <source>Unpaid</source>
        <translation>Impagada</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>no score</source>
        <translation>sin puntuación</translation>
    </message>
    <message>
        <source>{score} of {best}</source>
        <translation>{score} de {best}</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>Done</source>
        <translation>Hecho</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Omitido</translation>
    </message>
</context>
<context>
    <name>StepsColumn</name>
    <message numerus="yes">
        <source>%Ln earlier steps</source>
        <translation>
            <numerusform>%Ln paso anterior</numerusform>
            <numerusform>%Ln pasos anteriores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln later steps</source>
        <translation>
            <numerusform>%Ln paso posterior</numerusform>
            <numerusform>%Ln pasos posteriores</numerusform>
        </translation>
    </message>
    <message>
        <source>The guide is done. What is left is the wrap-up.</source>
        <translation>El guion está hecho. Queda el cierre.</translation>
    </message>
</context>
<context>
    <name>StoreWords</name>
    <message>
        <source>A newer Callside wrote the local data: update this one</source>
        <translation>Un Callside más nuevo escribió los datos locales: actualice este</translation>
    </message>
    <message>
        <source>A newer Callside wrote the local store. Your text stays here; copy it, update.</source>
        <translation>Un Callside más nuevo escribió el almacén local. Su texto sigue aquí; cópielo y actualice.</translation>
    </message>
    <message>
        <source>A write was not saved: do it again</source>
        <translation>Algo no se guardó: hágalo de nuevo</translation>
    </message>
    <message>
        <source>Another program holds the local data: close it</source>
        <translation>Otro programa ocupa los datos locales: ciérrelo</translation>
    </message>
    <message>
        <source>Another program holds the local store. Your text stays here; finish again in a moment.</source>
        <translation>Otro programa ocupa el almacén local. Su texto sigue aquí; finalice de nuevo en un momento.</translation>
    </message>
    <message>
        <source>Another write has this one&apos;s place. Your text stays here; do it again.</source>
        <translation>Otro registro ocupa este lugar. Su texto sigue aquí; hágalo de nuevo.</translation>
    </message>
    <message>
        <source>Damaged local data was set aside; notes are saved again: tell IT</source>
        <translation>Los datos locales dañados se apartaron; las notas vuelven a guardarse: avise a TI</translation>
    </message>
    <message>
        <source>Disk almost full: free some space soon</source>
        <translation>Disco casi lleno: libere espacio pronto</translation>
    </message>
    <message>
        <source>Disk full, notes are not saved: free some space</source>
        <translation>Disco lleno, las notas no se guardan: libere espacio</translation>
    </message>
    <message>
        <source>Disk is read-only, notes are not saved: call IT</source>
        <translation>Disco de solo lectura, las notas no se guardan: llame a TI</translation>
    </message>
    <message>
        <source>Local data cannot be read: call IT</source>
        <translation>No se pueden leer los datos locales: llame a TI</translation>
    </message>
    <message>
        <source>Local data is damaged, notes are not saved: call IT</source>
        <translation>Datos locales dañados, las notas no se guardan: llame a TI</translation>
    </message>
    <message>
        <source>Local data is locked: sign in to the computer again</source>
        <translation>Datos locales bloqueados: vuelva a iniciar sesión en el equipo</translation>
    </message>
    <message>
        <source>Not saved. Your text stays here; finish again in a moment.</source>
        <translation>Sin guardar. Su texto sigue aquí; finalice de nuevo en un momento.</translation>
    </message>
    <message>
        <source>Notes are not saved: call IT</source>
        <translation>Las notas no se guardan: llame a TI</translation>
    </message>
    <message>
        <source>Notes are off, there is no safe place for them: call IT</source>
        <translation>Notas desactivadas, no hay lugar seguro: llame a TI</translation>
    </message>
    <message>
        <source>Profile on a network drive, notes are not kept: call IT</source>
        <translation>Perfil en unidad de red, las notas no se conservan: llame a TI</translation>
    </message>
    <message>
        <source>The database here is too old. Your text stays here; copy it, call IT.</source>
        <translation>La base de datos es demasiado antigua. Su texto sigue aquí; cópielo y llame a TI.</translation>
    </message>
    <message>
        <source>The database on this computer is too old: call IT</source>
        <translation>La base de datos de este equipo es demasiado antigua: llame a TI</translation>
    </message>
    <message>
        <source>The disk is full. Your text stays here; free some space, then finish again.</source>
        <translation>El disco está lleno. Su texto sigue aquí; libere espacio y finalice de nuevo.</translation>
    </message>
    <message>
        <source>The key to local data is missing: call IT</source>
        <translation>Falta la clave de los datos locales: llame a TI</translation>
    </message>
    <message>
        <source>The key to the local store is missing. Your text stays here; copy it, call IT.</source>
        <translation>Falta la clave del almacén local. Su texto sigue aquí; cópielo y llame a TI.</translation>
    </message>
    <message>
        <source>The local store cannot be read. Your text stays here; copy it, call IT.</source>
        <translation>No se puede leer el almacén local. Su texto sigue aquí; cópielo y llame a TI.</translation>
    </message>
    <message>
        <source>The local store is damaged. Your text stays here; copy it, call IT.</source>
        <translation>El almacén local está dañado. Su texto sigue aquí; cópielo y llame a TI.</translation>
    </message>
    <message>
        <source>The local store is locked. Your text stays here; sign in to the computer again.</source>
        <translation>El almacén local está bloqueado. Su texto sigue aquí; vuelva a iniciar sesión en el equipo.</translation>
    </message>
    <message>
        <source>The local store is read-only. Your text stays here; copy it, call IT.</source>
        <translation>El almacén local es de solo lectura. Su texto sigue aquí; cópielo y llame a TI.</translation>
    </message>
    <message>
        <source>Your profile lies on a network drive. Your text stays here; copy it, call IT.</source>
        <translation>Su perfil está en una unidad de red. Su texto sigue aquí; cópielo y llame a TI.</translation>
    </message>
</context>
<context>
    <name>SurveyLine</name>
    <message>
        <source>By e-mail: {question}</source>
        <translation>Por correo: {question}</translation>
    </message>
    <message>
        <source>By text message: {question}</source>
        <translation>Por SMS: {question}</translation>
    </message>
    <message>
        <source>Do not invite</source>
        <translation>No invitar</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Invitar</translation>
    </message>
    <message>
        <source>No survey: {why}</source>
        <translation>Sin encuesta: {why}</translation>
    </message>
    <message>
        <source>Why is nobody invited?</source>
        <translation>¿Por qué no se invita a nadie?</translation>
    </message>
    <message numerus="yes">
        <source>asked %Ln days ago</source>
        <translation>
            <numerusform>se preguntó hace %Ln día</numerusform>
            <numerusform>se preguntó hace %Ln días</numerusform>
        </translation>
    </message>
    <message>
        <source>asked today</source>
        <translation>ya se preguntó hoy</translation>
    </message>
    <message>
        <source>asked yesterday</source>
        <translation>se preguntó ayer</translation>
    </message>
    <message>
        <source>consent not known</source>
        <translation>no se sabe si hay consentimiento</translation>
    </message>
    <message>
        <source>no connected system invites</source>
        <translation>ningún sistema conectado invita</translation>
    </message>
    <message>
        <source>no consent</source>
        <translation>sin consentimiento</translation>
    </message>
    <message>
        <source>no e-mail address on file</source>
        <translation>no consta correo</translation>
    </message>
    <message>
        <source>no number on file</source>
        <translation>no consta número</translation>
    </message>
    <message>
        <source>none for this call</source>
        <translation>ninguna para esta llamada</translation>
    </message>
    <message>
        <source>not known when last asked</source>
        <translation>no se sabe cuándo se preguntó por última vez</translation>
    </message>
</context>
<context>
    <name>TimelineHead</name>
    <message>
        <source>All</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Llamadas</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Casos</translation>
    </message>
    <message>
        <source>Digital</source>
        <translation>Digital</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>Opiniones</translation>
    </message>
    <message>
        <source>Find in the timeline</source>
        <translation>Buscar en el historial</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Pedidos</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Historial</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>Contacts and events, newest first</source>
        <translation>Contactos y eventos, los más recientes primero</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Cargando</translation>
    </message>
</context>
<context>
    <name>TimelinePane</name>
    <message>
        <source>Earlier contacts appear here as soon as it is clear who is calling.</source>
        <translation>Los contactos anteriores aparecen aquí en cuanto se sabe quién llama.</translation>
    </message>
    <message>
        <source>Earlier contacts appear here when you have chosen the customer.</source>
        <translation>Los contactos anteriores aparecen aquí cuando haya elegido al cliente.</translation>
    </message>
    <message>
        <source>No earlier contact on file.</source>
        <translation>No consta ningún contacto anterior.</translation>
    </message>
    <message>
        <source>Not complete: {trouble}</source>
        <translation>Incompleto: {trouble}</translation>
    </message>
    <message>
        <source>Nothing could be read.</source>
        <translation>No se pudo leer nada.</translation>
    </message>
    <message>
        <source>Nothing found for “{text}”.</source>
        <translation>No se encontró nada para «{text}».</translation>
    </message>
    <message>
        <source>Nothing of this kind.</source>
        <translation>Nada de este tipo.</translation>
    </message>
    <message>
        <source>Some systems take their time; their rows come as they arrive.</source>
        <translation>Algunos sistemas tardan; sus filas aparecen a medida que llegan.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Historial</translation>
    </message>
</context>
<context>
    <name>TimelineWords</name>
    <message>
        <source>Agent: {name}</source>
        <translation>Agente: {name}</translation>
    </message>
    <message>
        <source>Appointment</source>
        <translation>Cita</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>Cumpleaños</translation>
    </message>
    <message>
        <source>Case {number}</source>
        <translation>Caso {number}</translation>
    </message>
    <message>
        <source>Contract ends</source>
        <translation>Fin del contrato</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Entrega</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Terminada</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Evento</translation>
    </message>
    <message>
        <source>Invoice {number}</source>
        <translation>Factura {number}</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>En vivo</translation>
    </message>
    <message>
        <source>No comment</source>
        <translation>Sin comentario</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Order {number}</source>
        <translation>Pedido {number}</translation>
    </message>
    <message>
        <source>Payment due</source>
        <translation>Pago pendiente</translation>
    </message>
    <message>
        <source>Queue {queue}</source>
        <translation>Cola {queue}</translation>
    </message>
    <message>
        <source>Renewal</source>
        <translation>Renovación</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Sonando</translation>
    </message>
    <message>
        <source>This call</source>
        <translation>Esta llamada</translation>
    </message>
    <message>
        <source>This call · {subject}</source>
        <translation>Esta llamada · {subject}</translation>
    </message>
    <message>
        <source>delivered {day}</source>
        <translation>entregado {day}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ahora</translation>
    </message>
    <message>
        <source>promised for {day}</source>
        <translation>prometido para {day}</translation>
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
        <translation>«{comment}»</translation>
    </message>
</context>
<context>
    <name>TopCard</name>
    <message>
        <source>Accept</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Rechazar</translation>
    </message>
    <message>
        <source>It no longer fits this call.</source>
        <translation>Ya no encaja con esta llamada.</translation>
    </message>
    <message>
        <source>No longer recommended</source>
        <translation>Ya no se recomienda</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Obligatoria</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>What stands as … is not known yet, so it cannot be sent.</source>
        <translation>Lo que aparece como … aún no se sabe, así que no se puede enviar.</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>Qué decir</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por qué</translation>
    </message>
</context>
<context>
    <name>TourBand</name>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>First-day tour</source>
        <translation>Recorrido del primer día</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Ahora no</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>Omitir el recorrido</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Empezar</translation>
    </message>
</context>
<context>
    <name>TourWords</name>
    <message>
        <source>All keys</source>
        <translation>Todas las teclas</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Contestar</translation>
    </message>
    <message>
        <source>Answer first: {answer}.</source>
        <translation>Conteste primero: {answer}.</translation>
    </message>
    <message>
        <source>Before you answer: who it is, how sure that is, and what matters about them.</source>
        <translation>Antes de contestar: quién es, con qué seguridad y qué conviene saber.</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Finalizar</translation>
    </message>
    <message>
        <source>First-day tour</source>
        <translation>Recorrido del primer día</translation>
    </message>
    <message>
        <source>Invoices, orders, cases: {panel} shows the first panel, the next digit the second.</source>
        <translation>Facturas, pedidos, casos: {panel} muestra el primer panel; la cifra siguiente, el segundo.</translation>
    </message>
    <message>
        <source>New here? Ten short steps on this window, with the calls of the demo.</source>
        <translation>¿Es nuevo aquí? Diez pasos cortos en esta ventana, con las llamadas de la demo.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>Nothing fits to recommend right now. It may after the next answer in the guide.</source>
        <translation>Ahora no hay nada que recomendar. Quizá tras la próxima respuesta de la guía.</translation>
    </message>
    <message>
        <source>Quick texts</source>
        <translation>Textos rápidos</translation>
    </message>
    <message>
        <source>Read this out, then record the answer: {choice} for the first, and so on.</source>
        <translation>Léalo en voz alta y anote la respuesta: {choice} para la primera, y así sucesivamente.</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Buscar en todo</translation>
    </message>
    <message>
        <source>That was the tour. It is there again with {search}, “First-day tour”.</source>
        <translation>Este era el recorrido. Vuelve con {search}, «Recorrido del primer día».</translation>
    </message>
    <message>
        <source>The reasons come first. {accept} accepts, {decline} declines with a reason.</source>
        <translation>Primero, los motivos. {accept} acepta, {decline} rechaza con un motivo.</translation>
    </message>
    <message>
        <source>This comes with the next call, in a few seconds.</source>
        <translation>Esto llega con la próxima llamada, en unos segundos.</translation>
    </message>
    <message>
        <source>This comes with the next call. Finish this one first: {finish}.</source>
        <translation>Esto llega con la próxima llamada. Finalice antes esta: {finish}.</translation>
    </message>
    <message>
        <source>Tour, {n} of {all}</source>
        <translation>Recorrido, {n} de {all}</translation>
    </message>
    <message>
        <source>Type {abbr} and a space in the notes. {list} lists all quick texts.</source>
        <translation>Escriba {abbr} y un espacio en las notas. {list} muestra todos los textos rápidos.</translation>
    </message>
    <message>
        <source>What the systems know</source>
        <translation>Lo que saben los sistemas</translation>
    </message>
    <message>
        <source>What to do, and why</source>
        <translation>Qué hacer y por qué</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>Qué decir</translation>
    </message>
    <message>
        <source>When you have said goodbye, {end} ends the call.</source>
        <translation>Tras despedirse, {end} finaliza la llamada.</translation>
    </message>
    <message>
        <source>Who is calling</source>
        <translation>Quién llama</translation>
    </message>
    <message>
        <source>{answer} answers. Each button here shows its key.</source>
        <translation>{answer} contesta. Cada botón muestra aquí su tecla.</translation>
    </message>
    <message>
        <source>{disposition} says how it ended. {finish} saves it all, and you are free again.</source>
        <translation>{disposition} indica cómo terminó. {finish} lo guarda todo, y queda usted libre.</translation>
    </message>
    <message>
        <source>{keys} lists every key, and changes them. Esc closes it, like everything.</source>
        <translation>{keys} muestra todas las teclas y permite cambiarlas. Esc cierra la lista, como todo.</translation>
    </message>
    <message>
        <source>{notes} takes you to the notes from anywhere. Type something: it is saved as you type.</source>
        <translation>{notes} lleva a las notas desde cualquier sitio. Escriba algo: se guarda al escribir.</translation>
    </message>
    <message>
        <source>{search} finds customers, articles and all you can do. Have a look; Esc closes it.</source>
        <translation>{search} encuentra clientes, artículos y todo lo que puede hacer. Eche un vistazo; Esc cierra.</translation>
    </message>
</context>
<context>
    <name>TransferSheet</name>
    <message>
        <source>Number or extension</source>
        <translation>Número o extensión</translation>
    </message>
    <message>
        <source>The call leaves this desk. Your notes stay.</source>
        <translation>La llamada sale de este puesto. Sus notas se quedan.</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transferir</translation>
    </message>
    <message>
        <source>Transfer to</source>
        <translation>Transferir a</translation>
    </message>
</context>
<context>
    <name>TroubleWords</name>
    <message>
        <source>I have signed in</source>
        <translation>Ya he iniciado sesión</translation>
    </message>
    <message>
        <source>Next try in {time}.</source>
        <translation>Próximo intento en {time}.</translation>
    </message>
    <message>
        <source>The key of {system} is not on this computer. Tell IT.</source>
        <translation>La clave de {system} no está en este equipo. Avise a informática.</translation>
    </message>
    <message>
        <source>The key store of this computer is locked. Unlock it, then try {system} again.</source>
        <translation>El almacén de claves de este equipo está bloqueado. Desbloquéelo y vuelva a intentarlo con {system}.</translation>
    </message>
    <message>
        <source>The sign-in to {system} did not work. Try again, or tell IT.</source>
        <translation>No se ha podido iniciar sesión en {system}. Inténtelo de nuevo o avise a informática.</translation>
    </message>
    <message>
        <source>This computer has no key store for the key of {system}. Tell IT.</source>
        <translation>Este equipo no tiene almacén de claves para la clave de {system}. Avise a informática.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>You may not see this in {system}.</source>
        <translation>No tiene permiso para ver esto en {system}.</translation>
    </message>
    <message>
        <source>{systems} could not be read.</source>
        <translation>No se pudo leer: {systems}.</translation>
    </message>
    <message>
        <source>{system} asked us to wait.</source>
        <translation>{system} nos pide esperar.</translation>
    </message>
    <message>
        <source>{system} cannot be reached.</source>
        <translation>No se puede conectar con {system}.</translation>
    </message>
    <message>
        <source>{system} could not be used.</source>
        <translation>No se pudo usar {system}.</translation>
    </message>
    <message>
        <source>{system} does not answer.</source>
        <translation>{system} no responde.</translation>
    </message>
    <message>
        <source>{system} failed several times and is left alone for a moment.</source>
        <translation>{system} falló varias veces y se deja un momento en paz.</translation>
    </message>
    <message>
        <source>{system} has a fault of its own.</source>
        <translation>{system} tiene un fallo propio.</translation>
    </message>
    <message>
        <source>{system} has not been read yet. That happens in the background.</source>
        <translation>{system} aún no se ha leído. Se hace en segundo plano.</translation>
    </message>
    <message>
        <source>{system} has signed you out. Sign in again.</source>
        <translation>{system} ha cerrado su sesión. Vuelva a iniciarla.</translation>
    </message>
    <message>
        <source>{system} is busy.</source>
        <translation>{system} está ocupado.</translation>
    </message>
    <message>
        <source>{system} refused the request.</source>
        <translation>{system} rechazó la petición.</translation>
    </message>
    <message>
        <source>{system} sent an unreadable answer.</source>
        <translation>{system} envió una respuesta ilegible.</translation>
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
        <translation>Por qué estas acciones</translation>
    </message>
</context>
<context>
    <name>WrapUpPane</name>
    <message>
        <source>Clear the disposition</source>
        <translation>Borrar la tipificación</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Finalizar</translation>
    </message>
    <message>
        <source>Finish {name}</source>
        <translation>Fin: {name}</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Seguimiento</translation>
    </message>
    <message>
        <source>It is being saved.</source>
        <translation>Se está guardando.</translation>
    </message>
    <message>
        <source>Promise something</source>
        <translation>Prometer algo</translation>
    </message>
    <message>
        <source>Saved on this computer at {time}</source>
        <translation>Guardado en este equipo a las {time}</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>Cierre</translation>
    </message>
    <message>
        <source>goal {time}</source>
        <translation>objetivo {time}</translation>
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
        <translation>Borrador</translation>
    </message>
    <message>
        <source>Follow-up not added. Finish again to close without it.</source>
        <translation>Seguimiento sin añadir. Finalice otra vez para cerrar sin él.</translation>
    </message>
    <message>
        <source>Held until sent</source>
        <translation>Pendiente de envío</translation>
    </message>
    <message>
        <source>Kept in memory until it is sent: this computer may not store it.</source>
        <translation>Se guarda en memoria hasta el envío: este equipo no puede almacenarlo.</translation>
    </message>
    <message>
        <source>Not kept here</source>
        <translation>No se conserva aquí</translation>
    </message>
    <message>
        <source>Not read out: {step}. Finish again to close without it.</source>
        <translation>Sin leer: {step}. Finalice otra vez para cerrar sin ello.</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Sin guardar</translation>
    </message>
    <message>
        <source>Not sent: {step}. Finish again to close without it.</source>
        <translation>Sin enviar: {step}. Finalice otra vez para cerrar sin ello.</translation>
    </message>
    <message>
        <source>Notes are needed to finish this call.</source>
        <translation>Hacen falta notas para finalizar.</translation>
    </message>
    <message>
        <source>Notes are off: the disk is read-only. Finish saves nothing.</source>
        <translation>Notas desactivadas: el disco es de solo lectura. Finalizar no guarda nada.</translation>
    </message>
    <message>
        <source>Notes are off: the key to the local store is missing. Finish saves nothing.</source>
        <translation>Notas desactivadas: falta la clave del almacén local. Finalizar no guarda nada.</translation>
    </message>
    <message>
        <source>Notes are off: this computer has no safe place for them. Finish saves nothing.</source>
        <translation>Notas desactivadas: este equipo no tiene un lugar seguro. Finalizar no guarda nada.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Guardado</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Guardando…</translation>
    </message>
    <message>
        <source>Say how the call ended first.</source>
        <translation>Indique primero cómo terminó la llamada.</translation>
    </message>
    <message>
        <source>Say why the customer is not invited to the survey, or invite them.</source>
        <translation>Indique por qué no se invita al cliente a la encuesta, o invítelo.</translation>
    </message>
    <message>
        <source>The guide still needs an answer: {step}.</source>
        <translation>Al guion aún le falta una respuesta: {step}.</translation>
    </message>
    <message>
        <source>This disposition needs a follow-up.</source>
        <translation>Esta tipificación necesita un seguimiento.</translation>
    </message>
    <message>
        <source>You can finish as soon as the call has ended.</source>
        <translation>Podrá finalizar en cuanto termine la llamada.</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Accept the top action</source>
        <translation>Aceptar la primera acción</translation>
    </message>
    <message>
        <source>Act on alert {n}</source>
        <translation>Actuar sobre la alerta {n}</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Todas las teclas</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Contestar</translation>
    </message>
    <message>
        <source>Answer {n} in the guide</source>
        <translation>Respuesta {n} del guion</translation>
    </message>
    <message>
        <source>Available or away</source>
        <translation>Disponible o ausente</translation>
    </message>
    <message>
        <source>Change the call type</source>
        <translation>Cambiar el motivo de la llamada</translation>
    </message>
    <message>
        <source>Decline the top action</source>
        <translation>Rechazar la primera acción</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>Tipificación</translation>
    </message>
    <message>
        <source>End the call</source>
        <translation>Colgar</translation>
    </message>
    <message>
        <source>Find in the timeline</source>
        <translation>Buscar en el historial</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Finalizar</translation>
    </message>
    <message>
        <source>First-day tour</source>
        <translation>Recorrido del primer día</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Pantalla completa</translation>
    </message>
    <message>
        <source>High contrast on or off</source>
        <translation>Contraste alto sí o no</translation>
    </message>
    <message>
        <source>Hold or resume</source>
        <translation>Poner en espera o retomar</translation>
    </message>
    <message>
        <source>Larger or smaller</source>
        <translation>Más grande o más pequeño</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Claro u oscuro</translation>
    </message>
    <message>
        <source>Macros, letters, quick texts</source>
        <translation>Macros, cartas, textos rápidos</translation>
    </message>
    <message>
        <source>Mute or unmute</source>
        <translation>Silenciar o reactivar</translation>
    </message>
    <message>
        <source>Next call</source>
        <translation>Llamada siguiente</translation>
    </message>
    <message>
        <source>Next gap in the e-mail</source>
        <translation>Hueco siguiente del correo</translation>
    </message>
    <message>
        <source>Next region</source>
        <translation>Zona siguiente</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>No es esta persona</translation>
    </message>
    <message>
        <source>Panel {n}</source>
        <translation>Panel {n}</translation>
    </message>
    <message>
        <source>Panels on second screen</source>
        <translation>Paneles en pantalla 2</translation>
    </message>
    <message>
        <source>Put the wrap-up aside</source>
        <translation>Su día, y el cierre después</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualizar</translation>
    </message>
    <message>
        <source>Search or run anything</source>
        <translation>Buscar o ejecutar</translation>
    </message>
    <message>
        <source>Send the e-mail</source>
        <translation>Enviar el correo</translation>
    </message>
    <message>
        <source>Show the new actions</source>
        <translation>Mostrar las acciones nuevas</translation>
    </message>
    <message>
        <source>Skip the step</source>
        <translation>Omitir el paso</translation>
    </message>
    <message>
        <source>Sources and ages</source>
        <translation>Orígenes y antigüedad</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>Paso atrás</translation>
    </message>
    <message>
        <source>Take the suggested follow-up</source>
        <translation>Aceptar el seguimiento</translation>
    </message>
    <message>
        <source>Timeline on second screen</source>
        <translation>Historial en pantalla 2</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transferir</translation>
    </message>
    <message>
        <source>Undo what was done last</source>
        <translation>Deshacer lo último</translation>
    </message>
    <message>
        <source>Why these actions?</source>
        <translation>¿Por qué estas acciones?</translation>
    </message>
    <message>
        <source>Write notes</source>
        <translation>Escribir notas</translation>
    </message>
</context>
<context>
    <name>languages</name>
    <message>
        <source>Arabic</source>
        <translation>árabe</translation>
    </message>
    <message>
        <source>Bulgarian</source>
        <translation>búlgaro</translation>
    </message>
    <message>
        <source>Catalan</source>
        <translation>catalán</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>chino</translation>
    </message>
    <message>
        <source>Croatian</source>
        <translation>croata</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>checo</translation>
    </message>
    <message>
        <source>Danish</source>
        <translation>danés</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>neerlandés</translation>
    </message>
    <message>
        <source>English</source>
        <translation>inglés</translation>
    </message>
    <message>
        <source>Estonian</source>
        <translation>estonio</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>finés</translation>
    </message>
    <message>
        <source>French</source>
        <translation>francés</translation>
    </message>
    <message>
        <source>German</source>
        <translation>alemán</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>griego</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>hebreo</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>hindi</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation>húngaro</translation>
    </message>
    <message>
        <source>Icelandic</source>
        <translation>islandés</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>italiano</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>japonés</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>coreano</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>letón</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>lituano</translation>
    </message>
    <message>
        <source>Norwegian Bokmål</source>
        <translation>noruego</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>persa</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>polaco</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>portugués</translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation>rumano</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>ruso</translation>
    </message>
    <message>
        <source>Serbian</source>
        <translation>serbio</translation>
    </message>
    <message>
        <source>Slovak</source>
        <translation>eslovaco</translation>
    </message>
    <message>
        <source>Slovenian</source>
        <translation>esloveno</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>español</translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation>sueco</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>tailandés</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>turco</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>ucraniano</translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation>vietnamita</translation>
    </message>
</context>
</TS>
