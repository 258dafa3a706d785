package dev.vitrine.content;

import static dev.vitrine.content.Samples.ebml;
import static dev.vitrine.content.Samples.ftyp;
import static dev.vitrine.content.Samples.latin1;
import static dev.vitrine.content.Samples.ogg;
import static dev.vitrine.content.Samples.ole;
import static dev.vitrine.content.Samples.zip;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ContentSignaturesTests {
    private static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

    static Stream<Arguments> signatures() {
        return Stream.of(
                Arguments.of("image/png", Samples.picture("png")),
                Arguments.of("image/jpeg", Samples.picture("jpg")),
                Arguments.of("image/gif", Samples.picture("gif")),
                Arguments.of("image/bmp", Samples.picture("bmp")),
                Arguments.of("image/tiff", Samples.picture("tiff")),
                Arguments.of("image/tiff", latin1("II*\0\b\0\0\0")),
                Arguments.of("image/tiff", latin1("MM\0*\0\0\0\b")),
                Arguments.of("image/webp", latin1("RIFF\4\1\0\0WEBPVP8 ")),
                Arguments.of("image/avif", ftyp("avif", "avif", "mif1")),
                Arguments.of("image/avif", ftyp("mif1", "mif1", "avif")),
                Arguments.of("image/heic", ftyp("heic", "mif1", "heic")),
                Arguments.of("image/heic", ftyp("mif1", "mif1", "heic")),
                Arguments.of("image/svg+xml", latin1("<svg xmlns='http://www.w3.org/2000/svg'/>")),
                Arguments.of(
                        "image/svg+xml", latin1("<?xml version='1.0'?>\n<!-- a > b --><!DOCTYPE svg PUBLIC 'x'><svg>")),
                Arguments.of("image/svg+xml", latin1("<?xml version='1.0'?><svg:svg xmlns:svg='x'>")),
                Arguments.of("audio/mpeg", Samples.mp3()),
                Arguments.of("audio/mpeg", latin1("ID3\4\0\0\0\0\0\u0021TIT2")),
                Arguments.of("audio/wav", Samples.wav()),
                Arguments.of("audio/wav", latin1("RF64\u00FF\u00FF\u00FF\u00FFWAVEds64")),
                Arguments.of("audio/ogg", ogg("\1vorbis\0\0")),
                Arguments.of("audio/ogg", ogg("\u007FFLAC\1\0")),
                Arguments.of("audio/opus", ogg("OpusHead\1\2")),
                Arguments.of("video/ogg", ogg("\u0080theora\3\2")),
                Arguments.of("audio/aac", Samples.aac()),
                Arguments.of("audio/mp4", ftyp("M4A ", "M4A ", "mp42")),
                Arguments.of("audio/flac", latin1("fLaC\0\0\0\"")),
                Arguments.of("video/webm", ebml("webm")),
                Arguments.of("video/x-matroska", ebml("matroska")),
                Arguments.of("video/mp4", ftyp("isom", "isom", "avc1")),
                Arguments.of("video/mp4", ftyp("mp42")),
                Arguments.of("video/quicktime", ftyp("qt  ", "qt  ")),
                Arguments.of("video/quicktime", latin1("\0\0\0\bwide\0\0\1\0mdat")),
                Arguments.of("video/mpeg", latin1("\0\0\1\u00BAD\0\4")),
                Arguments.of("video/mpeg", latin1("\0\0\1\u00B3\24\0\360")),
                Arguments.of("video/x-msvideo", latin1("RIFF\0\1\0\0AVI LIST")),
                Arguments.of("application/pdf", Samples.pdf()),
                Arguments.of("application/rtf", latin1("{\\rtf1\\ansi hello}")),
                Arguments.of("application/msword", ole("WordDocument")),
                Arguments.of("application/vnd.ms-excel", ole("Workbook")),
                Arguments.of("application/zip", zip("a.txt", "b.txt")),
                Arguments.of("application/zip", zip("word/lists.txt")),
                Arguments.of("application/zip", latin1("PK\5\6" + "\0".repeat(18))),
                Arguments.of(DOCX, zip("[Content_Types].xml", "_rels/.rels", "word/document.xml")),
                Arguments.of(XLSX, zip("docProps/app.xml", "xl/workbook.xml", "[Content_Types].xml")),
                Arguments.of(PPTX, zip("[Content_Types].xml", "ppt/presentation.xml")),
                Arguments.of("application/gzip", Samples.gzip()),
                Arguments.of("application/x-tar", Samples.tar()),
                Arguments.of("application/x-7z-compressed", latin1("7z\u00BC\u00AF'\u001C\0\4")),
                Arguments.of("application/vnd.apache.parquet", latin1("PAR1\u0015\4\u0015\20")),
                Arguments.of("text/html", latin1("\n <!DOCTYPE html>\n<title>x</title>")),
                Arguments.of("text/html", latin1("<html lang='en'><body>")),
                Arguments.of("text/html", "\uFEFF<!doctype HTML><p>".getBytes(StandardCharsets.UTF_16LE)),
                Arguments.of("application/xml", latin1("<?xml version=\"1.0\"?><feed/>")),
                Arguments.of("application/xml", "\uFEFF<?xml version=\"1.0\"?><a/>".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signatures")
    void ofSignature_realContent_saysItsType(String type, byte[] content) {
        ByteBuffer head = ByteBuffer.wrap(content);

        assertThat(ContentType.ofSignature(head)).contains(new ContentType(type));
        assertThat(head.position()).isZero();
        assertThat(new ContentType(type).isSupported()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signatures")
    void detect_everyShorterHead_neverFails(String type, byte[] content) {
        for (int length = 0; length < Math.min(content.length, 600); length++) {
            assertThat(ContentType.detect(ByteBuffer.wrap(content, 0, length), null)
                            .isSupported())
                    .isTrue();
        }
    }

    static Stream<byte[]> textsWithoutSignature() {
        return Stream.of(
                        "",
                        "B",
                        "BM is short for benchmark, and not a picture at all",
                        "ID3 tags are read by most players",
                        "PAR1 is the mark of Parquet",
                        "fLaC is spelled oddly",
                        "MZ, RIFF and WAVE",
                        "{\"type\":\"image/png\"}",
                        "a,b,c\n1,2,3\n",
                        "<- an arrow",
                        "<b>bold</b> move",
                        "< svg",
                        "xxxxftypmp42",
                        "GGGGG".repeat(200),
                        "\u00FF\u00FEh\0e\0l\0l\0o\0",
                        "\u00FE\u00FF\0h\0e\0l\0l\0o",
                        "\u00FF\u00FB\u0090\0 and then no second frame" + " ".repeat(500),
                        "\u00FF\u00F1P\u0080\4\u001F\u00FC then no second frame either, by far".repeat(2))
                .map(Samples::latin1);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("textsWithoutSignature")
    void ofSignature_whatOnlyLooksLikeOne_isEmpty(byte[] content) {
        assertThat(ContentType.ofSignature(ByteBuffer.wrap(content))).isEmpty();
        assertThat(ContentType.detect(ByteBuffer.wrap(content), null)).isEqualTo(ContentType.OCTET_STREAM);
        assertThat(ContentType.detect(ByteBuffer.wrap(content), "notes.md")).hasToString("text/markdown");
    }

    static Stream<Arguments> signaturesAndNames() {
        return Stream.of(
                Arguments.of("an exact signature wins", Samples.picture("png"), "a.jpg", "image/png"),
                Arguments.of("an exact signature wins over a text", Samples.pdf(), "a.txt", "application/pdf"),
                Arguments.of("zip yields to docx", zip("a.xml"), "a.docx", DOCX),
                Arguments.of("zip yields to xlsx", zip("a.xml"), "a.XLSX", XLSX),
                Arguments.of("zip does not yield to a picture", zip("a.xml"), "a.png", "application/zip"),
                Arguments.of("a workbook inside wins", zip("_rels/.rels", "xl/a.xml"), "a.docx", XLSX),
                Arguments.of("ole yields to doc", ole("?"), "a.doc", "application/msword"),
                Arguments.of("ole yields to xls", ole("?"), "a.xls", "application/vnd.ms-excel"),
                Arguments.of("ole is never a picture", ole("?"), "a.png", "application/octet-stream"),
                Arguments.of("ogg yields to ogv", ogg("\1vorbis"), "a.ogv", "video/ogg"),
                Arguments.of("opus yields to ogg", ogg("OpusHead"), "a.ogg", "audio/ogg"),
                Arguments.of("theora does not", ogg("\u0080theora"), "a.ogg", "video/ogg"),
                Arguments.of("webm yields to weba", ebml("webm"), "a.weba", "audio/webm"),
                Arguments.of("matroska does not", ebml("matroska"), "a.webm", "video/x-matroska"),
                Arguments.of("another EBML file", ebml("other"), "a.webm", "application/octet-stream"),
                Arguments.of("mp4 yields to m4a", ftyp("mp42", "isom"), "a.m4a", "audio/mp4"),
                Arguments.of("mp4 yields to mov", ftyp("mp42", "isom"), "a.mov", "video/quicktime"),
                Arguments.of("mp4 does not yield to avi", ftyp("mp42", "isom"), "a.avi", "video/mp4"),
                Arguments.of("Canon raw is not listed", ftyp("crx ", "isom"), "a.mp4", "application/octet-stream"),
                Arguments.of("ID3 yields to aac", latin1("ID3\4\0\0\0\0\0\0"), "a.aac", "audio/aac"),
                Arguments.of("xml yields to svg", latin1("<?xml version='1.0'?><g"), "a.svg", "image/svg+xml"),
                Arguments.of("xml yields to html", latin1("<?xml version='1.0'?><g/>"), "a.html", "text/html"),
                Arguments.of("html yields to markdown", latin1("<html>"), "a.md", "text/markdown"),
                Arguments.of("svg does not yield to xml", latin1("<svg>"), "a.xml", "image/svg+xml"),
                Arguments.of("no signature, a name", latin1("a: b"), "a.yml", "application/x-yaml"),
                Arguments.of("no signature, no extension", latin1("a: b"), "Makefile", "application/octet-stream"),
                Arguments.of("no signature, no name", latin1("a: b"), null, "application/octet-stream"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signaturesAndNames")
    void detect_signatureAndName_moreExactWins(String rule, byte[] content, @Nullable String name, String type) {
        assertThat(ContentType.detect(ByteBuffer.wrap(content), name)).hasToString(type);
    }

    @Test
    void detect_transportStreamNamedTs_isNotTypeScript() {
        byte[] stream = new byte[3 * 188];
        for (int i = 0; i < stream.length; i += 188) {
            Samples.put(stream, i, "G\100\0\20");
        }

        assertThat(ContentType.detect(ByteBuffer.wrap(stream), "clip.ts")).isEqualTo(ContentType.OCTET_STREAM);
        assertThat(ContentType.detect(ByteBuffer.wrap(latin1("type A = string;")), "clip.ts"))
                .hasToString("text/x-typescript");
    }

    @Test
    void detect_partOfABuffer_readsFromItsPosition() {
        byte[] png = Samples.picture("png");
        byte[] shifted = new byte[png.length + 7];
        System.arraycopy(png, 0, shifted, 7, png.length);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(shifted.length).put(shifted).position(7);

        assertThat(ContentType.detect(direct.asReadOnlyBuffer(), null)).isEqualTo(ContentType.IMAGE_PNG);
        assertThat(ContentType.detect(ByteBuffer.wrap(shifted), null)).isEqualTo(ContentType.OCTET_STREAM);
        assertThat(direct.position()).isEqualTo(7);
    }

    @Test
    void detect_longMarkupWithoutEnd_isQuickAndCautious() {
        byte[] comments = latin1("<!---->".repeat(10_000));
        byte[] open = new byte[ContentType.HEAD_LENGTH];
        Arrays.fill(open, (byte) '<');

        assertThat(ContentType.detect(ByteBuffer.wrap(comments), null)).isEqualTo(ContentType.OCTET_STREAM);
        assertThat(ContentType.detect(ByteBuffer.wrap(open), null)).isEqualTo(ContentType.OCTET_STREAM);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "a.PNG, image/png",
        "dir.d/a.jpg, image/jpeg",
        "a.jpeg, image/jpeg",
        "C:\\x\\a.tif, image/tiff",
        "a.b.tgz, application/gzip",
        "a.mp3, audio/mpeg",
        "a.jsonl, application/x-ndjson",
        "a.markdown, text/markdown",
        "a.parquet, application/vnd.apache.parquet",
        "a.ts, text/x-typescript"
    })
    void ofName_extensionOfTheList_saysItsType(String name, String type) {
        assertThat(ContentType.ofName(name)).contains(new ContentType(type));
    }

    @ParameterizedTest(name = "''{0}''")
    @CsvSource({"png", ".png", "a.", "dir.png/a", "a.exe", "''"})
    void ofName_noneOfTheList_isEmpty(String name) {
        assertThat(ContentType.ofName(name)).isEmpty();
    }
}
