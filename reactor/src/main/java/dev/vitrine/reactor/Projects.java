package dev.vitrine.reactor;

import dev.vitrine.VitrineException;
import dev.vitrine.json.JsonDecoder;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The projects that a client's keys lead to: one, which is asked for once. */
final class Projects {
    private final Mono<List<Project>> all;
    private final Mono<String> id;

    Projects(ApiExchange calls) {
        this.all = calls.exchange(
                        ApiRequest.get("/api/public/projects").build(), json -> JsonDecoder.decode(json, Answer.class))
                .map(answer -> answer.data() == null ? List.<Project>of() : answer.data());
        this.id = all.map(Projects::onlyId).cacheInvalidateIf(id -> false);
    }

    /** Asks anew for each subscriber. */
    Mono<List<Project>> all() {
        return all;
    }

    /** Asks until there is an answer, which is kept. */
    Mono<String> id() {
        return id;
    }

    /** @throws VitrineException where there is none */
    static String onlyId(List<Project> projects) {
        if (projects.isEmpty() || projects.get(0).id() == null) {
            throw new VitrineException("No project was found for these keys; take the keys of a project's settings");
        }
        return projects.get(0).id();
    }

    record Answer(@Nullable List<Project> data) {}

    record Project(@Nullable String id, @Nullable String name) {}
}
