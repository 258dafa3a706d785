package dev.vitrine.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTests {
    private final Map<String, String> variables = new HashMap<>();
    private final Environment environment = new Environment(variables::get);

    @AfterEach
    void clearProperties() {
        System.getProperties().keySet().removeIf(name -> name.toString().startsWith("langfuse."));
    }

    @ParameterizedTest
    @CsvSource({
        "LANGFUSE_PUBLIC_KEY, langfuse.public-key",
        "LANGFUSE_BASE_URL, langfuse.base-url",
        "LANGFUSE_TIMEOUT, langfuse.timeout",
        "LANGFUSE_MEDIA_UPLOAD_ENABLED, langfuse.media-upload-enabled",
    })
    void text_property_winsOverVariable(String variable, String property) {
        variables.put(variable, "from variable");
        assertThat(environment.text(variable)).isEqualTo("from variable");

        System.setProperty(property, "from property");
        assertThat(environment.text(variable)).isEqualTo("from property");
    }

    @Test
    void text_blank_countsAsNone() {
        variables.put("LANGFUSE_BASE_URL", "  ");

        assertThat(environment.text("LANGFUSE_BASE_URL")).isNull();
    }

    @Test
    void seconds_wholeNumber_isRead() {
        variables.put("LANGFUSE_TIMEOUT", " 7 ");

        assertThat(environment.seconds("LANGFUSE_TIMEOUT")).isEqualTo(Duration.ofSeconds(7));
        assertThat(environment.seconds("LANGFUSE_OTHER")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "five", "5s"})
    void seconds_anythingElse_namesTheVariable(String text) {
        variables.put("LANGFUSE_TIMEOUT", text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> environment.seconds("LANGFUSE_TIMEOUT"))
                .withMessageContaining("LANGFUSE_TIMEOUT");
    }

    @ParameterizedTest
    @CsvSource({"true,true", "TRUE,true", "1,false", "yes,false", "false,false"})
    void isTrue_onlyForTrue(String text, boolean expected) {
        variables.put("LANGFUSE_DEBUG", text);

        assertThat(environment.isTrue("LANGFUSE_DEBUG")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"false,true", "False,true", "0,true", "true,false", "no,false"})
    void isFalse_onlyForFalseAndZero(String text, boolean expected) {
        variables.put("LANGFUSE_MEDIA_UPLOAD_ENABLED", text);

        assertThat(environment.isFalse("LANGFUSE_MEDIA_UPLOAD_ENABLED")).isEqualTo(expected);
    }
}
