package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

/** The mapper's factory of parsers, apart from the mapper: finding media in a value loads no class of databind. */
final class Parsing {
    /** Strings as long as the bytes allow, because those are in memory already; depth and numbers keep their bounds. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            // above any WalkLimits, whose exception has the place
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(StreamWriteConstraints.DEFAULT_MAX_DEPTH + 1)
                    .build())
            .build();

    private Parsing() {}
}
