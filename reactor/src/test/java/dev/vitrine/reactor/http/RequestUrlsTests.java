package dev.vitrine.reactor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class RequestUrlsTests {
    private final RequestUrls urls = new RequestUrls(URI.create("http://host/base"));

    @Test
    void of_withoutValues_isMadeOnce() {
        URI first = urls.of(ApiRequest.post("/api/media").build());

        assertThat(first).hasToString("http://host/base/api/media");
        assertThat(urls.of(ApiRequest.post("/api/media").build())).isSameAs(first);
    }

    @Test
    void of_withValues_isOfTheRequest() {
        for (String id : new String[] {"one", "a/b"}) {
            assertThat(urls.of(ApiRequest.get("/api/media/{id}").path("id", id).build()))
                    .hasToString("http://host/base/api/media/" + id.replace("/", "%2F"));
        }
        for (int page = 1; page < 3; page++) {
            assertThat(urls.of(ApiRequest.get("/api/items").query("page", page).build()))
                    .hasToString("http://host/base/api/items?page=" + page);
        }
        assertThat(urls.of(ApiRequest.get("/api/items").build())).hasToString("http://host/base/api/items");
    }

    @Test
    void of_valueMissing_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> urls.of(ApiRequest.get("/api/media/{id}").build()))
                .withMessageContaining("{id}");
    }

    @Test
    void of_templatesWithoutEnd_keepsTheFirstAlone() {
        for (int i = 0; i < RequestUrls.MOST; i++) {
            urls.of(ApiRequest.get("/api/" + i).build());
        }
        ApiRequest another = ApiRequest.get("/api/another").build();

        assertThat(urls.of(another)).isNotSameAs(urls.of(another)).isEqualTo(urls.of(another));
    }

    @Test
    void whole_piecesOfABody_areJoinedInOrder() {
        assertThat(whole("")).isEmpty();
        assertThat(whole("one")).isEqualTo("one");
        assertThat(whole("one", "", "two", "three")).isEqualTo("onetwothree");
    }

    @Test
    void whole_moreThanTheLimit_fails() {
        StepVerifier.create(BodyBytes.whole(pieces("one", "two"), 5, () -> new IllegalStateException("long")))
                .verifyErrorMessage("long");
    }

    private static String whole(String... pieces) {
        byte[] whole =
                BodyBytes.whole(pieces(pieces), 11, IllegalStateException::new).block(java.time.Duration.ofSeconds(5));
        return whole == null ? "nothing" : new String(whole, StandardCharsets.UTF_8);
    }

    private static Flux<ByteBuf> pieces(String... pieces) {
        return Flux.fromArray(pieces).map(piece -> Unpooled.copiedBuffer(piece, StandardCharsets.UTF_8));
    }
}
