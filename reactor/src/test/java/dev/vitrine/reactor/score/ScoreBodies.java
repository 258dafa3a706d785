package dev.vitrine.reactor.score;

import dev.vitrine.json.JsonDecoder;
import dev.vitrine.json.TypeRef;
import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.testing.ScriptedApi;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads what a score client sends, and writes what a platform answers. */
final class ScoreBodies {
    static final String ALL_TAKEN = "{\"successes\":[],\"errors\":[]}";

    private ScoreBodies() {}

    record Batch(List<Event> batch, Map<String, Object> metadata) {
        List<String> eventIds() {
            return batch.stream().map(Event::id).toList();
        }

        List<Object> values() {
            return batch.stream().map(event -> event.body().get("value")).toList();
        }
    }

    record Event(String id, String type, String timestamp, Map<String, Object> body) {}

    static Batch batch(ApiRequest request) {
        return batch(ScriptedApi.body(request));
    }

    static Batch batch(String body) {
        return Objects.requireNonNull(
                JsonDecoder.decode(body.getBytes(java.nio.charset.StandardCharsets.UTF_8), Batch.class));
    }

    static Map<String, Object> single(ApiRequest request) {
        return Objects.requireNonNull(
                JsonDecoder.decode(Objects.requireNonNull(request.body()), new TypeRef<Map<String, Object>>() {}));
    }

    /** An answer that refuses these events. */
    static String refusing(int status, List<String> eventIds) {
        return eventIds.stream()
                .map(id -> "{\"id\":\"" + id + "\",\"status\":" + status + ",\"message\":\"no\",\"error\":\"because\"}")
                .collect(Collectors.joining(",", "{\"successes\":[],\"errors\":[", "]}"));
    }
}
