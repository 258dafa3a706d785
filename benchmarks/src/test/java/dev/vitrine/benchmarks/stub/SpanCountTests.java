package dev.vitrine.benchmarks.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.benchmarks.contest.Outcome;
import dev.vitrine.benchmarks.contest.Scene;
import dev.vitrine.benchmarks.contest.SdkContestant;
import dev.vitrine.benchmarks.contest.Sizes;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class SpanCountTests {
    // resource_spans { resource {}, scope_spans { scope {}, spans { name: "a" }, spans { 16 bytes of fixed64 },
    // schema_url }, scope_spans {} }
    private static final byte[] REQUEST = {
        0x0a, 26, 0x0a, 0, 0x12, 20, 0x0a, 0, 0x12, 3, 0x2a, 1, 'a', 0x12, 9, 0x39, 1, 2, 3, 4, 5, 6, 7, 8, 0x1a, 0,
        0x12, 0
    };

    @Test
    void count_ofAMessage_isThatOfItsSpans() {
        assertThat(SpanCount.of(REQUEST, false)).isEqualTo(2);
        assertThat(SpanCount.of(new byte[0], false)).isZero();
    }

    @Test
    void count_compressed_isTheSame() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(REQUEST);
        }
        assertThat(SpanCount.of(bytes.toByteArray(), true)).isEqualTo(2);
    }

    /** With what OpenTelemetry itself sends. */
    @Test
    void count_ofTheExporter_isWhatWasExported() {
        try (StubServer stub = StubServer.start(1)) {
            Scene scene = new Scene(stub.url(), Path.of("none"), Sizes.FULL.scaled(0.0001), 0);
            SdkContestant sdk = new SdkContestant("", scene);

            Outcome outcome = sdk.observe(scene);
            sdk.close();

            assertThat(outcome.operations()).isEqualTo(scene.sizes().observations());
            assertThat(stub.counts().spans()).isEqualTo(scene.sizes().observations());
        }
    }
}
