package dev.vitrine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTypeTests {

    @Test
    void isSupported_closedList_has52Types() {
        assertThat(ContentTypes.all()).hasSize(52);
        assertThat(ContentTypes.all().keySet()).allMatch(type -> new ContentType(type).isSupported());
        assertThat(ContentTypes.all()).allSatisfy((type, extension) -> {
            assertThat(new ContentType(type).extension()).isEqualTo(extension);
            // what the server stores comes back as a type that it takes
            assertThat(ContentType.ofName("x." + extension)).get().matches(ContentType::isSupported);
        });
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"audio/x-wav", "text/yaml", "image/x-icon", "application/x-unheard-of"})
    void isSupported_others_passThroughUnsupported(String type) {
        assertThat(ContentType.of(type).isSupported()).isFalse();
        assertThat(ContentType.of(type).extension()).isEqualTo("bin");
    }

    @ParameterizedTest(name = "''{0}''")
    @CsvSource({
        "text/plain; charset=utf-8, text/plain",
        "' IMAGE/PNG ', image/png",
        "image/SVG+xml;a=b;c=d, image/svg+xml"
    })
    void of_headerValue_dropsParametersAndCase(String text, String type) {
        assertThat(ContentType.of(text)).hasToString(type);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", "image", "image/", "/png", "image/png/x", "image png", "im age/png", "image/*", "ü/x"})
    void of_noMediaType_saysWhatIsWanted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentType.of(text))
                .withMessageContaining("image/png");
    }

    @Test
    void isValid_anyCharacterAnywhere_isAsThePatternSays() {
        Pattern syntax = Pattern.compile("[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}");
        for (char c = 0; c < 0x180; c++) {
            for (String form : List.of("%sa/b", "a%s/b", "a/%sb", "a/b%s", "%s/b", "a/%s")) {
                String type = form.replace("%s", String.valueOf(c));
                assertThat(ContentType.isValid(type))
                        .as(type)
                        .isEqualTo(syntax.matcher(type).matches());
            }
        }
        String longest = "x".repeat(127);
        assertThat(ContentType.isValid(longest + "/" + longest)).isTrue();
        assertThat(ContentType.isValid(longest + "x/y")).isFalse();
        assertThat(ContentType.isValid("y/x" + longest)).isFalse();
    }

    @Test
    void constructor_parametersOrCapitals_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ContentType("text/plain;charset=utf-8"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ContentType("Image/png"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ContentType("image/png\n"));
        assertThatNullPointerException()
                .isThrownBy(() -> ContentType.of(nothing()))
                .withMessage("contentType");
    }

    @Test
    void of_hugeText_isNotRepeatedInTheMessage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentType.of("x".repeat(100_000)))
                .satisfies(
                        e -> assertThat(Objects.requireNonNull(e.getMessage())).hasSizeLessThan(250));
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }
}
