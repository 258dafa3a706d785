package dev.vitrine.json;

import static dev.vitrine.json.Samples.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.json.Samples.Picture;
import dev.vitrine.media.MediaTreeException;
import dev.vitrine.media.WalkLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MediaProbeTests {
    private final MediaProbe probe = new MediaProbe();

    record Row(int id, String text, @Nullable Object image, List<Integer> numbers) {}

    record Plain(@com.fasterxml.jackson.annotation.JsonValue Object value) {}

    static final class Broken {
        @JsonProperty
        Object half() {
            throw new IllegalStateException("half written");
        }
    }

    @Test
    void valueWithMedia_oneAfterTheOther_isWhatTheEncoderSays() {
        for (int i = 0; i < 50; i++) {
            Picture picture = picture(i);
            String text = "text ".repeat(i * i);
            Object image = i % 3 == 0 ? picture : i % 3 == 1 ? Map.of("deep", List.of("no", picture)) : "none";
            Row row = new Row(i, text, image, List.of(i));

            JsonValue found = probe.valueWithMedia(row, WalkLimits.DEFAULT);

            if (i % 3 == 2) {
                assertThat(found).isNull();
            } else {
                assertThat(Objects.requireNonNull(found).media(Picture.class)).containsExactly(picture);
                assertThat(found.toJson().strip())
                        .isEqualTo(JsonEncoder.strict().toValue(row).toJson());
                assertThat(found.occurrences())
                        .isEqualTo(JsonEncoder.strict().toValue(row).occurrences());
            }
        }
    }

    @Test
    void valueWithMedia_rootsThatAreScalars_areKeptApart() {
        assertThat(probe.valueWithMedia(new Plain(1), WalkLimits.DEFAULT)).isNull();
        assertThat(probe.valueWithMedia(new Plain(2), WalkLimits.DEFAULT)).isNull();
        Picture picture = picture(1);
        JsonValue found = probe.valueWithMedia(new Plain(picture), WalkLimits.DEFAULT);

        assertThat(Objects.requireNonNull(found).unwrap()).isSameAs(picture);
    }

    @Test
    void valueWithMedia_afterAFailure_startsAnew() {
        WalkLimits few = new WalkLimits(10, 5);
        List<Integer> many = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() ->
                            probe.valueWithMedia(new Row(1, "a", List.of(new Broken()), List.of()), WalkLimits.DEFAULT))
                    .isInstanceOf(JsonException.class)
                    .hasMessageContaining("/image/0");
            assertThatThrownBy(() -> probe.valueWithMedia(new Row(1, "a", picture(1), many), few))
                    .isInstanceOf(MediaTreeException.class)
                    .hasMessageContaining("/numbers");
            Picture picture = picture(2);
            JsonValue found = probe.valueWithMedia(new Row(1, "a", picture, many), WalkLimits.DEFAULT);
            assertThat(Objects.requireNonNull(found).media(Picture.class)).containsExactly(picture);
        }
    }

    @Test
    void valueWithMedia_limits_countForEachAlone() {
        WalkLimits enough = new WalkLimits(3, 7);
        for (int i = 0; i < 20; i++) {
            assertThat(probe.valueWithMedia(new Row(i, "a", null, List.of(1)), enough))
                    .isNull();
        }
    }
}
