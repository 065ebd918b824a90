# The way in.
gate-title = Sign in
gate-name = Account
gate-password = Password
gate-code = Code of your authenticator app
gate-code-hint = Six digits. Leave this empty if you have not set one up.
gate-enter = Sign in
gate-wrong = That did not fit. Check the account, the password and, if you have set one up, the code: each code is good once.
gate-wait = { $seconds ->
    [one] Too many tries did not fit. Wait one second, then try again.
   *[other] Too many tries did not fit. Wait { $seconds } seconds, then try again.
}
gate-signed-out = Your session has ended, and nothing was changed. Sign in and do it once more.
gate-to-sign-in = Sign in
gate-busy = Several people sign in at this moment. Try again in a few seconds.
gate-not-kept = Your browser did not keep the session. Open this page over an encrypted connection (https), or on the machine itself as http://127.0.0.1, and let it keep cookies of this site.
gate-elsewhere = This was not sent by a page of this console, so nothing was done. Open the console anew and try again.
gate-method = The console does not know this kind of request.
gate-defect = Something failed inside. Calls go on. Whoever looks after Nightbell finds it in the log.
gate-held = This page was held back because it would have shown a clinician’s number. Whoever looks after Nightbell finds it in the log.
gate-languages = Language
