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
        ErrorBody error = ErrorBody.parse(body);
        String excerpt = Excerpts.of(body, secrets);
        String said = error.text() == null ? excerpt : Excerpts.of(error.text(), secrets);
        String code = error.code() == null ? null : Excerpts.of(error.code(), secrets);
        var details = new ApiException.Details(status, request.toString(), code, excerpt, requestId(headers));
        String message = message(request, status, said, details, hint(status));
        return switch (status) {
            case 400 ->
                said.contains("File size must be less than")
                        ? new ApiException.PayloadTooLarge(message, details)
                        : new ApiException.BadRequest(message, details);
            case 401 -> new ApiException.Unauthorized(message, details);
            case 403 -> new ApiException.Forbidden(message, details);
            case 404 -> new ApiException.NotFound(message, details);
            case 409 -> new ApiException.Conflict(message, details);
            case 413 -> new ApiException.PayloadTooLarge(message, details);
            case 422 ->
                "PayloadTooLargeError".equals(code)
                        ? new ApiException.PayloadTooLarge(message, details)
                        : new ApiException(message, details);
            case 429 -> new ApiException.RateLimited(message, details, retryAfter(headers));
            default ->
                status >= 500
                        ? new ApiException.ServerError(message, details, retryAfter(headers))
                        : new ApiException(message, details);
        };
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

    private @Nullable Duration retryAfter(HttpHeaders headers) {
        return RetryAfter.parse(headers.get("Retry-After"), clock.instant());
    }

    private static @Nullable String requestId(HttpHeaders headers) {
        String id = headers.get("x-request-id");
        return id == null || id.isBlank() ? null : Excerpts.of(id, Set.of());
    }

    private static String message(
            ApiRequest request, int status, String said, ApiException.Details details, String hint) {
        StringBuilder text =
                new StringBuilder(request.toString()).append(" failed with ").append(status);
        if (details.code() != null) {
            text.append(" (").append(details.code()).append(')');
        }
        if (!said.isEmpty()) {
            text.append(": ").append(said);
        }
        if (details.requestId() != null) {
            text.append(" [request id ").append(details.requestId()).append(']');
        }
        return text.append(hint).toString();
    }

    private static String hint(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> "; the platform is elsewhere: set baseUrl to where it redirects to";
            case 401 -> "; check the keys, and that baseUrl is the platform that issued them";
            case 403 -> "; these keys do not allow it";
            case 404 -> "; check the name, and that this server has the endpoint";
            case 413 -> "; send less at once";
            case 429 -> "; call less often, or raise the limit";
            default -> "";
        };
    }
}
