package dev.vitrine.reactor.dataset;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.media.MediaFacet;

/** Makes the dataset client of a Langfuse client. Not for users, who have {@link DatasetClient}. */
@CheckReturnValue
public final class DatasetFacet {
    private DatasetFacet() {}

    public static DatasetClient client(ApiExchange api, MediaFacet media, DatasetSettings settings) {
        return new DefaultDatasetClient(api, media, settings);
    }
}
