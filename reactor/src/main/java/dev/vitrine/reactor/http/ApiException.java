package dev.vitrine.reactor.http;

import dev.vitrine.VitrineException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call to a platform's API failed: an error status, an answer that cannot be read, or no answer. The subclasses are
 * those that a caller tells apart.
 *
 * <p>Carries the endpoint's template (not its values), the server's code and text, an excerpt of the body and the
 * request id, each where the server sent one.
 */
public class ApiException extends VitrineException {
    private static final long serialVersionUID = 1L;
    private final Details details;

    public ApiException(String message, Details details) {
        this(message, details, null);
    }

    public ApiException(String message, Details details, @Nullable Throwable cause) {
        super(message, cause);
        this.details = details;
    }

    /** The HTTP status; 0 where there was no answer. */
    public int status() {
        return details.status();
    }

    /** Such as {@code GET /api/public/v2/datasets/{name}}. */
    public String endpoint() {
        return details.endpoint();
    }

    /** The server's name for the error, such as {@code LangfuseNotFoundError}. */
    public Optional<String> code() {
        return Optional.ofNullable(details.code());
    }

    public String bodyExcerpt() {
        return details.bodyExcerpt();
    }

    public Optional<String> requestId() {
        return Optional.ofNullable(details.requestId());
    }

    /** What an answer said. */
    public record Details(
            int status,
            String endpoint,
            @Nullable String code,
            String bodyExcerpt,
            @Nullable String requestId) implements java.io.Serializable {}

    /** 400: the request was not understood or not accepted. */
    public static final class BadRequest extends ApiException {
        private static final long serialVersionUID = 1L;

        public BadRequest(String message, Details details) {
            super(message, details);
        }
    }

    /** 401: keys missing or wrong. */
    public static final class Unauthorized extends ApiException {
        private static final long serialVersionUID = 1L;

        public Unauthorized(String message, Details details) {
            super(message, details);
        }
    }

    /** 403: the keys do not allow this. */
    public static final class Forbidden extends ApiException {
        private static final long serialVersionUID = 1L;

        public Forbidden(String message, Details details) {
            super(message, details);
        }
    }

    /** 404: there is no such thing, or no such route on this server. */
    public static final class NotFound extends ApiException {
        private static final long serialVersionUID = 1L;

        public NotFound(String message, Details details) {
            super(message, details);
        }
    }

    /** 409: it exists already, or was changed by another at the same time. */
    public static final class Conflict extends ApiException {
        private static final long serialVersionUID = 1L;

        public Conflict(String message, Details details) {
            super(message, details);
        }
    }

    /** 413, or the server's own word for it: the body or the media are over its limit. */
    public static final class PayloadTooLarge extends ApiException {
        private static final long serialVersionUID = 1L;

        public PayloadTooLarge(String message, Details details) {
            super(message, details);
        }
    }

    /** 429. */
    public static final class RateLimited extends ApiException {
        private static final long serialVersionUID = 1L;
        private final @Nullable Duration retryAfter;

        public RateLimited(String message, Details details, @Nullable Duration retryAfter) {
            super(message, details);
            this.retryAfter = retryAfter;
        }

        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /** 5xx. */
    public static final class ServerError extends ApiException {
        private static final long serialVersionUID = 1L;
        private final @Nullable Duration retryAfter;

        public ServerError(String message, Details details) {
            this(message, details, null);
        }

        public ServerError(String message, Details details, @Nullable Duration retryAfter) {
            super(message, details);
            this.retryAfter = retryAfter;
        }

        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /** An answer of success that is not what the endpoint answers, such as JSON that ends in the middle. */
    public static final class MalformedAnswer extends ApiException {
        private static final long serialVersionUID = 1L;

        public MalformedAnswer(String message, Details details, @Nullable Throwable cause) {
            super(message, details, cause);
        }
    }

    /** No answer: not connected, the connection broke, or a timeout. The status is 0; the cause says more. */
    public static final class NoAnswer extends ApiException {
        private static final long serialVersionUID = 1L;
        private final boolean mayHaveArrived;

        public NoAnswer(String message, Details details, boolean mayHaveArrived, @Nullable Throwable cause) {
            super(message, details, cause);
            this.mayHaveArrived = mayHaveArrived;
        }

        /** False when the failure came before anything was sent. */
        public boolean mayHaveArrived() {
            return mayHaveArrived;
        }
    }
}
