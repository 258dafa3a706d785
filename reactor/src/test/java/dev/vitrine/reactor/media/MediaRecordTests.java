package dev.vitrine.reactor.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaRecordTests {

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T13:00:00.000Z, 2026-11-20T13:00:00Z",
        "2026-11-20T13:00:00z, 2026-11-20T13:00:00Z",
        "2026-11-20T15:00:00+02:00, 2026-11-20T13:00:00Z",
        "2026-11-20T13:00:00, 2026-11-20T13:00:00Z",
        "2026-11-20 13:00:00.5, 2026-11-20T13:00:00.5Z",
    })
    void expiry_timeOfAnyForm_isUnderstood(String text, Instant expected) {
        assertThat(expiring(text).expiry()).isEqualTo(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "soon", "1700000000"})
    void expiry_missingOrUnparsable_isNone(@Nullable String text) {
        assertThat(expiring(text).expiry()).isNull();
    }

    @Test
    void type_unreadable_isAnyBlob() {
        assertThat(new MediaRecord("m", "no type", 1L, null, null).type()).isEqualTo(ContentType.OCTET_STREAM);
        assertThat(new MediaRecord("m", null, 1L, null, null).type()).isEqualTo(ContentType.OCTET_STREAM);
        assertThat(new MediaRecord("m", "image/png; x=y", 1L, null, null).type())
                .isEqualTo(ContentType.IMAGE_PNG);
    }

    @Test
    void toString_never_showsTheUrl() {
        assertThat(new MediaRecord("m", "image/png", 5L, "https://store/x?X-Amz-Signature=abc", null).toString())
                .doesNotContain("store", "Signature")
                .contains("m", "image/png");
    }

    private static MediaRecord expiring(@Nullable String expiry) {
        return new MediaRecord("m", "image/png", 5L, "https://store/x", expiry);
    }
}
