package dev.vitrine.reactor.http;

import dev.vitrine.VitrineException;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.timeout.ReadTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Makes an {@link ApiException} of whatever went wrong with a call. */
final class ApiErrors {
    private final Set<String> secrets;
    private final Clock clock;
    private final String host;

    ApiErrors(HttpSettings settings) {
        this.secrets = settings.secrets();
        this.clock = settings.clock();
        this.host = Objects.requireNonNull(Origin.of(settings.baseUrl())).host();
    }

    ApiException ofStatus(ApiRequest request, int status, HttpHeaders headers, byte[] body) {
        return RefusedCalls.error(request, status, headers, body, secrets, clock);
    }

    ApiException malformed(ApiRequest request, int status, Throwable cause) {
        var details = new ApiException.Details(status, request.toString(), null, "", null);
        return new ApiException.MalformedAnswer(
                request + " answered " + status + " with a body that is not what this endpoint answers ("
                        + Excerpts.of(String.valueOf(cause.getMessage()), secrets)
                        + "); check that baseUrl leads to the platform itself",
                details,
                cause);
    }

    ApiException tooLong(ApiRequest request, int status) {
        var details = new ApiException.Details(status, request.toString(), null, "", null);
        return new ApiException.MalformedAnswer(
                request + " answered with more than the " + request.maxAnswerBytes()
                        + " bytes that are kept in memory; ask for less at once, such as a smaller page",
                details,
                null);
    }

    /** Typed errors stay; everything else that ends a call means that there was no answer. */
    ApiException ofFailure(ApiRequest request, Throwable failure) {
        if (failure instanceof ApiException known) {
            return known;
        }
        var details = new ApiException.Details(0, request.toString(), null, "", null);
        boolean sent = !isBeforeSending(failure);
        String reason = failure instanceof ReadTimeoutException
                ? "nothing arrived within the response timeout"
                : Excerpts.of(
                        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage(),
                        secrets);
        return new ApiException.NoAnswer(
                "no answer from " + host + " to " + request + ": " + reason, details, sent, failure);
    }

    ApiException timedOut(ApiRequest request, Duration timeout, @Nullable Throwable last) {
        var details = new ApiException.Details(0, request.toString(), null, "", null);
        return new ApiException.NoAnswer(
                "no answer from " + host + " to " + request + " within the call timeout of " + timeout
                        + ", retries included" + (last == null ? "" : "; the last attempt: " + last.getMessage()),
                details,
                true,
                last == null ? new TimeoutException("call timeout") : last);
    }

    static boolean isTypedElsewhere(Throwable failure) {
        return failure instanceof VitrineException && !(failure instanceof ApiException);
    }

    /** Whether the platform may have done what it was asked for, without having been able to say so. */
    static boolean mayHaveBeenDone(Throwable failure) {
        return failure instanceof ApiException.NoAnswer noAnswer
                ? noAnswer.mayHaveArrived()
                : failure instanceof ApiException answer && (answer.status() == 408 || answer.status() >= 500);
    }

    static boolean isWorthRepeating(Throwable failure, boolean repeatable) {
        if (failure instanceof ApiException.NoAnswer noAnswer) {
            return !(noAnswer.getCause() instanceof SSLHandshakeException)
                    && (repeatable || !noAnswer.mayHaveArrived());
        }
        if (failure instanceof ApiException answer && repeatable) {
            return answer.status() == 408 || answer.status() == 429 || answer.status() >= 500;
        }
        return false;
    }

    static @Nullable Duration retryAfter(Throwable failure) {
        if (failure instanceof ApiException.RateLimited limited) {
            return limited.retryAfter().orElse(null);
        }
        return failure instanceof ApiException.ServerError error
                ? error.retryAfter().orElse(null)
                : null;
    }

    private static boolean isBeforeSending(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof UnknownHostException
                // for a connection of the pool; reads have a class of their own
                || failure instanceof TimeoutException && !(failure instanceof DemandTimeout.Expired)
                || failure instanceof RejectedExecutionException // too many wait for one
                || failure instanceof SSLHandshakeException;
    }
}
