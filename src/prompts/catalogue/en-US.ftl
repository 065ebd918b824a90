### Where American (and Canadian) English differs from en.ftl.

-hash-key = pound key
-front-desk = the front desk
call-front-desk = { $desk ->
    [unknown] Please call the practice at its usual number.
   *[other] Please call the practice at { $desk }. Once more: { $desk }.
}
text-stranger = { $desk ->
    [unknown] This number only takes texts from patients who were given access. Please call the practice.
   *[other] This number only takes texts from patients who were given access. Please call the practice: { $desk }.
}
text-stopped = { $patients } asked for no more texts (STOP), so yours cannot be sent. Please call instead.
text-not-delivered = Your text to { $patients } ({ $at }) was not delivered: { $why ->
    [opted-out] they have stopped texts from you (STOP). Please call.
    [takes-no-texts] the number takes no texts. Please call.
    [blocked] the network would not carry it. Please call.
    [not-reached] the phone could not be reached. Please call, or try again later.
    [holds-number] it holds a clinician's own number. Please send it again without the number.
    [given-up] it could not be sent for a whole day. Please call.
    [nobody-there] the recipient is no longer on the list.
   *[other] the reason is not known. Please call.
}
text-not-arrived = Your text of { $at } did not reach { $clinician }. Please call instead.
text-phone-not-ready = { $clinician } cannot receive texts yet. Yours is kept and delivered as soon as possible. If it cannot wait, please call.
text-still-held = { $desk ->
    [unknown] Your text to { $clinician } has not been read yet. If it cannot wait, please call the practice.
   *[other] Your text to { $clinician } has not been read yet. If it cannot wait, please call the practice: { $desk }.
}
greeting = { $hours ->
    [unknown] { $practice }: you can now call and text { $clinician } at this number. Please save it.
   *[other] { $practice }: you can now call and text { $clinician } at this number. Hours: { $hours }. Please save this number.
}
