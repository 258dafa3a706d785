package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.PlatformTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prompts, their versions and labels. */
class PromptTests extends PlatformTest {
    private static final String PROMPTS = "/api/public/v2/prompts";

    @Test
    void create_givesVersionsAndMovesLabels() {
        Answer first = create("{\"name\":\"p\",\"prompt\":\"one\",\"labels\":[\"production\"],\"tags\":[\"t\"]}");
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().get("version").asInt()).isEqualTo(1);
        assertThat(first.json().get("type").asText()).isEqualTo("text");
        assertThat(first.json().get("config").toString()).isEqualTo("{}");
        assertThat(first.json().get("isActive").isNull()).isTrue();
        assertThat(first.json().has("resolutionGraph")).isFalse();
        assertThat(texts(first.json().get("labels"))).containsExactly("latest", "production");

        JsonNode second = create("{\"name\":\"p\",\"prompt\":\"two\",\"config\":{\"a\":1}}")
                .json();
        assertThat(second.get("version").asInt()).isEqualTo(2);
        assertThat(texts(second.get("tags"))).containsExactly("t");
        assertThat(texts(get("p", "version=1").json().get("labels"))).containsExactly("production");
        assertThat(get("p", "").json().get("prompt").asText()).isEqualTo("one");
        assertThat(get("p", "").json().get("isActive").asBoolean()).isTrue();
        assertThat(get("p", "label=latest").json().get("version").asInt()).isEqualTo(2);

        create("{\"name\":\"p\",\"prompt\":\"three\",\"tags\":[\"u\"]}");
        assertThat(texts(get("p", "version=1").json().get("tags"))).containsExactly("u");
    }

    @Test
    void get_errors_haveTheirTexts() {
        create("{\"name\":\"p\",\"prompt\":\"one\"}");
        assertThat(get("p", "version=1&label=a").status()).isEqualTo(400);
        assertThat(message(get("p", "version=1&label=a"))).isEqualTo("Cannot specify both version and label");
        assertThat(get("p", "").status()).isEqualTo(404);
        assertThat(message(get("p", ""))).isEqualTo("Prompt not found: 'p' with label 'production'");
        assertThat(message(get("p", "version=3"))).isEqualTo("Prompt not found: 'p' with version 3");
        assertThat(get("p", "version=x").status()).isEqualTo(400);
        Answer unauthorized = Api.raw(platform(), null).get(PROMPTS);
        assertThat(unauthorized.status()).isEqualTo(401);
        assertThat(unauthorized.json().get("error").asText()).isEqualTo("UnauthorizedError");
    }

    @Test
    void label_addsToOneVersionAndTakesFromTheOthers() {
        create("{\"name\":\"f/p\",\"prompt\":\"one\",\"labels\":[\"production\",\"a\"]}");
        create("{\"name\":\"f/p\",\"prompt\":\"two\"}");
        Answer moved = api().patch(path("f/p") + "/versions/2", "{\"newLabels\":[\"production\"]}");
        assertThat(moved.status()).isEqualTo(200);
        assertThat(texts(moved.json().get("labels"))).containsExactly("latest", "production");
        assertThat(texts(get("f/p", "version=1").json().get("labels"))).containsExactly("a");
        assertThat(api().patch(path("f/p") + "/versions/2", "{\"newLabels\":[\"latest\"]}")
                        .status())
                .isEqualTo(400);
        assertThat(api().patch(path("f/p") + "/versions/2", "{}").status()).isEqualTo(400);
        assertThat(message(api().patch(path("f/p") + "/versions/9", "{\"newLabels\":[]}")))
                .isEqualTo("Prompt not found: f/p");
    }

    @Test
    void delete_aVersionALabelOrAll() {
        create("{\"name\":\"p\",\"prompt\":\"one\",\"labels\":[\"a\"]}");
        create("{\"name\":\"p\",\"prompt\":\"two\",\"labels\":[\"b\"]}");
        create("{\"name\":\"p\",\"prompt\":\"three\"}");
        assertThat(api().delete(path("p") + "?version=3").status()).isEqualTo(204);
        assertThat(get("p", "label=latest").json().get("version").asInt()).isEqualTo(2);
        assertThat(api().delete(path("p") + "?label=a").status()).isEqualTo(204);
        assertThat(api().delete(path("p")).status()).isEqualTo(204);
        assertThat(message(api().delete(path("p")))).isEqualTo("Prompt not found");
    }

    @Test
    void chat_keepsWhatThePlatformKnows() {
        JsonNode chat = create("""
            {"name":"c","type":"chat","prompt":[{"type":"chatmessage","role":"user","content":"{{q}}","extra":1},
             {"type":"placeholder","name":"history"}]}""").json();
        assertThat(chat.get("prompt").toString())
                .isEqualTo(
                        "[{\"role\":\"user\",\"content\":\"{{q}}\"},{\"type\":\"placeholder\",\"name\":\"history\"}]");
        Answer collision = create("""
            {"name":"d","type":"chat","prompt":[{"role":"user","content":"{{ h }}"},{"type":"placeholder","name":"h"}]}""");
        assertThat(collision.status()).isEqualTo(400);
        assertThat(create("{\"name\":\"c\",\"prompt\":\"text\"}").status()).isEqualTo(400);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("prompts that the platform refuses")
    @ValueSource(
            strings = {
                "{\"prompt\":\"x\"}",
                "{\"name\":\"\",\"prompt\":\"x\"}",
                "{\"name\":\"a|b\",\"prompt\":\"x\"}",
                "{\"name\":\"/a\",\"prompt\":\"x\"}",
                "{\"name\":\"a//b\",\"prompt\":\"x\"}",
                "{\"name\":\"<b>\",\"prompt\":\"x\"}",
                "{\"name\":\"new\",\"prompt\":\"x\"}",
                "{\"name\":\"a\",\"prompt\":[]}",
                "{\"name\":\"a\",\"type\":\"chat\",\"prompt\":\"x\"}",
                "{\"name\":\"a\",\"type\":\"chat\",\"prompt\":[{\"role\":\"user\"}]}",
                "{\"name\":\"a\",\"type\":\"chat\",\"prompt\":[{\"type\":\"placeholder\",\"name\":\"1a\"}]}",
                "{\"name\":\"a\",\"type\":\"other\",\"prompt\":\"x\"}",
                "{\"name\":\"a\",\"prompt\":\"x\",\"labels\":[\"Upper\"]}",
                "{\"name\":\"a\",\"prompt\":\"x\",\"labels\":\"one\"}"
            })
    void create_badPrompt_is400(String body) {
        assertThat(create(body).status()).isEqualTo(400);
    }

    @Test
    void list_groupsVersionsByName() {
        create("{\"name\":\"b\",\"prompt\":\"x\",\"labels\":[\"l\"]}");
        create("{\"name\":\"b\",\"prompt\":\"y\",\"config\":{\"k\":1}}");
        create("{\"name\":\"a\",\"prompt\":\"x\",\"tags\":[\"t\"]}");
        JsonNode all = api().get(PROMPTS + "?limit=1&page=2").json();
        assertThat(all.get("data")).hasSize(1);
        JsonNode b = all.get("data").get(0);
        assertThat(b.get("name").asText()).isEqualTo("b");
        assertThat(b.get("versions").toString()).isEqualTo("[1,2]");
        assertThat(b.get("lastConfig").toString()).isEqualTo("{\"k\":1}");
        assertThat(all.get("meta")).isEqualTo(all.get("pagination"));
        assertThat(all.get("meta").get("totalItems").asInt()).isEqualTo(2);
        assertThat(api().get(PROMPTS + "?tag=t").json().get("data")).hasSize(1);
        assertThat(api().get(PROMPTS + "?label=l")
                        .json()
                        .get("data")
                        .get(0)
                        .get("versions")
                        .toString())
                .isEqualTo("[1]");
        assertThat(api().get(PROMPTS + "?limit=101").status()).isEqualTo(400);
    }

    private Answer create(String body) {
        return api().post(PROMPTS, body);
    }

    private Answer get(String name, String query) {
        return api().get(path(name) + "?" + query);
    }

    private static String path(String name) {
        return PROMPTS + "/" + Api.encode(name);
    }

    private static String message(Answer answer) {
        return answer.json().get("message").asText();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(entry -> texts.add(entry.asText()));
        return texts;
    }
}
