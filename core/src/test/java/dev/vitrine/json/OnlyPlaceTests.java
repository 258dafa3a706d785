package dev.vitrine.json;

import static dev.vitrine.json.Samples.bytes;
import static dev.vitrine.json.Samples.picture;
import static dev.vitrine.json.Samples.reference;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.json.Samples.Picture;
import dev.vitrine.media.HydrationPath;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One replacement is put in by a way of its own. It must be the same as that of several. */
class OnlyPlaceTests {
    private static final String R = reference(1);
    private final Picture picture = picture(1);

    /** Columns: the value with R or # for the reference and E for it with an escape, the path, how many places that is. */
    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "['x',{'a':[0,true,'R']}] | $[1]['a'][2] | 1",
                "[[],{},'','R'] | $[3] | 1",
                "['0','1','2','3','4','5','6','7','8','9','R'] | $[10] | 1",
                "['R'] | $[00] | 1",
                "['R'] | $[ | 0",
                "['R','R'] | $[1] | 1",
                "{'a':{'b':'R'},'c':'R'} | $['a']['b'] | 1",
                "{'a':{'b':'R'}} | $['a'] | 0",
                "{'a':'R'} | $['a']['b'] | 0",
                "{'a':'R'} | $['ab'] | 0",
                "{'ab':'R'} | $['a'] | 0",
                "{'ab':'R'} | $['ab | 0",
                "{'ab':'R'} | ['ab'] | 0",
                "{'':'R'} | $[''] | 1",
                // one path, several places
                "{'a':'R','~':{'a':'R'}} | $['a'] | 2",
                "{'~':{'a':'R'},'a':'R'} | $['a'] | 2",
                "{'a':{'b':'R'},'x':1,'a']['b':'R'} | $['a']['b'] | 2",
                "{'a':['R'],'~':{'a':{'0':'R'}}} | $['a'][0] | 2",
                "{'a':'R','a':'R','a':'R'} | $['a'] | 3",
                // not as it is written, but what it says
                "{'a':'E'} | $['a'] | 1",
                "{'a':'E','~':{'a':'R'}} | $['a'] | 2",
                "{'\\u0061':'R'} | $['a'] | 1",
                "{'\\u0061':'R','a':'R'} | $['a'] | 2",
                "{'ä':'R'} | $['ä'] | 1",
                // others with escapes, which begin like it or not
                "{'t':'\\n#','a':'R'} | $['a'] | 1",
                "{'t':'@\\n#','a':'R'} | $['a'] | 1",
                "{'t':'\\\\#','a':'R'} | $['a'] | 1",
            })
    void onlyReplacement_isMadeAsOneOfSeveral(String json, String path, int places) {
        byte[] value = bytes(json.replace('\'', '"')
                .replace("\"R\"", "\"" + R + "\"")
                .replace("#", R)
                .replace("\"E\"", "\"\\u0040" + R.substring(1) + "\"")
                .replace("a\"][\"b", "a'][\'b"));
        JsonValue.Replacement only = at(path);
        JsonValue single = JsonValue.ofBytes(value, List.of(only));
        JsonValue oneOfTwo = JsonValue.ofBytes(value, List.of(only, at("$['nowhere']")));

        assertThat(single.media(Picture.class)).hasSize(places);
        assertThat(single.occurrences()).isEqualTo(oneOfTwo.occurrences());
        assertThat(single.media(Picture.class)).isEqualTo(oneOfTwo.media(Picture.class));
    }

    private JsonValue.Replacement at(String path) {
        return new JsonValue.Replacement(HydrationPath.parse(path), R, picture);
    }
}
