### Lo que oyen y leen pacientes y profesionales, en español. Véase en.ftl para las variables.

-hash-key = la tecla almohadilla
-front-desk = recepción

## Partes de frases
some-patient = un paciente
some-clinician = su profesional sanitario
or = o
others = otras personas

## A quien llama
emergency = Si se trata de una emergencia, cuelgue y marque el { $emergency }.
welcome = Ha llamado usted a { $practice }.
unavailable = { $until ->
    [unknown] { $clinician } no puede atender llamadas en este momento.
   *[other] { $clinician } no puede atender llamadas en este momento. Podrá llamar de nuevo { $until }.
}
not-reached = Lo sentimos, { $clinician } no ha podido atender su llamada.
limit-reached = { $until ->
    [unknown] Hoy ya ha llamado varias veces, así que por ahora el teléfono no sonará. Si deja un mensaje, { $clinician } recibirá el aviso enseguida.
   *[other] Hoy ya ha llamado varias veces, así que por ahora el teléfono no sonará. Volverá a sonar { $until }. Si deja un mensaje, { $clinician } recibirá el aviso enseguida.
}
press-for-urgent = Si es urgente y no puede esperar, pulse 1.
nobody-on-duty = Lo sentimos. En este momento no hay nadie de guardia para llamadas urgentes.
press-for-message = Para dejar un mensaje, pulse 2 o simplemente espere.
calling-duty = No cuelgue, por favor. Estamos llamando a la persona de guardia.
urgent-not-reached = Lo sentimos mucho. No hemos podido localizar a nadie.
leave-message = Por favor, deje un mensaje para { $clinician } después de la señal. Cuando termine, pulse { -hash-key } o simplemente cuelgue.
leave-message-practice = Por favor, deje un mensaje para { $practice } después de la señal. Cuando termine, pulse { -hash-key } o simplemente cuelgue.
recording-notice = Su mensaje se grabará y se conservará hasta que haya sido atendido.
thanks = Gracias. Su mensaje ha quedado grabado. Adiós.
key-code = Si le han dado un código de acceso, márquelo ahora y después pulse { -hash-key }.
to-front-desk = No cuelgue, por favor. Le pasamos con { -front-desk }.
front-desk-not-reached = Lo sentimos, nadie ha podido contestar en { -front-desk }.
only-with-access = Este número es solo para pacientes autorizados por la consulta.
call-front-desk = { $desk ->
    [unknown] Por favor, llame a la consulta a su número habitual.
   *[other] Por favor, llame a la consulta al { $desk }. Repito: { $desk }.
}
own-number = Usted llama desde uno de nuestros propios números, por eso no podemos pasar la llamada.
not-in-use = Ha llamado usted a { $practice }. Este número no está en servicio.
lost-track = Lo sentimos. Ha habido un problema con su llamada.
trouble = Lo sentimos. En este momento no podemos pasar su llamada. Por favor, vuelva a llamar dentro de unos minutos.
goodbye = Adiós.

## A los profesionales, en su propio teléfono: el aviso debe ser corto (tres avisos en 15 segundos)
screening = Nightbell: llama un paciente. Pulse 1 para contestar, 2 para el buzón.
screening-urgent = Nightbell: llamada urgente. Pulse 1 para contestar, 2 para el buzón.
screening-again = Pulse 1 para contestar, 2 para el buzón.
caller = { $patients }.
by-code = Quien llama ha marcado un código de acceso.
line-changed = Atención: en su teléfono, este número era antes de otro paciente.
connecting = Llamando a { $patients }.
patient-not-reached = No se ha podido localizar a { $patients }.
access-ended = El acceso de { $patients } ha terminado.
patient-not-listed = El paciente de este número ya no está en la lista.
leg-trouble = No se ha podido pasarle esta llamada. Nos ocupamos de quien llama.
own-line = Esta es su propia línea. En este momento no se pueden escuchar sus mensajes. Inténtelo de nuevo dentro de unos minutos.
## A un profesional en su propia línea, y a quien contesta una llamada hecha por Nightbell
pin-ask = Marque su clave y después pulse { -hash-key }. Si la ha olvidado, pulse asterisco y después { -hash-key }.
pin-wrong = Esa clave no es correcta.
pin-locked = Se han marcado demasiadas claves erróneas y la suya está bloqueada. Para elegir otra, pulse 1 y Nightbell llamará a este teléfono.
pin-none = Esta es su propia línea. Todavía no tiene clave. Para elegir una, pulse 1 y Nightbell llamará a este teléfono.
pin-forgotten = Para elegir una clave nueva, pulse 1 y Nightbell llamará a este teléfono.
pin-calls-back = Cuelgue ahora, por favor. Nightbell llamará a este teléfono enseguida.
pin-ask-practice = Pida al consultorio que fije su clave.
pin-new = Elija una clave de 4 a 8 cifras. Márquela ahora y después pulse { -hash-key }.
pin-again = Marque otra vez la misma clave y después pulse { -hash-key }.
pin-different = Las dos no eran iguales.
pin-unfit = Esa clave es demasiado fácil de adivinar o no tiene de 4 a 8 cifras.
pin-set = Gracias. Su clave está fijada. Para escuchar sus mensajes, llame a su propia línea.
messages = { $new ->
    [0] No tiene mensajes nuevos
    [one] Tiene 1 mensaje nuevo
   *[other] Tiene { $new } mensajes nuevos
}{ $heard ->
    [0] .
    [one] , y 1 ya escuchado.
   *[other] , y { $heard } ya escuchados.
}
own-menu = Para escuchar sus mensajes, pulse 1. Para devolver la llamada al último paciente, pulse 2. Para llamar a una conversación por su número, pulse 3.
message-from = { $any ->
    [none] De una persona desconocida, { $at }.
   *[some] De { $patients }, { $at }.
} { $seconds ->
    [one] { $seconds } segundo.
   *[other] { $seconds } segundos.
}
message-for = Se dejó para { $clinician }.
message-for-practice = Se dejó para el consultorio.
message-keys = Para anotarlo como escuchado, pulse 1. Otra vez: 2. El siguiente: 3. Devolver la llamada: 4. Borrar: 7. Volver: 9.
message-not-yet = El sonido de este mensaje todavía no ha llegado. Inténtelo de nuevo dentro de unos minutos.
message-delete-sure = Para borrar este mensaje definitivamente, pulse 7 otra vez. Para conservarlo, pulse otra tecla.
message-deleted = El mensaje está borrado.
message-noted = Está anotado como escuchado.
messages-over = No hay más mensajes.
conversation-ask = Marque el número de la conversación y después pulse { -hash-key }.
conversation-unknown = No hay ninguna conversación con este número.
nobody-to-call-back = No hay nadie a quien devolver la llamada.
placed-pin = Aquí Nightbell. Usted quería elegir una clave. Para continuar, pulse 1.
placed-phone = Aquí Nightbell para { $practice }. Si este teléfono debe usarse para las llamadas de los pacientes de { $clinician }, pulse 1. Si no, cuelgue.
placed-phone-taken = Gracias. Este teléfono se usará para las llamadas de los pacientes de { $clinician }.
placed-connect = Aquí Nightbell, con la llamada que ha pedido. Para que le conectemos, pulse 1.
placed-urgent = Aquí Nightbell. Un mensaje urgente de un paciente sigue sin respuesta. Para saber más, pulse 1.
urgent-text-from = El mensaje urgente es de { $patients }. Léalo y contéstelo, por favor. Para llamar ahora, pulse 1.

## Por escrito: mensajes a pacientes y a profesionales
emergency-written = En caso de emergencia, llame al { $emergency }.
missed-call = Llamada perdida: { $patients }, { $at }. Para devolverla, llame a este número.
missed-call-unknown = Llamada perdida de un número desconocido, { $at }.
new-message = { $seconds ->
    [one] Nuevo mensaje: { $patients }, { $seconds } segundo, { $at }. Para escucharlo, llame al { $line }.
   *[other] Nuevo mensaje: { $patients }, { $seconds } segundos, { $at }. Para escucharlo, llame al { $line }.
}
text-held = { $until ->
    [unknown] { $clinician } no lee SMS en este momento. El suyo se guarda para entregarlo luego.
   *[other] { $clinician } no lee SMS en este momento. El suyo se entrega el { $until }.
}
text-covered = { $clinician } no se encuentra disponible. Su SMS se transmite a { $cover }.
text-urgent-sent = Su SMS urgente se ha enviado a la persona de guardia.
text-not-urgent = Su SMS no se ha enviado como urgente: ahora nadie puede atenderlo así o su acceso no lo incluye. Se entrega como un SMS normal.
text-limit = Ha enviado muchos SMS en esta hora. Este se guarda para entregarlo luego.
text-stranger = { $desk ->
    [unknown] Este número solo recibe SMS de pacientes autorizados. Por favor, llame a la consulta.
   *[other] Este número solo recibe SMS de pacientes autorizados. Por favor, llame a la consulta: { $desk }.
}
text-no-pictures = No se pueden enviar fotos a este número. Por favor, escriba lo que quiere contar.
text-holds-number = Su SMS no se ha enviado: contiene el número personal de un profesional. Por favor, envíelo de nuevo sin el número.
text-stopped = No se pueden enviar más SMS: { $patients } ha pedido no recibir más (STOP). Por favor, llame por teléfono.
text-to-whom = { $any ->
    [none] No enviado: ¿para qué paciente es? Por favor, responda en la conversación de ese paciente.
   *[some] No enviado: ¿para qué paciente es? Empiece con su número y dos puntos: { $marks }.
}
text-confirm = ¿Para { $patients }? Responda { $code } para enviarlo.
command-help = Comandos: ADD número nombre 7d (añadir, 7 días), REMOVE nombre (quitar), PAUSE 2h (pausa), RESUME (reanudar), WHO (quién atiende), CALL nombre (llamar).
command-paused = En pausa hasta el { $until }. Para deshacerlo, envíe RESUME.
command-resumed = La pausa ha terminado: llamadas y SMS le llegan en su horario. Para hacer una pausa, envíe PAUSE 2h.
command-who = { $until ->
    [now] Ahora se le puede localizar.
   *[other] Se le podrá localizar de nuevo el { $until }.
} { $duty ->
    [nobody] No hay nadie de guardia.
   *[other] De guardia: { $duty }.
}
command-unknown = No se ha entendido. Envíe COMMANDS para recibir ayuda.
command-added = { $until ->
    [always] { $patient }, { $phone }, puede comunicarse con usted desde ahora. Para deshacerlo, envíe REMOVE { $first }.
   *[other] { $patient }, { $phone }, puede comunicarse con usted hasta el { $until }. Para deshacerlo, envíe REMOVE { $first }.
}
command-changed = { $until ->
    [always] { $patient }, { $phone }, puede comunicarse ahora con usted sin fecha final. Para cambiarlo, envíe ADD con otro final.
   *[other] { $patient }, { $phone }, puede comunicarse ahora con usted hasta el { $until }. Para cambiarlo, envíe ADD con otro final.
}
command-already = { $until ->
    [always] { $patient }, { $phone }, ya puede comunicarse con usted. No se ha cambiado nada.
   *[other] { $patient }, { $phone }, ya puede comunicarse con usted, hasta el { $until }. No se ha cambiado nada.
}
command-removed = { $patient } ya no puede comunicarse con usted. Para deshacerlo, envíe ADD { $phone } { $patient } (sin fecha final ni acceso urgente).
command-which = ¿A quién se refiere? { $patients }. Escriba el nombre completo o el número.
command-nobody = Nadie de su lista se llama { $name }.
command-expects-add = No se ha entendido. Escriba por ejemplo: ADD { $example } Rosa Diaz 7d
command-expects-remove = No se ha entendido. Escriba por ejemplo: REMOVE Rosa Diaz
command-expects-pause = No se ha entendido. Escriba por ejemplo: PAUSE 2h
command-failed = No se ha podido cambiar la lista. Por favor, pregunte en la consulta.
command-own-number = No se puede añadir este número: es uno de los de la consulta.

## SMS en camino
text-sent-to = Enviado a { $patients }.
text-withdrawn = No enviado a { $patients }: no se ha respondido a la pregunta. Si todavía quiere enviarlo, hágalo de nuevo.
text-not-delivered = Su SMS a { $patients } ({ $at }) no se ha entregado: { $why ->
    [opted-out] ha rechazado sus SMS (STOP). Por favor, llame por teléfono.
    [takes-no-texts] el número no recibe SMS. Por favor, llame por teléfono.
    [blocked] la red no lo ha admitido. Por favor, llame por teléfono.
    [not-reached] no se ha podido localizar el teléfono. Por favor, llame o inténtelo más tarde.
    [holds-number] contiene el número personal de un profesional. Por favor, envíelo de nuevo sin el número.
    [given-up] no se ha podido enviar en todo un día. Por favor, llame por teléfono.
    [nobody-there] el destinatario ya no está en la lista.
   *[other] no se conoce el motivo. Por favor, llame por teléfono.
}
text-not-arrived = Su SMS ({ $at }) no ha llegado a { $clinician }. Por favor, llame por teléfono.
text-phone-not-ready = Por ahora { $clinician } no puede recibir SMS. El suyo se guarda para entregarlo en cuanto sea posible. Si no puede esperar, llame por teléfono.
text-handed-over = Su SMS lleva 24 horas esperando. Se ha enviado a { $duty }, de guardia en este momento.
text-still-held = { $desk ->
    [unknown] Su SMS a { $clinician } sigue sin leer. Si no puede esperar, llame a la consulta.
   *[other] Su SMS a { $clinician } sigue sin leer. Si no puede esperar, llame a la consulta: { $desk }.
}
text-from-held = Este SMS a { $clinician } lleva 24 horas esperando:
line-is = Desde ahora este número corresponde a { $patients }. Puede guardarlo con ese nombre.
text-attachment-refused = No se ha enviado un archivo adjunto: { $why ->
    [card] una tarjeta de contacto revela el número de quien la envía. Por favor, escriba lo necesario.
    [calendar] una cita de calendario nombra a quien la envía. Por favor, escriba la fecha.
    [only-photos] solo se pueden enviar fotos.
    [not-cleanable] una foto de este tipo (HEIC) conserva el lugar donde se hizo. Por favor, envíela como JPEG.
    [disguised] está dañado o no es lo que dice ser.
    [too-large] es demasiado grande.
    [not-fetched] no ha llegado. Por favor, envíelo de nuevo.
   *[unknown] no se pueden enviar archivos de este tipo.
}
stop-undo = Ha enviado STOP, así que ya no le llegan los SMS de { $patients }. Para volver a recibirlos, envíe START al número al que envió STOP.
stop-undo-line = Ha enviado STOP a su propia línea, así que ya no le llegan sus SMS. Para volver a recibirlos, envíele START.
digest = { $texts ->
    [one] Para su información: 1 SMS está sin leer ({ $initials }).
   *[other] Para su información: { $texts } SMS están sin leer ({ $initials }).
}
phone-confirm = { $practice } desvía a este teléfono las llamadas y los SMS de sus pacientes mediante Nightbell. Si es correcto, responda OK. Si no conoce la consulta, no haga caso de este SMS.
text-not-taken = Su SMS no se ha transmitido: este teléfono no está confirmado todavía.
phone-confirmed = Gracias. Este teléfono está confirmado para las llamadas y los SMS de los pacientes. Para recibir ayuda, envíe COMMANDS a este número.
desk-phone-not-ready = Nightbell: { $clinician } no ha confirmado todavía su teléfono, así que los SMS de sus pacientes esperan. Por favor, pídale que responda OK al SMS de Nightbell.
desk-text-waits = Nightbell: un SMS de { $initials } a { $clinician } lleva 24 horas esperando y no hay nadie de guardia. Por favor, llame al paciente.
greeting = { $hours ->
    [unknown] { $practice }: ya puede llamar a { $clinician } o enviarle SMS a este número. Por favor, guárdelo.
   *[other] { $practice }: ya puede llamar a { $clinician } o enviarle SMS a este número. Horario: { $hours }. Por favor, guarde este número.
}

## Por escrito: mensajes de voz y llamadas perdidas
missed-call-copy = Llamada perdida para { $clinician }: { $patients }, { $at }.
new-message-copy = { $seconds ->
    [one] Nuevo mensaje para { $clinician }: { $patients }, { $seconds } segundo, { $at }. Para escucharlo, llame al { $line }.
   *[other] Nuevo mensaje para { $clinician }: { $patients }, { $seconds } segundos, { $at }. Para escucharlo, llame al { $line }.
}
new-message-practice = { $seconds ->
    [one] Nuevo mensaje para el consultorio, { $seconds } segundo, { $at }. Para escucharlo, llame al { $line }.
   *[other] Nuevo mensaje para el consultorio, { $seconds } segundos, { $at }. Para escucharlo, llame al { $line }.
}
# A un paciente.
message-heard = { $clinician } ha escuchado su mensaje ({ $at }).
# A la recepción.
desk-message = Nightbell: se ha dejado un mensaje para el consultorio ({ $at }) y no hay nadie de guardia que lo escuche.
# A un paciente.
text-urgent-unanswered = Nadie de guardia ha contestado a su SMS urgente. Llame a este número: suena donde la persona de guardia o toma un mensaje.
command-calls = Nightbell llama ahora a este teléfono para conectarle con { $patients }.
command-expects-call = No se ha entendido. Escriba por ejemplo: CALL Rosa Diaz
command-call-failed = No se ha podido hacer la llamada. Llame al número del paciente en su teléfono.

## En la tarjeta que se da al paciente: poco espacio y ojos cansados
card-call = Para llamar o escribir
card-abroad = Desde el extranjero: { $number }
card-scan = Escanear
card-hours = Horario de llamadas
card-otherwise = { $how ->
    [urgent] Fuera de ese horario, deje un mensaje, o pulse 1 si es urgente.
    [always] Si nadie puede contestar, puede dejar un mensaje.
   *[message] Fuera de ese horario puede dejar un mensaje.
}
card-code = Su código de acceso: { $code }
card-code-use = Permite llamar desde cualquier teléfono.
card-for = Para { $patient }
card-fold = Imprimir al 100 %, recortar por el marco y doblar por la mitad.
