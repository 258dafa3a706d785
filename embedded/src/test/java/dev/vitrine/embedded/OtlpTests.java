package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.TestProtobuf;
import dev.vitrine.embedded.support.TestSpan;
import dev.vitrine.embedded.support.TraceTest;
import dev.vitrine.embedded.trace.EmbeddedObservation;
import dev.vitrine.embedded.traffic.Disconnect;
import dev.vitrine.embedded.traffic.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the OTLP endpoint takes and what it says. */
class OtlpTests extends TraceTest {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";

    private static TestSpan[] sample() {
        return new TestSpan[] {
            TestSpan.root("1a", "1").name("root"),
            TestSpan.child("1a", "2", "1")
                    .name("élève")
                    .failed()
                    .with("big", Long.MAX_VALUE)
                    .with("negative", -5L)
                    .with("ratio", 0.5)
                    .with("flag", true)
                    .with("list", List.of("a", "b"))
        };
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private void arrived() {
        assertThat(platform().traces().all()).singleElement().satisfies(trace -> {
            assertThat(trace.id()).isEqualTo(TestSpan.trace("1a"));
            EmbeddedObservation child = trace.observation("élève").orElseThrow();
            assertThat(child.parentId()).isEqualTo(TestSpan.id("1"));
            assertThat(child.level()).isEqualTo("ERROR");
            assertThat(child.attributes())
                    .containsAllEntriesOf(Map.of(
                            "big",
                            Long.MAX_VALUE,
                            "negative",
                            -5L,
                            "ratio",
                            0.5,
                            "flag",
                            true,
                            "list",
                            List.of("a", "b")));
            assertThat(child.resource()).containsEntry("service.name", "shop");
            assertThat(child.duration()).hasMillis(5);
        });
    }

    @Test
    void json_isTaken() {
        Answer answer = send(JSON, bytes(TestSpan.json(sample())));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().isObject()).isTrue();
        assertThat(answer.json().has("partialSuccess")).isFalse();
        arrived();
    }

    @Test
    void protobuf_isTaken_andAnsweredInJson() {
        Answer answer = send(PROTOBUF, TestProtobuf.export(sample()));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).contains("application/json");
        arrived();
    }

    @ParameterizedTest
    @ValueSource(strings = {PROTOBUF, JSON})
    void gzip_isTaken(String type) {
        byte[] plain = type.equals(JSON) ? bytes(TestSpan.json(sample())) : TestProtobuf.export(sample());
        assertThat(send(type, gzip(plain), "Content-Encoding", "gzip").status()).isEqualTo(200);
        arrived();
    }

    @Test
    void jsonIds_areTakenVerbatim_orAsBuffers() {
        String json = TestSpan.json(TestSpan.root("1", "1"))
                .replace('"' + TestSpan.trace("1") + '"', "\"Not-Hex\"")
                .replace('"' + TestSpan.id("1") + '"', "{\"type\":\"Buffer\",\"data\":[1,255]}");
        assertThat(api().post(OTLP, json).status()).isEqualTo(200);
        assertThat(platform().traces().find("Not-Hex").orElseThrow().roots())
                .extracting(EmbeddedObservation::id)
                .containsExactly("01ff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"resourceSpans\":[]}", "{\"resourceSpans\":null}"})
    void nothingInIt_isAnEmptyAnswer(String json) {
        Answer answer = api().post(OTLP, json);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{}");
        assertThat(send(PROTOBUF, new byte[0]).text()).isEqualTo("{}");
    }

    @Test
    void otherContentType_is400() {
        error(send("text/plain", bytes("{}")), "Invalid content type");
    }

    @Test
    void unreadable_is400_eachWithItsText() {
        error(send(JSON, bytes("{"), "Content-Encoding", "gzip"), "Failed to decompress request body");
        error(send(JSON, bytes("{")), "Failed to parse OTel JSON Trace");
        error(send(PROTOBUF, bytes("no")), "Failed to parse OTel Protobuf Trace");
    }

    @Test
    void protobuf_cutAnywhere_isNeverA500() {
        byte[] whole = TestProtobuf.export(sample());
        for (int length = 1; length < whole.length; length += 7) {
            assertThat(send(PROTOBUF, Arrays.copyOf(whole, length)).status())
                    .as("of %d bytes", length)
                    .isIn(200, 400);
        }
    }

    @Test
    void protobuf_tooDeep_is400() {
        byte[] value = {};
        for (int i = 0; i < 300; i++) {
            value = nested(nested(value, 1), 5);
        }
        byte[] attribute = nested(value, 2);
        byte[] export = nested(nested(nested(nested(attribute, 9), 2), 2), 1);
        error(send(PROTOBUF, export), "Failed to parse OTel Protobuf Trace");
    }

    private static byte[] nested(byte[] content, int field) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(field << 3 | 2);
        int rest = content.length;
        while (rest > 127) {
            out.write(rest & 127 | 128);
            rest >>>= 7;
        }
        out.write(rest);
        out.writeBytes(content);
        return out.toByteArray();
    }

    @Test
    void spanWithoutIds_refusesTheWhole() {
        String json = TestSpan.json(sample()).replace('"' + TestSpan.id("2") + '"', "\"\"");
        assertThat(error(api().post(OTLP, json))).startsWith("Invalid OTLP trace export: ");
        assertThat(platform().traces().count()).isZero();
    }

    @Test
    void logs_areRefused() {
        assertThat(error(send(PROTOBUF, TestProtobuf.logs()))).startsWith("Invalid OTLP trace export: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resourceSpans\":{}}",
                "{\"resourceSpans\":[{\"scopeSpans\":{}}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":\"x\"}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"1\",\"spanId\":\"1\",\"attributes\":{\"a\":1}}]}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"1\",\"spanId\":\"1\",\"events\":{}}]}]}]}"
            })
    void listsThatAreNone_are400(String json) {
        assertThat(error(api().post(OTLP, json))).startsWith("Invalid OTLP trace export: ");
    }

    @ParameterizedTest
    @CsvSource({"4,200", "3,200", "4.1,200", "4abc,200", "5,400", "abc,400", "'',400"})
    void ingestionVersion_isCheckedByItsLeadingInteger(String version, int status) {
        Answer answer = send(JSON, bytes("{}"), "x-langfuse-ingestion-version", version);
        assertThat(answer.status()).isEqualTo(status);
        if (status == 400) {
            error(answer, "Unsupported x-langfuse-ingestion-version: \"" + version + "\". Maximum supported: \"4\".");
        }
    }

    @Test
    void ingestionVersion_underscores_areHonoured() {
        assertThat(send(JSON, bytes("{}"), "x_langfuse_ingestion_version", "9").status())
                .isEqualTo(400);
    }

    @Test
    void keys_areWanted() {
        HttpRequest.Builder request = Api.raw(platform(), null)
                .request(OTLP)
                .header("Content-Type", JSON)
                .POST(Api.text("{}"));
        Answer answer = Api.send(request);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().get("message").asText()).isEqualTo("No authorization header");
    }

    @Test
    void unpacksTooMuch_is413() {
        Answer answer = send(JSON, gzip(new byte[65 * 1024 * 1024]), "Content-Encoding", "gzip");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).isEqualTo("Body exceeded 64mb limit");
    }

    @Test
    void faults_hitTheRoute() {
        platform()
                .faults()
                .on(
                        Route.OTLP_TRACES,
                        fault -> fault.status(429).header("Retry-After", "1").times(1));
        platform()
                .faults()
                .on(
                        Route.OTLP_TRACES,
                        fault -> fault.disconnect(Disconnect.BEFORE_WORK).times(1));
        assertThat(send(JSON, bytes(TestSpan.json(sample()))).status()).isEqualTo(429);
        Assertions.assertThatThrownBy(() -> send(JSON, bytes(TestSpan.json(sample()))))
                .hasCauseInstanceOf(IOException.class);
        assertThat(platform().traces().count()).isZero();
        assertThat(send(JSON, bytes(TestSpan.json(sample()))).status()).isEqualTo(200);
        assertThat(platform().requests().count(Route.OTLP_TRACES)).isEqualTo(3);
        arrived();
    }

    private static String error(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        JsonNode json = answer.json();
        assertThat(json.has("message")).isFalse();
        return json.get("error").asText();
    }

    private static void error(Answer answer, String text) {
        assertThat(error(answer)).isEqualTo(text);
    }
}
