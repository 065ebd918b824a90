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
own-line = Esta es su propia línea. Todavía no puede escuchar aquí sus mensajes.

## Por escrito: mensajes a pacientes y a profesionales
emergency-written = En caso de emergencia, llame al { $emergency }.
missed-call = Llamada perdida: { $patients }, { $at }. Para devolverla, llame a este número.
missed-call-unknown = Llamada perdida de un número desconocido, { $at }.
new-message = { $seconds ->
    [one] Nuevo mensaje: { $patients }, { $seconds } segundo, { $at }.
   *[other] Nuevo mensaje: { $patients }, { $seconds } segundos, { $at }.
}
text-held = { $until ->
    [unknown] { $clinician } no lee SMS en este momento. El suyo se guarda y se entregará más tarde.
   *[other] { $clinician } no lee SMS en este momento. El suyo se entregará el { $until }.
}
text-covered = { $clinician } está ausente. Su SMS se ha enviado a { $cover }.
text-urgent-sent = Su SMS urgente se ha enviado a la persona de guardia.
text-not-urgent = Su SMS no se ha enviado como urgente: no hay nadie de guardia o su acceso no lo incluye. Se entregará como un SMS normal.
text-limit = Ha enviado muchos SMS en esta hora. Este se entregará más tarde.
text-stranger = { $desk ->
    [unknown] Este número solo recibe SMS de pacientes autorizados. Por favor, llame a la consulta.
   *[other] Este número solo recibe SMS de pacientes autorizados. Por favor, llame a la consulta: { $desk }.
}
text-no-pictures = No se pueden enviar imágenes a este número. Por favor, descríbalo con palabras.
text-holds-number = Su mensaje no se ha enviado: contiene el número personal de un médico. Por favor, envíelo de nuevo sin el número.
text-stopped = No se pueden enviar más SMS: { $patients } ha pedido no recibir más (STOP). Por favor, llame por teléfono.
text-to-whom = No enviado: ¿para qué paciente es? Por favor, responda en la conversación de ese paciente.
text-confirm = Aún no enviado: su SMS para { $patients } espera confirmación.
command-help = Comandos: ADD número nombre 7d, REMOVE nombre, PAUSE 2h, RESUME, WHO.
command-paused = En pausa hasta el { $until }. Para deshacerlo, envíe RESUME.
command-resumed = Las llamadas vuelven a sonar. Para hacer una pausa, envíe PAUSE 2h.
command-who = { $until ->
    [now] Ahora se le puede localizar.
   *[other] Se le podrá localizar de nuevo el { $until }.
} { $duty ->
    [nobody] No hay nadie de guardia.
   *[other] De guardia: { $duty }.
}
command-later = Este comando aún no está disponible. Por favor, pregunte en la consulta.
command-unknown = No se ha entendido. Envíe COMMANDS para recibir ayuda.
