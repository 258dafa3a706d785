package dev.vitrine.reactor.dataset;

/**
 * @param totalItems of all pages; -1 where the server does not say
 * @param bytes of this page's JSON
 */
record PageMeta(int totalPages, long totalItems, long bytes) {}
