package dev.vitrine.reactor.http.planted;

import dev.vitrine.reactor.media.MediaTarget;

/** Breaks a rule on purpose. */
public record HttpThatKnowsMedia(MediaTarget target) {}
