package dev.vitrine.embedded.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vitrine.embedded.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceScannerTests {
    private static final String R = "\"@@@langfuseMedia:type=image/png|id=abc|source=bytes@@@\"";

    private static List<String> paths(String json) throws JsonProcessingException {
        return ReferenceScanner.scan("input", Json.parse(json.replace("R", R))).stream()
                .map(FoundReference::jsonPath)
                .toList();
    }

    @ParameterizedTest(name = "{0} is at {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "R | $",
                "{\"image\":R} | $['image']",
                "{\"items\":[0,R]} | $['items'][1]",
                "[[R]] | $[0][0]",
                "{\"O'connor\":R} | $['O'connor']",
                "{\"a\\\"b\":R} | $['a\"b']",
                "{\"a\\\\b\":R} | $['a\\b']",
                "{\"a.b\":R} | $['a.b']",
                "{\"arr[0]\":R} | $['arr[0]']",
                "{\"0\":R} | $[0]",
                "{\"01\":R} | $[01]",
                "{\"-1\":R} | $['-1']",
                "{\"1.5\":R} | $['1.5']",
                "{\"1a\":R} | $['1a']",
                "{\"*\":R} | $[*]",
                "{\"\":R} | $['']",
                "{\"~\":R} | $",
                "{\"~\":{\"x\":R}} | $['x']",
                "{\"^\":R} | $",
                "{\"@string()\":R} | $",
                "{\"@string\":R} | $['@string']",
                "{\"x']y\":R} | $['x']y']",
                "{\"my image\":R} | $['my image']",
                "{\"match\":R} | $['match']",
                "{\"messages\":[{\"content\":[{\"image_url\":R}]}]} | $['messages'][0]['content'][0]['image_url']"
            })
    void scan_place_isRenderedWithoutEscaping(String json, String path) throws JsonProcessingException {
        assertThat(paths(json)).containsExactly(path);
    }

    @Test
    void scan_ownStringsComeBeforeThoseOfChildren_indicesBeforeNames() throws JsonProcessingException {
        assertThat(paths("{\"deep\":{\"x\":R},\"b\":R,\"2\":R,\"1\":R}"))
                .containsExactly("$[1]", "$[2]", "$['b']", "$['deep']['x']");
    }

    @Test
    void scan_collapsingPaths_firstWins() throws JsonProcessingException {
        List<FoundReference> found =
                ReferenceScanner.scan("input", Json.parse("{\"~\":" + R + ",\"^\":" + R.replace("abc", "def") + "}"));
        assertThat(found)
                .singleElement()
                .satisfies(reference -> assertThat(reference.mediaId()).isEqualTo("abc"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            nullValues = "none",
            value = {
                "@@@langfuseMedia:type=image/png|id=abc|source=bytes@@@, abc",
                "@@@langfuseMedia:source=bytes|x=1|id=abc|type=@@@, abc",
                "@@@langfuseMedia: type = a | id = abc | source = b @@@, abc",
                "@@@langfuseMedia:type=a||id=ab=c|source=b@@@, ab",
                "@@@langfuseMedia:type=a|id=abc|source=b@@@@, abc",
                "@@@langfuseMedia:type=a|id|source=b@@@, none",
                "@@@langfuseMedia:type=a|id=abc@@@, none",
                "@@@langfuseMedia:id=abc|source=b@@@, none",
                "x@@@langfuseMedia:type=a|id=abc|source=b@@@, none",
                "@@@langfuseMedia:@@@, none"
            })
    void parse_isLenientInside_strictAround(String text, @Nullable String mediaId) {
        ReferenceString reference = ReferenceString.parse(text);
        assertThat(reference == null ? null : reference.mediaId()).isEqualTo(mediaId);
    }

    @Test
    void parse_lineTerminatorsEndIt_nextLineDoesNot() {
        String text = "@@@langfuseMedia:type=a|id=abc|source=b%s@@@";
        for (String terminator : new String[] {"\n", "\r", "\u2028", "\u2029"}) {
            assertThat(ReferenceString.parse(text.formatted(terminator))).isNull();
        }
        assertThat(ReferenceString.parse(text.formatted("\u0085"))).isNotNull();
    }

    @Test
    void parse_pairNamedReferenceString_replacesTheReference() {
        ReferenceString reference =
                ReferenceString.parse("@@@langfuseMedia:type=a|id=abc|source=b|referenceString=x@@@");
        assertThat(reference).isEqualTo(new ReferenceString("x", "abc"));
    }
}
