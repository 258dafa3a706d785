package dev.vitrine.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.json.Json;
import java.util.List;

/** Ends the handling of a request with an error answer, in one of the shapes that the platform has for them. */
public final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Reply reply;

    private ApiFailure(Reply reply, String message) {
        super(message, null, false, false);
        this.reply = reply;
    }

    public Reply reply() {
        return reply;
    }

    /** The shape of authentication failures. */
    public static ApiFailure message(int status, String message) {
        return json(status, Json.object().put("message", message), message);
    }

    /** The shape of the platform's own error classes. */
    public static ApiFailure typed(int status, String errorClass, String message) {
        return json(status, Json.object().put("message", message).put("error", errorClass), message);
    }

    public static ApiFailure badRequest(String message) {
        return typed(400, "InvalidRequestError", message);
    }

    public static ApiFailure notFound(String message) {
        return typed(404, "LangfuseNotFoundError", message);
    }

    public static ApiFailure conflict(String message) {
        return typed(409, "LangfuseConflictError", message);
    }

    public static ApiFailure methodNotAllowed() {
        return typed(405, "MethodNotAllowedError", "Method not allowed");
    }

    /** What an unexpected exception becomes. */
    public static ApiFailure internal(String error) {
        return json(500, Json.object().put("message", "Internal Server Error").put("error", error), error);
    }

    /** A request that does not match its schema. */
    public static ApiFailure invalid(List<? extends JsonNode> issues) {
        ObjectNode body = Json.object().put("message", "Invalid request data");
        ArrayNode errors = body.putArray("error");
        issues.forEach(errors::add);
        return json(400, body, "Invalid request data");
    }

    /** The shape of the checks of the trace route: no message. */
    public static ApiFailure error(int status, String error) {
        return json(status, Json.object().put("error", error), error);
    }

    /** A text without a content type, as the platform's framework sends its own errors. */
    public static ApiFailure bareText(int status, String text) {
        return new ApiFailure(Reply.bareText(status, text), text);
    }

    private static ApiFailure json(int status, ObjectNode body, String message) {
        return new ApiFailure(Reply.json(status, Json.bytes(body)), message);
    }
}
