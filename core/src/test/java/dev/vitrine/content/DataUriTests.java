package dev.vitrine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataUriTests {

    @Test
    void parse_base64_decodesContent() {
        byte[] png = Samples.picture("png");

        DataUri uri =
                DataUri.parse("data:image/png;base64," + Base64.getEncoder().encodeToString(png));

        assertThat(uri.contentType()).isEqualTo(ContentType.IMAGE_PNG);
        assertThat(uri.parameters()).isEmpty();
        assertThat(uri.content()).isEqualTo(ByteBuffer.wrap(png));
        assertThat(uri.content().isReadOnly()).isTrue();
        uri.content().position(3);
        assertThat(uri.content().position()).isZero();
    }

    @ParameterizedTest(name = "''{0}''")
    @CsvSource(
            delimiter = '|',
            value = {
                "data:text/plain,hello | text/plain | {} | hello",
                "data:text/plain;charset=utf-8,a%20b%C3%BC | text/plain | {charset=utf-8} | a bü",
                "data:,A%20brief%20note | text/plain | {charset=US-ASCII} | A brief note",
                "data:;charset=utf-8,%C3%BC | text/plain | {charset=utf-8} | ü",
                "data:;a=b,x | text/plain | {a=b, charset=US-ASCII} | x",
                "data:;base64,aGVsbG8= | text/plain | {charset=US-ASCII} | hello",
                "DATA:Image/SVG+xml;BASE64,aGVsbG8= | image/svg+xml | {} | hello",
                "data:text/plain;base64,aGVsbG8 | text/plain | {} | hello",
                "data:text/plain;base64,aGVsbG8%3D | text/plain | {} | hello",
                "data:text/plain;Charset=UTF-8;x=y%3Bz;base64,aGVsbG8= | text/plain | {charset=UTF-8, x=y;z} | hello",
                "data:text/plain;name=\"a, b;\\\"c\\\"\";base64,aGVsbG8= | text/plain | {name=a, b;\"c\"} | hello",
                "data:text/plain;base64=x,hi | text/plain | {base64=x} | hi",
                "data:application/vnd-xxx-query,a,b;base64,c | application/vnd-xxx-query | {} | a,b;base64,c",
                "data:text/html,<b>\"a\"</b> | text/html | {} | <b>\"a\"</b>",
            })
    void parse_allForms_readTypeParametersAndContent(String text, String type, String parameters, String content) {
        DataUri uri = DataUri.parse(text);

        assertThat(uri.contentType()).hasToString(type);
        assertThat(uri.parameters()).hasToString(parameters);
        assertThat(StandardCharsets.UTF_8.decode(uri.content()).toString()).isEqualTo(content);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"data:,", "data:image/png,", "data:image/png;base64,"})
    void parse_noContent_isEmpty(String text) {
        assertThat(DataUri.parse(text).content().remaining()).isZero();
    }

    @ParameterizedTest(name = "''{0}''")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 0 | data:",
                "hello | 0 | data:",
                "' data:,x' | 0 | data:",
                "data: | 5 | no comma",
                "data:image/png;base64 | 21 | no comma",
                "data:image/png | 14 | no comma",
                "data: [DONE] | 5 | before the comma",
                "data: {\"a\":\"b,c\"} | 5 | before the comma",
                "data:image,x | 5 | no media type",
                "data:/png,x | 5 | no media type",
                "data:image/png; charset=x,y | 15 | name=value",
                "data:image/png;charset,y | 22 | name=value",
                "data:image/png;=x,y | 15 | without a name",
                "data:image/png;a=,y | 17 | readable value",
                "data:image/png;a=%4,y | 17 | readable value",
                "data:image/png;a=b;A=c,y | 19 | twice",
                "data:image/png;a=\"b,y | 17 | without an end",
                "data:image/png;base64;a=b,aGk= | 21 | last",
                "data:image/png;base64,aGV!bG8= | 25 | not Base64",
                "data:image/png;base64,aGVs bG8= | 26 | not Base64",
                "data:image/png;base64,aGV-bG8_ | 25 | not Base64",
                "data:image/png;base64,aGVsbG8== | 30 | not Base64",
                "data:image/png;base64,aG= | 25 | cut off",
                "data:image/png;base64,aGVsb | 27 | cut off",
                "data:image/png;base64,= | 22 | not Base64",
                "data:image/png;base64,aGVsbG8=x | 30 | not Base64",
                "data:image/png;base64,aGVsbG8ü | 29 | not Base64",
                "data:text/plain,100% | 19 | '%'",
                "data:text/plain,a%2 | 17 | '%'",
                "data:text/plain,a%2gb | 17 | '%'",
                "data:text/plain,a%２0 | 17 | '%'",
                "data:text/plain,Grüße | 18 | percent-encoded",
                "data:text/plain,a#b | 17 | percent-encoded",
            })
    void parse_malformed_namesFaultAndOffset(String text, int offset, String fault) {
        assertThatExceptionOfType(ContentException.class)
                .isThrownBy(() -> DataUri.parse(text))
                .withMessageContaining("offset " + offset + ":")
                .withMessageContaining(fault);
    }

    @Test
    void parse_malformed_neverShowsContent() {
        String secret = "c2VjcmV0";
        assertThatExceptionOfType(ContentException.class)
                .isThrownBy(() -> DataUri.parse("data:image/png;base64," + secret + "!" + secret))
                .satisfies(e -> assertThat(e.toString()).doesNotContain(secret).doesNotContain("secret"));
        assertThat(DataUri.parse("data:image/png;base64," + secret)).hasToString("DataUri[image/png, 6 bytes]");
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {
                "",
                "data",
                "data:",
                "data: [DONE]",
                "data: {\"choices\":[{\"delta\":{\"content\":\"hi\"}}]}",
                "data: {\"url\":\"data:image/png;base64,aGVsbG8=\"}",
                "data: some text with ;base64, in it",
                "data:some text with ;base64,aGVsbG8=",
                "data:image/png;base64",
                "data:image/png;base64,",
                "data:text/plain,hello",
                "data:;base64,aGVsbG8=",
                "data:image/png;base64,aGVsbG8=\n",
                "data:image/png;base64,aGVsbG8= and more",
                "data:image/png;base64,aGVs\nbG8=",
                " data:image/png;base64,aGVsbG8=",
                "see data:image/png;base64,aGVsbG8=",
                "@@@langfuseMedia:type=image/png|id=x|source=bytes@@@"
            })
    void isBase64DataUri_anythingElse_isFalse(String text) {
        assertThat(DataUri.isBase64DataUri(text)).isFalse();
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {
                "data:image/png;base64,aGVsbG8=",
                "data:image/png;base64,aGVsbG8",
                "DATA:image/PNG;Base64,aGVsbG8=",
                "data:text/plain;charset=utf-8;base64,aGVsbG8=",
                "data:text/plain;name=\"a,b\";base64,aGVsbG8="
            })
    void isBase64DataUri_wholeUri_isTrueAndParses(String text) {
        assertThat(DataUri.isBase64DataUri(text)).isTrue();
        assertThat(DataUri.parse(text).content().remaining()).isEqualTo(5);
    }

    @Test
    void format_anyContent_roundTrips() {
        Random random = new Random(7);
        for (int length : new int[] {0, 1, 2, 3, 4, 100, 48 * 1024 - 1, 48 * 1024, 48 * 1024 + 1, 200_000, 3_000_001}) {
            byte[] content = new byte[length];
            random.nextBytes(content);
            ByteBuffer direct = ByteBuffer.allocateDirect(length + 5)
                    .position(5)
                    .put(content)
                    .position(5);

            String text = DataUri.format(ContentType.AUDIO_WAV, direct);

            assertThat(text)
                    .isEqualTo("data:audio/wav;base64," + Base64.getEncoder().encodeToString(content));
            assertThat(direct.position()).isEqualTo(5);
            DataUri parsed = DataUri.parse(text);
            assertThat(parsed.content()).isEqualTo(ByteBuffer.wrap(content));
            assertThat(parsed.contentType()).isEqualTo(ContentType.AUDIO_WAV);
            assertThat(DataUri.isBase64DataUri(text)).isEqualTo(length > 0);
        }
    }

    @Test
    void parseAndFormat_largeContent_areNotCopiedNeedlessly() {
        byte[] content = new byte[24 * 1024 * 1024];
        new Random(3).nextBytes(content);
        DataUri.parse(DataUri.format(ContentType.OCTET_STREAM, ByteBuffer.wrap(content, 0, 100))); // classes loaded

        long before = allocated();
        String text = DataUri.format(ContentType.OCTET_STREAM, ByteBuffer.wrap(content));
        long formatted = allocated();
        DataUri parsed = DataUri.parse(text);
        long read = allocated();

        assertThat(parsed.content()).isEqualTo(ByteBuffer.wrap(content));
        assertThat(formatted - before).isLessThan(2L * text.length() + 1_000_000); // characters and the string's own
        assertThat(read - formatted).isLessThan(content.length + 1_000_000L);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void parse_longPercentForm_roundTrips() {
        StringBuilder text = new StringBuilder("data:application/octet-stream,");
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
            text.append(String.format("%%%02x", i));
        }
        assertThat(DataUri.parse(text.toString()).content()).isEqualTo(ByteBuffer.wrap(all));
    }

    @Test
    void parameters_areUnmodifiable() {
        Map<String, String> parameters = DataUri.parse("data:;a=b,x").parameters();

        assertThat(parameters).isUnmodifiable();
    }
}
