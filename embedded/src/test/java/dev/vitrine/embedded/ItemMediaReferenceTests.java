package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.PlatformTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** References of items: cases of the dataset-item media tests, as far as the platform's endpoints go. */
class ItemMediaReferenceTests extends PlatformTest {
    private static final byte[] ONE = bytes("picture one");
    private static final byte[] TWO = bytes("picture two");

    private String datasetId = "";
    private String one = "";

    @BeforeEach
    void upload() {
        datasetId = dataset("d");
        one = uploaded(ONE);
    }

    private static List<String> places(JsonNode item) {
        List<String> places = new ArrayList<>();
        for (JsonNode reference : item.get("mediaReferences")) {
            places.add(reference.get("field").asText() + " "
                    + reference.get("jsonPath").asText());
        }
        return places;
    }

    private JsonNode written(String rest) {
        Answer answer = item("{\"datasetName\":\"d\",\"id\":\"i\"," + rest + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void entry_hasExactlyItsParts_andTheUrlWorks() {
        JsonNode reference = written("\"input\":{\"image\":\"" + one + "\"}").at("/mediaReferences/0");
        String url = reference.at("/media/url").asText();
        assertThat(reference.toString())
                .isEqualTo("{\"field\":\"input\",\"referenceString\":\"" + one + "\",\"jsonPath\":\"$['image']\","
                        + "\"media\":{\"mediaId\":\"" + Api.mediaId(ONE) + "\",\"contentType\":\"image/png\","
                        + "\"contentLength\":" + ONE.length + ",\"url\":\"" + url
                        + "\",\"urlExpiry\":\"2026-11-21T13:00:00.000Z\"}}");
        assertThat(Api.fetch(url).bytes()).isEqualTo(ONE);
    }

    @Test
    void entries_areThereInEveryAnswer_orderedByFieldThenPath() {
        String two = uploaded(TWO);
        JsonNode item = written("\"input\":{\"b\":\"" + one + "\",\"a\":[\"" + two + "\"],\"0\":\"" + one
                + "\"},\"expectedOutput\":{\"reference\":\"" + two + "\"},\"metadata\":\"" + one + "\"");
        List<String> expected =
                List.of("expectedOutput $['reference']", "input $['a'][0]", "input $['b']", "input $[0]", "metadata $");
        assertThat(places(item)).isEqualTo(expected);
        assertThat(places(api().get("/api/public/dataset-items/i").json())).isEqualTo(expected);
        assertThat(places(items("datasetName=d").at("/data/0"))).isEqualTo(expected);
        assertThat(places(api().get("/api/public/datasets/d").json().at("/items/0")))
                .isEqualTo(expected);
    }

    @Test
    void onlyWholeStringsCount() {
        JsonNode item = written("\"input\":[\"see " + one + "\",\"" + one + "\\n\",\" " + one
                + "\",\"@@@langfuseMedia:no-key-value@@@\",null,7,{\"" + one + "\":1}]");
        assertThat(item.get("mediaReferences")).isEmpty();
    }

    @Test
    void twoBackToBack_areOne_andTheLastIdWins() {
        String two = uploaded(TWO);
        JsonNode item = written("\"input\":\"" + one + two + "\"");
        assertThat(item.get("mediaReferences")).hasSize(1);
        assertThat(item.at("/mediaReferences/0/media/mediaId").asText()).isEqualTo(Api.mediaId(TWO));
        assertThat(item.at("/mediaReferences/0/referenceString").asText()).isEqualTo(one + two);
    }

    @Test
    void jsonText_isParsed_soItsReferencesAreFound() {
        assertThat(places(written("\"input\":\"[\\\"" + one + "\\\"]\""))).containsExactly("input $[0]");
    }

    @Test
    void awkwardKeys_collapseAndAreListedOnce() {
        StringBuilder object = new StringBuilder("{");
        String[] keys = {"~", "^", "@string()", "it's", "a']['b", "*", "0", "01", "", "日本", "\\\\", "a.b"};
        for (String key : keys) {
            object.append(object.length() == 1 ? "" : ",")
                    .append('"')
                    .append(key)
                    .append("\":\"")
                    .append(one)
                    .append('"');
        }
        JsonNode item = written("\"input\":" + object + "}");
        assertThat(places(item))
                .containsExactly(
                        "input $",
                        "input $['']",
                        "input $['\\']",
                        "input $['a']['b']",
                        "input $['a.b']",
                        "input $['it's']",
                        "input $['日本']",
                        "input $[*]",
                        "input $[01]",
                        "input $[0]");
    }

    @Test
    void unknownMedia_isRefused_andNothingIsWritten() {
        requestUpload(TWO, PNG);
        Answer refused = item("{\"datasetName\":\"d\",\"id\":\"i\",\"input\":[\"" + reference(TWO)
                + "\",{\"x\":\"@@@langfuseMedia:type=a|id=lost|source=b@@@\"},\"" + reference(TWO) + "\"]}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text())
                .isEqualTo("{\"message\":\"Dataset item references unknown media: " + Api.mediaId(TWO)
                        + ", lost\",\"error\":\"InvalidRequestError\"}");
        assertThat(api().get("/api/public/dataset-items/i").status()).isEqualTo(404);
        assertThat(platform().itemCount()).isZero();
    }

    @Test
    void mediaThatIsGone_dropsOut_andBlocksTheNextWrite() {
        written("\"input\":\"" + one + "\"");
        platform().forgetMedia(Api.mediaId(ONE));
        JsonNode item = api().get("/api/public/dataset-items/i").json();
        assertThat(item.get("mediaReferences")).isEmpty();
        assertThat(item.get("input").asText()).isEqualTo(one);
        assertThat(item("{\"datasetName\":\"d\",\"id\":\"i\",\"metadata\":1}").status())
                .isEqualTo(400);
    }

    @Test
    void versions_haveTheirOwnMedia() {
        String two = uploaded(TWO);
        written("\"input\":\"" + one + "\"");
        clock.advance(Duration.ofSeconds(1));
        written("\"input\":\"" + two + "\"");
        clock.advance(Duration.ofSeconds(1));
        JsonNode old = items("datasetName=d&version=2026-11-21T12:00:00.000Z").at("/data/0");
        assertThat(old.at("/mediaReferences/0/media/mediaId").asText()).isEqualTo(Api.mediaId(ONE));
        JsonNode kept = written("\"status\":\"ARCHIVED\"");
        assertThat(kept.at("/mediaReferences/0/media/mediaId").asText()).isEqualTo(Api.mediaId(TWO));
    }

    @Test
    void pendingLinks_areClaimedByTheItem_inWhateverField() {
        byte[] other = bytes("never used");
        for (byte[] content : new byte[][] {TWO, other}) {
            api().post("/api/public/media", itemRequest(content, PNG, datasetId, "i", "metadata"));
            confirm(content, 200);
        }
        assertThat(platform().pendingLinks()).hasSize(2);
        written("\"input\":\"" + reference(TWO) + "\"");
        assertThat(platform().pendingLinks())
                .singleElement()
                .satisfies(link -> assertThat(link.mediaId()).isEqualTo(Api.mediaId(other)));
    }

    @Test
    void mediaOfATrace_andAnotherType_areFine() {
        String lying = one.replace("image/png", "video/mp4").replace("|source=bytes", "|extra=1|source=x");
        JsonNode item = written("\"input\":\"" + lying + "\"");
        assertThat(item.at("/mediaReferences/0/media/contentType").asText()).isEqualTo(PNG);
        assertThat(item.at("/mediaReferences/0/referenceString").asText()).isEqualTo(lying);
    }
}
