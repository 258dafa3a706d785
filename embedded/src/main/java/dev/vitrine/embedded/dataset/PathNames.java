package dev.vitrine.embedded.dataset;

import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Percent;

/** Names in paths. The real handlers decode what the framework has decoded already. */
final class PathNames {
    private PathNames() {}

    static String decodedAgain(Call call, int segment) {
        try {
            return Percent.decode(call.path().get(segment));
        } catch (IllegalArgumentException e) {
            throw ApiFailure.internal("URI malformed");
        }
    }
}
