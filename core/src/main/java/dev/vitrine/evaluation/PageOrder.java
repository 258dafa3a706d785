package dev.vitrine.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** In which order a server lists items. */
public enum PageOrder {
    @JsonProperty("oldest_first")
    OLDEST_FIRST,
    @JsonProperty("newest_first")
    NEWEST_FIRST
}
