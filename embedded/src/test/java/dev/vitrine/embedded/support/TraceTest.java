package dev.vitrine.embedded.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;

/** What tests of traces begin with. */
public abstract class TraceTest extends PlatformTest {
    protected static final String OTLP = "/api/public/otel/v1/traces";
    protected static final String V2 = "/api/public/v2/observations";

    /** Exports spans, which must be taken. */
    protected void export(TestSpan... spans) {
        Answer answer = api().post(OTLP, TestSpan.json(spans));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    protected Answer send(String contentType, byte[] content, String... headers) {
        HttpRequest.Builder request = api().request(OTLP)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(content));
        return Api.send(headers.length == 0 ? request : request.headers(headers));
    }

    /** The rows of a list. */
    protected JsonNode read(String path) {
        Answer answer = api().get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("data");
    }

    /** The first row of v2 with all fields. */
    protected JsonNode observation() {
        return read(V2 + "?fields=core,basic,time,io,metadata,model,usage,prompt,metrics,trace_context")
                .get(0);
    }

    protected List<String> values(JsonNode rows, String field) {
        List<String> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.get(field).asText()));
        return values;
    }

    /** A filter of one entry, encoded. */
    protected static String filter(String type, String column, String operator, Object value) {
        return "filter="
                + Api.encode("[{\"type\":\"" + type + "\",\"column\":\"" + column + "\",\"operator\":\"" + operator
                        + "\",\"value\":" + TestSpan.text(value) + "}]");
    }

    /** The same for a key of a column. */
    protected static String keyFilter(String type, String column, String key, String operator, Object value) {
        return "filter="
                + Api.encode("[{\"type\":\"" + type + "\",\"column\":\"" + column + "\",\"key\":\"" + key
                        + "\",\"operator\":\"" + operator + "\",\"value\":" + TestSpan.text(value) + "}]");
    }
}
