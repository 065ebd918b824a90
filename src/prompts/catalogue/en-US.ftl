### Where American (and Canadian) English differs from en.ftl.

-hash-key = pound key
-front-desk = the front desk
call-front-desk = { $desk ->
    [unknown] Please call the practice at its usual number.
   *[other] Please call the practice at { $desk }. Once more: { $desk }.
}
