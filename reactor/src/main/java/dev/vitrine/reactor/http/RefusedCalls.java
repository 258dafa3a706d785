package dev.vitrine.reactor.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the platform's refusals come to. Apart from {@link ApiErrors}, so that their types are loaded with the first one. */
final class RefusedCalls {
    private RefusedCalls() {}

    static ApiException error(
            ApiRequest request, int status, HttpHeaders headers, byte[] body, Set<String> secrets, Clock clock) {
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
            case 429 -> new ApiException.RateLimited(message, details, retryAfter(headers, clock));
            default ->
                status >= 500
                        ? new ApiException.ServerError(message, details, retryAfter(headers, clock))
                        : new ApiException(message, details);
        };
    }

    private static @Nullable Duration retryAfter(HttpHeaders headers, Clock clock) {
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
