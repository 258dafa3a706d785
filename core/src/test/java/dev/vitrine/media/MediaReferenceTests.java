package dev.vitrine.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vitrine.content.ContentType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaReferenceTests {
    private static final String TEXT = "@@@langfuseMedia:type=image/jpeg|id=MwoGlsMS6lW8ijWeRyZKfD|source=bytes@@@";
    private static final MediaReference REFERENCE =
            new MediaReference("image/jpeg", new MediaId("MwoGlsMS6lW8ijWeRyZKfD"), "bytes");

    @Test
    void referenceString_hasTheThreeInOrder() {
        assertThat(REFERENCE.referenceString()).isEqualTo(TEXT);
        assertThat(REFERENCE).hasToString(TEXT);
        assertThat(MediaReference.of(ContentType.IMAGE_JPEG, REFERENCE.id(), MediaSource.BYTES))
                .isEqualTo(REFERENCE);
        assertThat(MediaSource.values())
                .extracting(MediaSource::wireValue)
                .containsExactly("base64_data_uri", "bytes", "file");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                TEXT,
                "@@@langfuseMedia:source=bytes|id=MwoGlsMS6lW8ijWeRyZKfD|type=image/jpeg@@@",
                "@@@langfuseMedia:x=y|type=image/jpeg|a=|id=MwoGlsMS6lW8ijWeRyZKfD|b=c=d|source=bytes@@@"
            })
    void parse_anyOrderAndOthers_readsTheThree(String text) {
        assertThat(MediaReference.parse(text)).isEqualTo(REFERENCE);
        assertThat(MediaReference.tryParse(text)).contains(REFERENCE);
        assertThat(MediaReference.parse(text).referenceString()).isEqualTo(TEXT);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"field_size_limit", "base64", "a=b", "s p", "ü"})
    void parse_anySource_isTaken(String source) {
        MediaReference reference = new MediaReference("x-y", new MediaId("1"), source);

        assertThat(MediaReference.parse(reference.referenceString())).isEqualTo(reference);
    }

    @ParameterizedTest(name = "''{0}'' {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", does not start",
                "invalid, does not start",
                "\" @@@langfuseMedia:type=a|id=b|source=c@@@\", does not start",
                "see @@@langfuseMedia:type=a|id=b|source=c@@@, does not start",
                "@@@LangfuseMedia:type=a|id=b|source=c@@@, does not start",
                "@@@langfuseMedia:type=a|id=b|source=c, does not end",
                "@@@langfuseMedia:type=a|id=b|source=c@@, does not end",
                "@@@langfuseMedia:, does not end",
                "@@@langfuseMedia:type=a|id=b|source=c@@@., text follows",
                "\"@@@langfuseMedia:type=a|id=b|source=c@@@ \", text follows",
                "\"@@@langfuseMedia:type=a|id=b|source=c@@@\n\", text follows",
                "@@@langfuseMedia:type=a|id=b|source=c@@@@, text follows",
                "@@@langfuseMedia:type=a|id=b|source=c@@@@@@langfuseMedia:type=a|id=b|source=c@@@, text follows",
                "\"@@@langfuseMedia:type=a|id=b\n|source=c@@@\", line break",
                "\"@@@langfuseMedia:type=a|id=b|source=c|x=\u2028@@@\", line break",
                "@@@langfuseMedia:@@@, pair 1 is not name=value",
                "@@@langfuseMedia:no-key-value@@@, pair 1 is not name=value",
                "@@@langfuseMedia:type=a|id|source=c@@@, pair 2 is not name=value",
                "@@@langfuseMedia:type=a||id=b|source=c@@@, pair 2 is not name=value",
                "@@@langfuseMedia:type=a|id=b|source=c|@@@, pair 4 is not name=value",
                "@@@langfuseMedia:=a|id=b|source=c@@@, pair 1 is not name=value",
                "@@@langfuseMedia:id=b|source=c@@@, lacks type",
                "@@@langfuseMedia:type=a|source=c@@@, lacks id",
                "@@@langfuseMedia:type=a|id=b@@@, lacks source",
                "@@@langfuseMedia:type=a| id=b|source=c@@@, lacks id",
                "@@@langfuseMedia:type=|id=b|source=c@@@, its type is empty",
                "@@@langfuseMedia:type=a|id=|source=c@@@, its id is empty",
                "@@@langfuseMedia:type=a|id=b|source=@@@, its source is empty",
                "\"@@@langfuseMedia:type=a|id= |source=c@@@\", its id is empty",
                "@@@langfuseMedia:type=a|id=b|id=c|source=c@@@, id twice",
            })
    void parse_anythingElse_saysWhatIsWrong(String text, String fault) {
        assertThatExceptionOfType(MediaReferenceSyntaxException.class)
                .isThrownBy(() -> MediaReference.parse(text))
                .withMessageStartingWith("Not a media reference: ")
                .withMessageContaining(fault);
        assertThat(MediaReference.tryParse(text)).isEmpty();
    }

    @Test
    void parse_longOtherText_isNotRepeatedInTheMessage() {
        assertThatExceptionOfType(MediaReferenceSyntaxException.class)
                .isThrownBy(() -> MediaReference.parse("@@@langfuseMedia:secret" + "x".repeat(10_000) + "@@@"))
                .withMessageNotContaining("secret");
    }

    @Test
    void findAll_insideText_givesPlaces() {
        String text = "before " + TEXT + " between\n" + TEXT + TEXT + " after";

        List<MediaReference.Occurrence> found = MediaReference.findAll(text);

        assertThat(found).hasSize(3).allSatisfy(occurrence -> {
            assertThat(text.substring(occurrence.start(), occurrence.end())).isEqualTo(TEXT);
            assertThat(occurrence.reference()).isEqualTo(REFERENCE);
        });
        assertThat(found.get(0).start()).isEqualTo(7);
        assertThat(found.get(2).start()).isEqualTo(found.get(1).end());
        assertThat(MediaReference.findAll(new StringBuilder(text))).isEqualTo(found);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {
                "@@@langfuseMedia:no-key-value@@@",
                "@@@langfuseMedia:",
                "@@@langfuseMedia:type=a|id=b",
                "@@@langfuseMedia:type=a\n|id=b|source=c@@@",
                "@@@langfuseMedia:type=a@@@|id=b|source=c@@@"
            })
    void findAll_brokenOnes_arePassedOver(String broken) {
        assertThat(MediaReference.findAll(broken)).isEmpty();
        assertThat(MediaReference.findAll(broken + TEXT))
                .singleElement()
                .satisfies(found -> assertThat(found.start()).isEqualTo(broken.length()));
        assertThat(MediaReference.findAll(TEXT + broken)).hasSize(1);
    }

    @Test
    void findAll_hostileText_isLinear() {
        String prefixes = "@@@langfuseMedia:".repeat(100_000);

        assertThat(MediaReference.findAll(prefixes)).isEmpty();
        assertThat(MediaReference.findAll("@".repeat(1_000_000))).isEmpty();
        assertThat(MediaReference.findAll(prefixes + "type=a|id=b|source=c@@@")).hasSize(1);
    }

    @Test
    void constructor_partsThatWouldNotReadBack_refused() {
        MediaId id = new MediaId("1");
        for (String part : List.of("", " ", "a|b", "a@@@b", "a\nb", "a\rb")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new MediaReference(part, id, "bytes"))
                    .withMessageStartingWith("type ");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new MediaReference("a/b", id, part))
                    .withMessageStartingWith("source ");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new MediaReference("a/b", id, "bytes@"));
        assertThatIllegalArgumentException().isThrownBy(() -> new MediaReference("a/b", new MediaId("1|2"), "bytes"));
        assertThatIllegalArgumentException().isThrownBy(() -> new MediaId(""));
    }

    @Test
    void values_areEqualByTheirParts() {
        assertThat(MediaReference.parse(TEXT)).isEqualTo(REFERENCE).hasSameHashCodeAs(REFERENCE);
        assertThat(MediaReference.parse(TEXT.replace("jpeg", "png"))).isNotEqualTo(REFERENCE);
        assertThat(MediaReference.parse(TEXT.replace("Mwo", "mwo"))).isNotEqualTo(REFERENCE);
    }
}
