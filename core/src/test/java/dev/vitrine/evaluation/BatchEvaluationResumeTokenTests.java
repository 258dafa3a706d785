package dev.vitrine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.json.JsonException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchEvaluationResumeTokenTests {
    private static final String FOREIGN = "{\"scope\":\"traces\",\"filter\":null,"
            + "\"last_processed_timestamp\":\"2026-11-01T10:00:06.5+01:00\",\"last_processed_id\":\"t7\","
            + "\"items_processed\":7}";

    @Test
    void toJson_ofTheCommonFields_hasTheirNamesOnly() {
        assertThat(BatchEvaluationResumeToken.of(EvaluationScope.OBSERVATIONS, "[]", "2026-11-01T10:00:00Z", "o", 3)
                        .toJson())
                .isEqualTo("{\"scope\":\"observations\",\"filter\":\"[]\","
                        + "\"last_processed_timestamp\":\"2026-11-01T10:00:00Z\",\"last_processed_id\":\"o\","
                        + "\"items_processed\":3}");
    }

    @Test
    void toJson_ofAPosition_isReadBack() {
        Instant time = Instant.parse("2026-11-01T10:00:00.123Z");
        BatchEvaluationResumeToken token = BatchEvaluationResumeToken.of(
                        EvaluationScope.TRACES, null, time.toString(), "b", 2)
                .at("run", new PagePosition(PageOrder.NEWEST_FIRST, "cursor", time, List.of("a", "b"), true));
        assertThat(token.toJson())
                .contains("\"run_id\":\"run\"", "\"direction\":\"newest_first\"", "\"cursor\":\"cursor\"")
                .contains("\"boundary_timestamp\":\"2026-11-01T10:00:00.123Z\"", "\"boundary_ids\":[\"a\",\"b\"]")
                .contains("\"boundary_done\":true");
        assertThat(BatchEvaluationResumeToken.fromJson(token.toJson())).isEqualTo(token);
        assertThat(token).hasToString("BatchEvaluationResumeToken[traces, 2 processed, last " + time + "]");
    }

    @Test
    void anyMapper_writesAndReadsTheSame() throws Exception {
        BatchEvaluationResumeToken token = BatchEvaluationResumeToken.fromJson(FOREIGN)
                .at("r", new PagePosition(PageOrder.OLDEST_FIRST, null, Instant.EPOCH, List.of("x"), false));
        JsonMapper plain = JsonMapper.builder().build();
        assertThat(plain.writeValueAsString(token)).isEqualTo(token.toJson());
        assertThat(plain.readValue(token.toJson(), BatchEvaluationResumeToken.class))
                .isEqualTo(token);
    }

    @Test
    void fromJson_ofAnotherClient_hasAPosition() {
        BatchEvaluationResumeToken token = BatchEvaluationResumeToken.fromJson(FOREIGN);
        assertThat(token.position())
                .isEqualTo(
                        new PagePosition(null, null, Instant.parse("2026-11-01T09:00:06.500Z"), List.of("t7"), false));
        assertThat(token.withOrder(PageOrder.NEWEST_FIRST).position().order()).isEqualTo(PageOrder.NEWEST_FIRST);
        assertThat(BatchEvaluationResumeToken.fromJson(FOREIGN.replace("\"filter\"", "\"later_field\":{},\"filter\"")))
                .isEqualTo(token);
    }

    @Test
    void position_ofANaiveOrEmptyTime() {
        assertThat(BatchEvaluationResumeToken.of(EvaluationScope.TRACES, null, "2026-11-01 10:00:00.25", "t", 1)
                        .position()
                        .time())
                .isEqualTo(Instant.parse("2026-11-01T10:00:00.250Z"));
        assertThat(BatchEvaluationResumeToken.of(EvaluationScope.TRACES, null, "", "", 0)
                        .position())
                .isEqualTo(PagePosition.START);
        assertThatThrownBy(() -> BatchEvaluationResumeToken.of(EvaluationScope.TRACES, null, "yesterday", "", 0)
                        .position())
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("resume token")
                .hasMessageNotContaining("yesterday");
    }

    @Test
    void fromJson_notAToken_isRefused() {
        for (String json : List.of("null", "[]", "{", "{\"scope\":\"sessions\"}", "{}")) {
            assertThatThrownBy(() -> BatchEvaluationResumeToken.fromJson(json))
                    .as(json)
                    .isInstanceOf(JsonException.class);
        }
    }
}
