package dev.vitrine.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An authenticated API request.
 *
 * @param tenant whose keys were sent
 * @param path the variable segments of the path, decoded once
 * @param query the parameters, decoded
 * @param body the JSON that was sent; an empty object when there was none
 * @param repeated all values of each parameter, for those that may come more than once
 * @param scoresOnly whether only the public key was sent, which is enough for scores
 */
public record Call(
        Tenant tenant,
        List<String> path,
        Map<String, String> query,
        Map<String, List<String>> repeated,
        JsonNode body,
        boolean scoresOnly) {

    /** The only variable segment. */
    public String segment() {
        return path.get(0);
    }

    /** A parameter that is there and not empty. */
    public @Nullable String parameter(String name) {
        String value = query.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** The values of a parameter that are not empty. */
    public List<String> parameters(String name) {
        return repeated.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
