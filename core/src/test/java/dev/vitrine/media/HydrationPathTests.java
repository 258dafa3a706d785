package dev.vitrine.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HydrationPathTests {
    private static String path(Object... location) {
        return HydrationPath.of(List.of(location)).toString();
    }

    @Test
    void of_isWhatTheServerWrites() {
        assertThat(path()).isEqualTo("$");
        assertThat(path("image")).isEqualTo("$['image']");
        assertThat(path("items", 1)).isEqualTo("$['items'][1]");
        assertThat(path(0, 0)).isEqualTo("$[0][0]");
        assertThat(path("O'connor")).isEqualTo("$['O'connor']");
        assertThat(path("a\"b")).isEqualTo("$['a\"b']");
        assertThat(path("a\\b")).isEqualTo("$['a\\b']");
        assertThat(path("a.b", "arr[0]")).isEqualTo("$['a.b']['arr[0]']");
        assertThat(path("0")).isEqualTo("$[0]");
        assertThat(path("01", "*", "1*2")).isEqualTo("$[01][*][1*2]");
        assertThat(path("-1", "1.5", "1a", "")).isEqualTo("$['-1']['1.5']['1a']['']");
        assertThat(path("~", "x", "^", "@string()", "@a b()", "@()")).isEqualTo("$['x']");
        assertThat(path("~~", "@string", "@a\n()", "x@s()")).isEqualTo("$['~~']['@string']['@a\n()']['x@s()']");
        assertThat(path("x']y")).isEqualTo("$['x']y']");
        assertThat(path("٣")).isEqualTo("$['٣']");
    }

    @Test
    void equality_isByText() {
        assertThat(HydrationPath.parse("$['a']['b']"))
                .isEqualTo(HydrationPath.of(List.of("a", "b")))
                .hasSameHashCodeAs(HydrationPath.of(List.of("a']['b")))
                .isNotEqualTo(HydrationPath.parse("$.a.b"));
    }
}
