### Where the Spanish of the Americas differs from es.ftl.

-hash-key = la tecla numeral
only-with-access = Este número es solo para pacientes autorizados por el consultorio.
call-front-desk = { $desk ->
    [unknown] Por favor, llame al consultorio a su número habitual.
   *[other] Por favor, llame al consultorio al { $desk }. Repito: { $desk }.
}
text-stranger = { $desk ->
    [unknown] Este número solo recibe SMS de pacientes autorizados. Por favor, llame al consultorio.
   *[other] Este número solo recibe SMS de pacientes autorizados. Por favor, llame al consultorio: { $desk }.
}
text-still-held = { $desk ->
    [unknown] Su SMS a { $clinician } sigue sin leer. Si no puede esperar, llame al consultorio.
   *[other] Su SMS a { $clinician } sigue sin leer. Si no puede esperar, llame al consultorio: { $desk }.
}
command-help = Comandos: ADD número nombre 7d (agregar, 7 días), REMOVE nombre (quitar), PAUSE 2h (pausa), RESUME (reanudar), WHO (quién atiende), CALL nombre (llamar).
command-failed = No se ha podido cambiar la lista. Por favor, pregunte en el consultorio.
command-own-number = No se puede agregar este número: es uno de los del consultorio.
phone-confirm = { $practice } desvía a este teléfono las llamadas y los SMS de sus pacientes mediante Nightbell. Si es correcto, responda OK. Si no conoce el consultorio, ignore este SMS.
