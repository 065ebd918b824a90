### Where Canadian French differs from fr.ftl.

-hash-key = la touche carré
-front-desk = la réception
-text = texto
-texts = textos
