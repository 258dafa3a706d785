package dev.vitrine.reactor.trace;

import dev.vitrine.trace.TraceIds;
import reactor.core.publisher.Mono;

/** Where traces are shown. */
record TraceUrls(String baseUrl, Mono<String> projectId) {
    /** Empty without a trace id, and then without asking for the project; empty where the project has no id. */
    Mono<String> of(String traceId) {
        if (!TraceIds.isValid(traceId)) {
            return Mono.empty();
        }
        return projectId.map(project -> baseUrl + "/project/" + project + "/traces/" + traceId);
    }
}
