package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.support.TestSpan;
import dev.vitrine.embedded.support.TraceTest;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which attribute becomes which field. */
class ObservationFieldTests extends TraceTest {

    private JsonNode withAttribute(String key, Object value) {
        export(TestSpan.root("1", "1").with(key, value));
        return observation();
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "langfuse.observation.type,generation,GENERATION",
        "langfuse.observation.type,guardrail,GUARDRAIL",
        "langfuse.observation.type,nonsense,SPAN",
        "openinference.span.kind,LLM,GENERATION",
        "openinference.span.kind,RETRIEVER,RETRIEVER",
        "gen_ai.operation.name,embeddings,EMBEDDING",
        "gen_ai.operation.name,execute_tool,TOOL",
        "gen_ai.request.model,gpt-5,GENERATION",
        "other,x,SPAN"
    })
    void type(String key, String value, String type) {
        assertThat(withAttribute(key, value).get("type").asText()).isEqualTo(type);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "DEBUG,DEBUG",
        "trace,DEBUG",
        "VERBOSE,DEBUG",
        "Info,DEFAULT",
        "SUCCESS,DEFAULT",
        "WARN,WARNING",
        "fatal,ERROR",
        "CRITICAL,ERROR",
        "odd,DEFAULT"
    })
    void level(String given, String kept) {
        assertThat(withAttribute("langfuse.observation.level", given)
                        .get("level")
                        .asText())
                .isEqualTo(kept);
    }

    @Test
    void level_ofAFailedSpan_isError_unlessOneIsGiven() {
        export(TestSpan.root("1", "1").failed());
        assertThat(observation().get("level").asText()).isEqualTo("ERROR");
        export(TestSpan.root("1", "1").failed().with("langfuse.observation.level", "WARNING"));
        assertThat(observation().get("level").asText()).isEqualTo("WARNING");
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "langfuse.environment,Langfuse-Prod,prod",
        "deployment.environment,STAGING,staging",
        "deployment.environment.name,dev,dev",
        "langfuse.environment,a b,default",
        "other,x,default"
    })
    void environment(String key, String value, String kept) {
        assertThat(withAttribute(key, value).get("environment").asText()).isEqualTo(kept);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {"2026-11-21T12:00:01.500Z", "\"2026-11-21T12:00:01.500Z\""})
    @DisplayName("completion start with and without quotes of its own")
    void completionStart(String text) {
        JsonNode row = withAttribute("langfuse.observation.completion_start_time", text);
        assertThat(row.get("completionStartTime").asText()).isEqualTo("2026-11-21T12:00:01.500Z");
        assertThat(row.get("timeToFirstToken").asDouble()).isEqualTo(1.5);
    }

    @Test
    void usage_ofTheOpenAiShape_isConverted() {
        JsonNode usage = withAttribute(
                        "langfuse.observation.usage_details",
                        "{\"prompt_tokens\":10,\"completion_tokens\":4,\"total_tokens\":14,"
                                + "\"prompt_tokens_details\":{\"cached_tokens\":3},"
                                + "\"completion_tokens_details\":{\"reasoning_tokens\":1}}")
                .get("usageDetails");
        assertThat(usage.toString())
                .isEqualTo("{\"input\":7,\"input_cached_tokens\":3,\"output\":3,\"output_reasoning_tokens\":1,"
                        + "\"total\":14}");
    }

    @Test
    void usageAndCost_keepNumbersThatAreNotNegative() {
        export(TestSpan.root("1", "1")
                .with("langfuse.observation.usage_details", "{\"input\":5,\"bad\":-1,\"worse\":\"x\"}")
                .with("langfuse.observation.cost_details", "{\"input\":0.25,\"output\":0.5}"));
        JsonNode row = observation();
        assertThat(row.get("usageDetails").toString()).isEqualTo("{\"input\":5,\"total\":5}");
        assertThat(row.get("totalCost").asDouble()).isEqualTo(0.75);
        assertThat(withAttribute("langfuse.observation.usage_details", "no object")
                        .get("usageDetails"))
                .isEmpty();
    }

    @Test
    void promptLink_isOfGenerationsOnly() {
        for (String type : List.of("generation", "span")) {
            export(TestSpan.root("1", "1")
                    .with("langfuse.observation.type", type)
                    .with("langfuse.observation.prompt.name", "critic")
                    .with("langfuse.observation.prompt.version", 3L));
            JsonNode row = observation();
            assertThat(row.get("promptName").isNull()).isEqualTo(type.equals("span"));
            assertThat(row.get("promptVersion").asInt()).isEqualTo(type.equals("span") ? 0 : 3);
        }
    }

    @Test
    void modelParameters_thatAreNeitherTextNorNumber_becomeText() {
        JsonNode row = withAttribute(
                "langfuse.observation.model.parameters", "{\"temperature\":0.5,\"stop\":[\"a\"],\"n\":\"x\"}");
        assertThat(row.get("modelParameters").toString())
                .isEqualTo("{\"temperature\":0.5,\"stop\":\"[\\\"a\\\"]\",\"n\":\"x\"}");
    }

    @Test
    void metadata_isFlat_withResourceAndScope() {
        export(TestSpan.root("1", "1")
                .with("langfuse.observation.metadata", "{\"a\":{\"b\":1}}")
                .with("langfuse.observation.metadata.dotted.key", "text")
                .with("langfuse.observation.metadata.number", 9L)
                .with("langfuse.observation.metadata.big", 9_007_199_254_740_993L)
                .with("langfuse.observation.metadata.list", "[1,2]"));
        JsonNode metadata = observation().get("metadata");
        assertThat(metadata.get("a.b").asInt()).isEqualTo(1);
        assertThat(metadata.get("dotted.key").asText()).isEqualTo("text");
        assertThat(metadata.get("number").isNumber()).isTrue();
        assertThat(metadata.get("big").textValue()).isEqualTo("9007199254740993");
        assertThat(metadata.get("list").toString()).isEqualTo("[1,2]");
        assertThat(metadata.get("resourceAttributes.service.name").asText()).isEqualTo("shop");
        assertThat(metadata.get("scope.name").asText()).isEqualTo("langfuse-sdk");
        assertThat(metadata.has("attributes.langfuse.observation.metadata")).isFalse();
    }

    @Test
    void metadata_ofAnotherScope_hasTheRawAttributes() {
        String json = TestSpan.json(TestSpan.root("1", "1").with("gen_ai.system", "openai"))
                .replace("langfuse-sdk", "openinference.instrumentation");
        assertThat(api().post(OTLP, json).status()).isEqualTo(200);
        assertThat(observation().get("metadata").get("attributes.gen_ai.system").asText())
                .isEqualTo("openai");
    }

    @Test
    void metadata_thatIsLong_isCutUnlessItIsAskedFor() {
        export(TestSpan.root("1", "1").with("langfuse.observation.metadata.long", "x".repeat(500)));
        assertThat(observation().get("metadata").get("long").asText()).hasSize(200);
        JsonNode expanded =
                read(V2 + "?fields=core,metadata&expandMetadata=long").get(0);
        assertThat(expanded.get("metadata").get("long").asText()).hasSize(500);
    }

    @Test
    void inputAndOutput_areTheTextThatWasSent() {
        export(TestSpan.root("1", "1")
                .with("langfuse.observation.input", "{ \"a\" : 1 }")
                .with("langfuse.observation.output", "plain"));
        assertThat(observation().get("input").textValue()).isEqualTo("{ \"a\" : 1 }");
        assertThat(observation().get("output").textValue()).isEqualTo("plain");
    }

    @Test
    void spanAgain_replacesWhatWasThere() {
        export(TestSpan.root("1", "1").name("before"));
        export(TestSpan.root("1", "1").name("after"));
        assertThat(observation().get("name").asText()).isEqualTo("after");
        assertThat(platform().traces().count()).isEqualTo(1);
        assertThat(platform().traces().received()).isEqualTo(2);
    }
}
