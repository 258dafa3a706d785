package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.PlatformTest;
import dev.vitrine.embedded.traffic.ObservedRequest;
import dev.vitrine.embedded.traffic.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTests extends PlatformTest {
    @Override
    protected void configure(EmbeddedLangfuseBuilder builder) {
        builder.pageSizes(2, 3)
                .maxMediaBytes(10)
                .maxBodyBytes(2_048)
                .maxItems(2)
                .uploadUrlLifetime(Duration.ofSeconds(10))
                .downloadUrlLifetime(Duration.ofSeconds(20))
                .earlyRefusal(true)
                .projectId("mine")
                .keys("pk-mine", "sk-mine");
    }

    @Test
    void keysAndProject_areThoseThatWereSet() {
        assertThat(platform().projectId()).isEqualTo("mine");
        assertThat(api().get("/api/public/projects").json().at("/data/0/id").asText())
                .isEqualTo("mine");
        assertThat(Api.withKeys(platform(), "pk-lf-embedded", "sk-lf-embedded")
                        .get("/api/public/projects")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void pageSizes_hold() {
        assertThat(items("").at("/meta/limit").asInt()).isEqualTo(2);
        assertThat(api().get("/api/public/dataset-items?limit=3").status()).isEqualTo(200);
        assertThat(api().get("/api/public/dataset-items?limit=4").status()).isEqualTo(400);
    }

    @Test
    void sizes_hold() {
        assertThat(requestUpload(bytes("ten bytes!"), PNG).status()).isEqualTo(201);
        assertThat(requestUpload(bytes("eleven byte"), PNG)
                        .json()
                        .get("message")
                        .asText())
                .isEqualTo("File size must be less than 10 bytes");
        assertThat(item("{\"x\":\"" + "x".repeat(2_048) + "\"}").status()).isEqualTo(413);
    }

    @Test
    void maxItems_holds_updatesAreStillFine() {
        dataset("d");
        for (String id : new String[] {"a", "b", "a"}) {
            assertThat(item("{\"datasetName\":\"d\",\"id\":\"" + id + "\",\"input\":1}")
                            .status())
                    .isEqualTo(200);
        }
        Answer full = item("{\"datasetName\":\"d\",\"id\":\"c\",\"input\":1}");
        assertThat(full.status()).isEqualTo(500);
        assertThat(full.json().get("error").asText()).isEqualTo("The embedded platform holds at most 2 items");
    }

    @Test
    void urlLifetimes_hold() {
        byte[] content = bytes("content");
        String url = uploadUrl(content, PNG);
        assertThat(url).contains("X-Amz-Expires=10&");
        uploaded(content);
        String download = media(content).json().get("url").asText();
        clock.advance(Duration.ofSeconds(19));
        assertThat(Api.fetch(download).status()).isEqualTo(200);
        assertThat(Api.put(url, PNG, content).status()).isEqualTo(403);
        clock.advance(Duration.ofSeconds(1));
        assertThat(Api.fetch(download).status()).isEqualTo(403);
    }

    @Test
    void earlyRefusal_ofALargeBody_readsNoneOfIt() {
        String url = uploadUrl(bytes("content"), PNG);
        byte[] large = new byte[16 * 1024 * 1024];
        try {
            assertThat(Api.put(url, PNG, large).status()).isEqualTo(403);
        } catch (UncheckedIOException closedWhileSending) {
            assertThat(closedWhileSending).hasCauseInstanceOf(IOException.class);
        }
        ObservedRequest put = platform().requests().of(Route.OBJECT_PUT).get(0);
        assertThat(put.status()).isEqualTo(403);
        assertThat(put.bodyBytes()).isZero();
    }

    @Test
    void earlyRefusal_closesTheConnection() {
        byte[] content = bytes("content");
        Answer refused = Api.put(uploadUrl(content, PNG), "image/jpeg", content);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("connection")).isEqualTo("close");
        uploaded(content);
    }
}
