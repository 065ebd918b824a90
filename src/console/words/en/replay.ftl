# What an edit would have changed for those who really called.
replay-title = What it would have changed
replay-no-calls = There are no calls yet with which this edit could be tried.
replay-none = { $calls ->
    [one] This edit changes nothing for the last call.
   *[other] This edit changes none of the last {$calls} calls.
}
replay-some = { $calls ->
    [one] This edit changes what the last caller meets.
   *[other] This edit changes {$changed} of the last {$calls} calls.
}
replay-some-own = { $calls ->
    [one] This edit changes what the last caller meets.
   *[other] Of the practice’s last {$calls} calls this edit changes {$changed} on your line.
}
replay-only-words = { $calls ->
    [one] For one of them only what is said differs, not who is reached.
   *[other] For {$calls} of them only what is said differs, not who is reached.
}
replay-unusable = { $calls ->
    [one] One more call could not be tried: what was known of it has been erased.
   *[other] {$calls} more calls could not be tried: what was known of them has been erased.
}
replay-more = { $calls ->
    [one] And one more.
   *[other] And {$calls} more.
}
replay-caption = The calls that would meet something else, the newest first
replay-when = When
replay-line = Line of
replay-caller = Caller
replay-was = As it is
replay-becomes = With this edit
replay-no-line = no line of the practice
replay-unknown = unknown caller
replay-withheld = withheld number
replay-rings = rings {$who}
replay-then = {$before}, then {$next}
replay-nobody = nobody
replay-the-desk = the front desk
replay-the-patient = the patient
replay-closed = no phone rings; a message can be left
replay-until = {$what}; the caller is told: again from {$until}
replay-urgent = {$what}; key 1, urgent: {$who}
replay-desk = connected to the front desk
replay-desk-message = leaves a message for the practice
replay-message = leaves a message
replay-refused = is told where to turn
replay-own-line = hears the own line’s menu
replay-nothing = nothing happens
replay-other-words = {$what}, in other words
replay-other-language = {$what}, said in {$language}
