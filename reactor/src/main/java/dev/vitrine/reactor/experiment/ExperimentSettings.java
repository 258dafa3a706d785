package dev.vitrine.reactor.experiment;

import java.time.Clock;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What experiments have of their client.
 *
 * @param baseUrl the platform
 * @param projectId asks for the project's id
 * @param clock names runs
 * @param timer runs the limits of tasks and evaluators
 */
public record ExperimentSettings(String baseUrl, Mono<String> projectId, Clock clock, Scheduler timer) {
    public ExperimentSettings {
        Objects.requireNonNull(baseUrl, "baseUrl");
        Objects.requireNonNull(projectId, "projectId");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(timer, "timer");
    }
}
