### Where the Spanish of the Americas differs from es.ftl.

-hash-key = la tecla numeral
