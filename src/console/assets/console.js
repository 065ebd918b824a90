// What the pages do better with a script than without; every page works without.
