package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.PlatformTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemListTests extends PlatformTest {
    @BeforeEach
    void createDataset() {
        dataset("d");
    }

    private void write(String id, String rest) {
        assertThat(item("{\"datasetName\":\"d\",\"id\":\"" + id + "\"" + rest + "}")
                        .status())
                .isEqualTo(200);
    }

    private List<String> ids(String query) {
        return items(query).get("data").findValuesAsText("id");
    }

    @Test
    void list_isNewestFirst_andById_withinAMillisecond() {
        write("b", ",\"input\":1");
        write("a", ",\"input\":1");
        write("c", ",\"input\":1");
        clock.advance(Duration.ofMillis(1));
        write("z", ",\"input\":1");
        assertThat(ids("datasetName=d")).containsExactly("z", "a", "b", "c");
        clock.advance(Duration.ofMillis(1));
        write("b", ",\"metadata\":1");
        assertThat(ids("datasetName=d")).containsExactly("b", "z", "a", "c");
    }

    @Test
    void list_withoutDataset_hasThemAll_andFiltersBySource() {
        dataset("other");
        write("a", ",\"input\":1,\"sourceTraceId\":\"t1\",\"sourceObservationId\":\"o1\"");
        item("{\"datasetName\":\"other\",\"id\":\"b\",\"input\":1,\"sourceTraceId\":\"t1\"}");
        assertThat(ids("")).containsExactly("a", "b");
        assertThat(ids("sourceTraceId=t1")).containsExactly("a", "b");
        assertThat(ids("sourceTraceId=t1&sourceObservationId=o1")).containsExactly("a");
        assertThat(items("sourceTraceId=t2").toString())
                .isEqualTo("{\"data\":[],\"meta\":{\"page\":1,\"limit\":50,\"totalItems\":0,\"totalPages\":0}}");
    }

    @Test
    void list_pages_areDisjointAndComplete_andEmptyPastTheEnd() {
        for (int i = 0; i < 7; i++) {
            write("i" + i, ",\"input\":1");
            clock.advance(Duration.ofMillis(1));
        }
        List<String> all = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            all.addAll(ids("datasetName=d&limit=3&page=" + page));
        }
        assertThat(all).containsExactly("i6", "i5", "i4", "i3", "i2", "i1", "i0");
        assertThat(items("datasetName=d&limit=3&page=9").toString())
                .isEqualTo("{\"data\":[],\"meta\":{\"page\":9,\"limit\":3,\"totalItems\":7,\"totalPages\":3}}");
        assertThat(items("datasetName=d&limit=&page=").at("/meta/limit").asInt())
                .isEqualTo(50);
    }

    @ParameterizedTest(name = "{0} is refused: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "page=0|page|Too small: expected number to be >0",
                "page=-1|page|Too small: expected number to be >0",
                "page=x|page|Invalid input: expected number, received NaN",
                "page=1.5|page|Invalid input: expected int, received number",
                "limit=0|limit|Too small: expected number to be >=1",
                "limit=101|limit|Too big: expected number to be <=100",
                "version=yesterday|version|Invalid input: expected date, received Date",
                "version=2026-11-21T12:00:00Z|datasetName|datasetName is required when version parameter is provided"
            })
    void list_invalidQuery_is400(String query, String field, String message) {
        Answer answer = api().get("/api/public/dataset-items?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("message").asText()).isEqualTo("Invalid request data");
        assertThat(answer.json().at("/error/0/path/0").asText()).isEqualTo(field);
        assertThat(answer.json().at("/error/0/message").asText()).isEqualTo(message);
    }

    @Test
    void list_unknownDataset_is404_unknownParametersAreIgnored() {
        assertThat(api().get("/api/public/dataset-items?datasetName=nope").text())
                .isEqualTo("{\"message\":\"Dataset not found\",\"error\":\"LangfuseNotFoundError\"}");
        write("a", ",\"input\":1");
        assertThat(items("datasetName=d&includeMediaReferences=false")
                        .at("/data/0/mediaReferences")
                        .isArray())
                .isTrue();
    }

    @Test
    void archived_isInNoList_butThereById() {
        write("a", ",\"input\":1,\"status\":\"ARCHIVED\"");
        assertThat(ids("datasetName=d")).isEmpty();
        assertThat(api().get("/api/public/datasets/d").json().get("items")).isEmpty();
        assertThat(api().get("/api/public/dataset-items/a").json().get("status").asText())
                .isEqualTo("ARCHIVED");
        write("a", ",\"status\":\"ACTIVE\"");
        assertThat(ids("datasetName=d")).containsExactly("a");
    }

    @Test
    void version_isTheStateAtThatTime_createdAtIncluded() {
        write("a", ",\"input\":\"old\"");
        String first = "2026-11-21T12:00:00.000Z";
        clock.advance(Duration.ofSeconds(2));
        write("a", ",\"input\":\"new\"");
        write("b", ",\"input\":\"later\"");
        JsonNode old = items("datasetName=d&version=" + first);
        assertThat(old.at("/meta/totalItems").asInt()).isEqualTo(1);
        assertThat(old.at("/data/0/input").asText()).isEqualTo("old");
        assertThat(old.at("/data/0/createdAt").asText()).isEqualTo(first);
        assertThat(old.at("/data/0/updatedAt").asText()).isEqualTo("2026-11-21T12:00:02.000Z");
        assertThat(ids("datasetName=d&version=2026-11-21T11:59:59.999Z")).isEmpty();
        assertThat(ids("datasetName=d&version=2026-11-21T13:00:02.000%2B01:00")).containsExactly("a", "b");
    }

    @Test
    void version_deletedAndArchived_comeBackInThePast() {
        write("a", ",\"input\":1");
        write("b", ",\"input\":1");
        clock.advance(Duration.ofSeconds(1));
        api().delete("/api/public/dataset-items/a");
        write("b", ",\"status\":\"ARCHIVED\"");
        assertThat(ids("datasetName=d")).isEmpty();
        assertThat(ids("datasetName=d&version=2026-11-21T12:00:00.500Z")).containsExactly("a", "b");
        assertThat(ids("datasetName=d&version=2026-11-21T12:00:01.000Z")).isEmpty();
    }

    @Test
    void version_ofNow_seesWhatIsWrittenInTheSameMillisecond() {
        String now = "datasetName=d&version=2026-11-21T12:00:00.000Z";
        write("a", ",\"input\":1");
        assertThat(ids(now)).containsExactly("a");
        write("b", ",\"input\":1");
        assertThat(ids(now)).containsExactly("a", "b");
    }

    @Test
    void manyItems_pagesOfAPinnedVersion_areCompleteWhileOthersWrite() {
        int count = 600;
        for (int i = 0; i < count; i++) {
            write("i" + i, ",\"input\":" + i);
        }
        clock.advance(Duration.ofSeconds(1));
        HashSet<String> seen = new HashSet<>();
        for (int page = 1; page <= count / 100; page++) {
            write("late" + page, ",\"input\":1");
            write("i" + page, ",\"metadata\":1");
            seen.addAll(ids("datasetName=d&limit=100&version=2026-11-21T12:00:00.500Z&page=" + page));
        }
        assertThat(seen).hasSize(count).noneMatch(id -> id.startsWith("late"));
    }

    @Test
    void v1Dataset_embedsItems() {
        write("a", ",\"input\":1");
        write("b", ",\"input\":{\"x\":2}");
        JsonNode dataset = api().get("/api/public/datasets/d").json();
        assertThat(dataset.get("items").findValuesAsText("id")).containsExactly("a", "b");
        assertThat(dataset.at("/items/1/input/x").asInt()).isEqualTo(2);
        assertThat(dataset.get("runs")).isEmpty();
        assertThat(dataset.get("name").asText()).isEqualTo("d");
    }
}
