package dev.vitrine.reactor.trace;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What tracing has of its client.
 *
 * @param publicKey null or missing: tracing is off
 * @param secretKey null or missing: tracing is off
 * @param baseUrl the platform
 * @param headers of every call to the platform, in place of default ones
 * @param timeout the longest time of an export with its repetitions
 * @param projectId asks for the project's id
 * @param variables settings from outside, by the name of their variable, null for none
 * @param clock tells the time of what is ended later, and of events
 * @param timer runs the limits of flushing
 * @param media how media in trace data are uploaded
 */
public record TracingHost(
        @Nullable String publicKey,
        @Nullable String secretKey,
        String baseUrl,
        Map<String, String> headers,
        Duration timeout,
        Mono<String> projectId,
        Function<String, @Nullable String> variables,
        Clock clock,
        Scheduler timer,
        TraceMediaHost media) {
    public TracingHost {
        Objects.requireNonNull(baseUrl, "baseUrl");
        headers = Map.copyOf(headers);
        Options.requirePositive(timeout, "timeout");
        Objects.requireNonNull(projectId, "projectId");
        Objects.requireNonNull(variables, "variables");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(timer, "timer");
        Objects.requireNonNull(media, "media");
    }

    /** Without media. */
    public TracingHost(
            @Nullable String publicKey,
            @Nullable String secretKey,
            String baseUrl,
            Map<String, String> headers,
            Duration timeout,
            Mono<String> projectId,
            Function<String, @Nullable String> variables,
            Clock clock,
            Scheduler timer) {
        this(publicKey, secretKey, baseUrl, headers, timeout, projectId, variables, clock, timer, TraceMediaHost.OFF);
    }

    /** Without keys and headers. */
    @Override
    public String toString() {
        return "TracingHost[" + baseUrl + "]";
    }
}
