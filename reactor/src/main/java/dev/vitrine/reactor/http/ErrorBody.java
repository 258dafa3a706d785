package dev.vitrine.reactor.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an error answer says, whatever its form: {@code message} with {@code error} as a name, a text or a list of
 * issues; {@code errors}; or no JSON at all. A body that was cut off gives what stands before the cut.
 */
final class ErrorBody {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_ISSUES = 3;
    private @Nullable String message;
    private @Nullable String code;
    private final List<String> issues = new ArrayList<>();

    private ErrorBody() {}

    static ErrorBody parse(byte[] body) {
        ErrorBody error = new ErrorBody();
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                error.readObject(json);
            }
        } catch (IOException e) {
            // not JSON, or only the start of it
        }
        return error;
    }

    @Nullable
    String code() {
        return code;
    }

    /** The server's words in one text, or null where the body is not of a known form. */
    @Nullable
    String text() {
        String details = String.join("; ", issues);
        if (message == null) {
            return details.isEmpty() ? null : details;
        }
        return details.isEmpty() || details.equals(message) ? message : message + ": " + details;
    }

    private void readObject(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "message" -> message = value == JsonToken.VALUE_STRING ? json.getText() : message;
                case "code" -> code = value == JsonToken.VALUE_STRING && code == null ? json.getText() : code;
                case "error", "errors" -> readError(json, value);
                default -> {}
            }
            json.skipChildren();
        }
    }

    private void readError(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            String text = json.getText();
            if (text.indexOf(' ') < 0) {
                code = text;
            } else {
                issues.add(text);
            }
        } else if (value == JsonToken.START_ARRAY) {
            for (JsonToken issue = json.nextToken();
                    issue != null && issue != JsonToken.END_ARRAY;
                    issue = json.nextToken()) {
                String text = issue == JsonToken.START_OBJECT ? readIssue(json) : json.getText();
                if (issues.size() < MAX_ISSUES && text != null) {
                    issues.add(text);
                }
                json.skipChildren();
            }
        }
    }

    private static @Nullable String readIssue(JsonParser json) throws IOException {
        String text = null;
        StringBuilder path = new StringBuilder();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("message") && value == JsonToken.VALUE_STRING) {
                text = json.getText();
            } else if (name.equals("path") && value == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null) {
                    path.append(path.isEmpty() ? "" : ".").append(json.getText());
                    json.skipChildren();
                }
            }
            json.skipChildren();
        }
        return text == null ? null : path.isEmpty() ? text : path + ": " + text;
    }
}
