# The hours as a picture, and the forms that change them.
hours-title = Hours
hours-weekdays = Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday
hours-weekdays-short = Mon, Tue, Wed, Thu, Fri, Sat, Sun
hours-months = Jan, Feb, Mar, Apr, May, Jun, Jul, Aug, Sep, Oct, Nov, Dec

# What a day says.
hours-all-day = all day
hours-until = until { $end }
hours-overnight-from = from { $start } overnight
hours-from = from { $start }
hours-today = today
hours-now = Now, { $time }
hours-closed = closed
hours-spans = { $count ->
    [one] one span
   *[other] { $count } spans
}
hours-away = away
hours-away-covered = Away: { $who } covers
hours-away-nobody = Away: nobody covers
hours-holiday = Public holiday:
hours-clocks-forward = The clocks go forward: there is no { $hour }
hours-clocks-back = The clocks go back: { $hour } comes twice
hours-duty = { $who } { $when }
hours-duty-for = { $who } { $when }, for { $away }, who is away
hours-nobody = nobody
hours-people = { $count ->
    [one] one person
   *[other] { $count } people
}

# Gaps.
hours-gap = Gap { $when }: { $what }
hours-gap-urgent-short = Gap { $when }: urgent calls reach nobody
hours-gap-short = Gap: no phone rings
hours-gap-badge = Gap
hours-gap-no-rota = urgent callers reach nobody, because there is no rota
hours-gap-no-shift = urgent callers reach nobody, because no shift of the rota runs then
hours-gap-duty-away = urgent callers reach nobody, because { $who }, on duty, is away and nobody covers
hours-gap-nobody = urgent callers reach nobody
hours-gap-never-away = nobody’s phone ever rings: away, and nobody who stands in takes calls
hours-gap-never-closed = nobody’s phone ever rings: the hours are never open then
hours-gap-cover = { $who } covers and takes no calls in all that time
hours-gap-no-end = a call would end in silence; please report this, the fault is Nightbell’s
hours-everybody = Everybody
hours-callers-of = Callers of { $who }
hours-callers-of-all = Callers of all clinicians
hours-gap-told = { $who }, { $when }: { $what }.

# The page.
hours-rota = Rota
hours-rota-named = Rota “{ $name }”
hours-rota-first = Who is on duty for urgent calls, around the clock.
hours-rota-other = A further rota: it is kept and checked, and the first rota says who is on duty.
hours-rota-nameless = Another rota is called the same: give this one a name of its own in practice.toml to change it here.
hours-no-rota = There is no rota: nobody is on duty, and urgent callers reach nobody outside hours.
hours-make-rota = Make a rota
hours-change-rota = Change the rota
hours-of-practice = The practice
hours-practice-none = The practice gives no hours of its own.
hours-as-practice = The practice’s hours: none are given for this clinician alone.
hours-none-given = No hours are given: calls ring at any time of day and night.
hours-change = Change hours
hours-change-away = Absences
hours-week-title = { $who }: the week { $week }
hours-in-words = This week in words
hours-day = Day
hours-hours = Hours
hours-notes = What else
hours-weeks = Weeks
hours-earlier = Earlier
hours-later = Later
hours-this-week = This week
hours-week = week { $number }
hours-key = What the marks mean
hours-key-open = takes calls
hours-key-holiday = public holiday
hours-key-away = away
hours-key-gap = gap: urgent callers reach nobody
hours-key-missing = an hour that the clocks leave out
hours-key-now = now
hours-key-weekend = weekend
hours-no-proof = Whether every caller reaches somebody could not be worked out. The log says why.
hours-no-gaps = Every call in the next { $days } days reaches a person, a message, or words with the emergency number. There are no gaps.
hours-gaps = { $count ->
    [one] There is one gap in the next { $days } days: callers who may reach somebody reach nobody.
   *[other] There are { $count } gaps in the next { $days } days: callers who may reach somebody reach nobody.
}
hours-beyond-proof = Gaps are looked for in the next { $days } days; this week lies beyond them.
hours-gaps-where = See when

# The days ahead.
hours-ahead = The next { $days } days
hours-calendar-of = { $who }: absences, public holidays and gaps, day by day. The list below says the same.
hours-coming = Absences, public holidays and gaps in order
hours-when = When
hours-who = Who
hours-what = What
hours-nothing-coming = No absences, no public holidays, no gaps.
hours-more-times = and { $count ->
    [one] one more time
   *[other] { $count } more times
}

# The forms.
hours-edit-title = Hours of { $who }
hours-back = All hours
hours-when-calls-ring = When calls ring
hours-kind-practice = The practice’s hours
hours-kind-none = No hours of its own
hours-kind-any-time = None are given: at any time of day and night
hours-kind-rows = Days and times
hours-kind-always = Around the clock, every day
hours-kind-notation = In the notation
hours-beyond-rows = These hours say more than days and times can, such as weeks, months or single dates. Change them in the notation, or choose “Days and times” to begin anew.
hours-rows-hint = Tick the days and write from when to when. A time that ends before it begins runs overnight: 22:00 to 06:00 is until 06:00 the next day.
hours-row = Row { $number }
hours-public-holidays = Public holidays
hours-from-time = From
hours-to-time = To
hours-next-day = the next day
hours-add-row = Add a row
hours-drop-row = Remove
hours-closed-on-holidays = Closed on public holidays
hours-notation = Hours in the notation
hours-notation-hint = As in practice.toml, for example
hours-meaning = What this means
hours-meaning-later = The meaning is shown as soon as the mistakes are corrected.
hours-as-notation = In the notation:
hours-on-holidays = On public holidays { $times }
hours-also-on-holidays = On public holidays as on any other day.
hours-save = Preview the change
hours-check = Show what it means
hours-save-hint = Nothing is changed yet: the next page shows what would be different.
hours-choose = Choose …

# Absences.
hours-away-title = Absences of { $who }
hours-away-about = On these days no calls ring here; who covers takes them in the own hours. Both days count.
hours-away-now = Away from today
hours-away-until = Until this day, included
hours-away-add = Add to the list
hours-away-row = Absence { $number }
hours-away-past = past
hours-first-day = First day
hours-last-day = Last day
hours-cover = Who covers
hours-cover-nobody = Nobody covers

# The rota.
hours-rota-edit = Rota “{ $name }”
hours-rota-week = This week, with these shifts
hours-rota-about = Where shifts overlap, the one listed first counts. A last shift around the clock catches everything that the others leave open.
hours-rota-empty = There is no shift: nobody is on duty.
hours-shift = Shift { $number }
hours-on-duty-who = Who is on duty
hours-on-duty-when = When
hours-add-shift = Add a shift
hours-up = Move up
hours-down = Move down

# Mistakes.
hours-wrong = { $count ->
    [one] One thing to correct:
   *[other] { $count } things to correct:
}
hours-wrong-no-rows = Tick at least one day and write from when to when.
hours-wrong-no-day = Tick at least one day for these times.
hours-wrong-time-missing = Write a time here, such as 09:00.
hours-wrong-time = This is no time of the day. Write it as 09:00 or 17:30.
hours-wrong-same-time = These times begin and end at the same moment. For a whole day write 00:00 to 24:00.
hours-wrong-both = Either hours on public holidays, or closed on them: untick one.
hours-wrong-holiday-night = On public holidays hours must end by 24:00, unless they are the same as on every other day.
hours-wrong-empty = Write the hours here, or choose days and times.
hours-wrong-date = Write a day here, such as 2026-12-24.
hours-wrong-order = The last day is before the first. Write a later one.
hours-wrong-cover = Choose who covers, or “Nobody covers”.
hours-wrong-overlap = These days are already part of another absence.
hours-wrong-clinician = Choose who is on duty in this shift.
