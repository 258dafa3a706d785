package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.PlatformTest;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTests extends PlatformTest {
    private static final String DATASETS = "/api/public/v2/datasets";

    private Answer create(String json) {
        return api().post(DATASETS, json);
    }

    @Test
    void create_answers200_withTheWholeObject() {
        Answer answer = create("{\"name\":\" d \",\"unknown\":1}");
        assertThat(answer.status()).isEqualTo(200);
        String id = answer.json().get("id").asText();
        assertThat(id).matches("c[a-z0-9]{24}");
        assertThat(answer.text())
                .isEqualTo("{\"id\":\"" + id + "\",\"name\":\"d\",\"description\":null,\"metadata\":null,"
                        + "\"inputSchema\":null,\"expectedOutputSchema\":null,\"projectId\":\"embedded-project\","
                        + "\"createdAt\":\"2026-11-21T12:00:00.000Z\",\"updatedAt\":\"2026-11-21T12:00:00.000Z\"}");
    }

    @Test
    void create_again_keepsNulls_butClearsSchemas() {
        String id = create("{\"name\":\"d\",\"description\":\"one\",\"metadata\":{\"a\":1},"
                        + "\"inputSchema\":{\"type\":\"object\"},\"expectedOutputSchema\":{\"type\":\"string\"}}")
                .json()
                .get("id")
                .asText();
        clock.advance(Duration.ofSeconds(5));
        JsonNode again = create("{\"name\":\"d\",\"description\":null,\"metadata\":null,\"inputSchema\":null}")
                .json();
        assertThat(again.get("id").asText()).isEqualTo(id);
        assertThat(again.get("description").asText()).isEqualTo("one");
        assertThat(again.get("metadata").toString()).isEqualTo("{\"a\":1}");
        assertThat(again.get("inputSchema").isNull()).isTrue();
        assertThat(again.get("expectedOutputSchema").toString()).isEqualTo("{\"type\":\"string\"}");
        assertThat(again.get("createdAt").asText()).isEqualTo("2026-11-21T12:00:00.000Z");
        assertThat(again.get("updatedAt").asText()).isEqualTo("2026-11-21T12:00:05.000Z");
    }

    @ParameterizedTest(name = "name \"{0}\" is refused")
    @ValueSource(strings = {"", "  ", "/a", "a/", "a//b", "<b>a</b>"})
    void create_invalidName_is400(String name) {
        Answer answer = create("{\"name\":\"" + name + "\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("message").asText()).startsWith("Dataset name not valid.");
        assertThat(answer.json().get("error").asText()).isEqualTo("InvalidRequestError");
    }

    @Test
    void create_schemaThatIsNoObject_is400() {
        Answer answer = create("{\"name\":\"d\",\"inputSchema\":7}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/0/path/0").asText()).isEqualTo("inputSchema");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"plain", "a/b/c", "with space", "plus+plus", "ünïcode 日本", "a&b=c?d#e"})
    void get_byEncodedName_findsIt(String name) {
        String id = dataset(name);
        Answer answer = api().get(DATASETS + "/" + Api.encode(name));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("id").asText()).isEqualTo(id);
    }

    @Test
    void get_nameWithPercent_isDecodedTwice() {
        dataset("50%");
        Answer malformed = api().get(DATASETS + "/" + Api.encode("50%"));
        assertThat(malformed.status()).isEqualTo(500);
        assertThat(malformed.text()).isEqualTo("{\"message\":\"Internal Server Error\",\"error\":\"URI malformed\"}");
        dataset("a/b");
        assertThat(api().get(DATASETS + "/a%252Fb").json().get("name").asText()).isEqualTo("a/b");
    }

    @Test
    void get_unknown_is404() {
        Answer answer = api().get(DATASETS + "/nope");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("{\"message\":\"Dataset not found\",\"error\":\"LangfuseNotFoundError\"}");
    }

    @Test
    void list_isNewestFirst_inPages() {
        for (String name : new String[] {"a", "b", "c"}) {
            dataset(name);
            clock.advance(Duration.ofMillis(1));
        }
        JsonNode first = api().get(DATASETS + "?page=1&limit=2").json();
        assertThat(first.get("data").findValuesAsText("name")).containsExactly("c", "b");
        assertThat(first.get("meta").toString())
                .isEqualTo("{\"page\":1,\"limit\":2,\"totalItems\":3,\"totalPages\":2}");
        JsonNode second = api().get(DATASETS + "?page=2&limit=2").json();
        assertThat(second.get("data").findValuesAsText("name")).containsExactly("a");
    }

    @Test
    void projects_doNotSeeEachOther() {
        EmbeddedLangfuse two = Objects.requireNonNull(EmbeddedLangfuse.builder()
                .project("second", "pk-2", "sk-2")
                .start()
                .block(PATIENCE));
        try {
            Api.of(two).post(DATASETS, "{\"name\":\"d\"}");
            Api second = Api.withKeys(two, "pk-2", "sk-2");
            assertThat(second.get(DATASETS + "/d").status()).isEqualTo(404);
            assertThat(second.post(DATASETS, "{\"name\":\"d\"}")
                            .json()
                            .get("projectId")
                            .asText())
                    .isEqualTo("second");
        } finally {
            two.disposeLater().block(PATIENCE);
        }
    }
}
