package dev.vitrine.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTests {

    @ParameterizedTest(name = "trace id of {0}")
    @CsvSource({
        "session-456, da8e78131d7a9924039c74c39a01e0a1",
        "external-system-123456, 740604b985af36ca62718022f25edd60",
        "äöü, bc329dbfa029f66476cb633afcd3136c",
        "seed, 19b25856e1c150ca834cffc8b59b23ad"
    })
    void traceId_fromSeed_isTheSameInEveryClient(String seed, String id) {
        assertThat(TraceIds.fromSeed(seed)).isEqualTo(id);
    }

    @ParameterizedTest(name = "observation id of {0}")
    @CsvSource({
        "session-456, da8e78131d7a9924",
        "user-123-feedback, bb0d8046cc730839",
        "item-789012, ee3384f3cc0c09b6",
        "seed, 19b25856e1c150ca"
    })
    void observationId_fromSeed_isTheSameInEveryClient(String seed, String id) {
        assertThat(ObservationIds.fromSeed(seed)).isEqualTo(id);
    }

    @Test
    void ids_withoutSeed_areRandomAndValid() {
        assertThat(Stream.generate(TraceIds::random).limit(1_000).distinct())
                .hasSize(1_000)
                .allMatch(TraceIds::isValid);
        assertThat(Stream.generate(() -> ObservationIds.fromSeed(""))
                        .limit(1_000)
                        .distinct())
                .hasSize(1_000)
                .allMatch(ObservationIds::isValid);
        assertThat(TraceIds.fromSeed(null)).isNotEqualTo(TraceIds.fromSeed(null));
    }

    @ParameterizedTest(name = "'{0}'")
    @ValueSource(
            strings = {
                "",
                "00000000000000000000000000000000",
                "DA8E78131D7A9924039C74C39A01E0A1",
                "da8e78131d7a9924",
                "da8e78131d7a9924039c74c39a01e0a1a",
                "ga8e78131d7a9924039c74c39a01e0a1"
            })
    void isValid_anythingElse_isNot(String id) {
        assertThat(TraceIds.isValid(id)).isFalse();
        assertThat(TraceIds.isValid(null)).isFalse();
    }

    @Test
    void observationIds_isValid_wants16Digits() {
        assertThat(ObservationIds.isValid("da8e78131d7a9924")).isTrue();
        assertThat(ObservationIds.isValid("0000000000000000")).isFalse();
        assertThat(ObservationIds.isValid("DA8E78131D7A9924")).isFalse();
    }
}
