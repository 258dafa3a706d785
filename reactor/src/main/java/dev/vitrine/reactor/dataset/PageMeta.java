package dev.vitrine.reactor.dataset;

/** @param totalItems of all pages; -1 where the server does not say */
record PageMeta(int totalPages, long totalItems) {}
