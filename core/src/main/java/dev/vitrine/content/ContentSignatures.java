package dev.vitrine.content;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Types by their magic bytes, for what of the server's closed list has any. Plain text has none: there the name decides.
 */
final class ContentSignatures {
    private static final List<Function<Head, @Nullable SignatureMatch>> RULES = List.of(
            ContentSignatures::images,
            ContentSignatures::documents,
            ContainerSignatures::riff,
            ContainerSignatures::zip,
            ContainerSignatures::ole,
            ContainerSignatures::isoMedia,
            ContainerSignatures::ebml,
            ContainerSignatures::ogg,
            StreamSignatures::audio,
            StreamSignatures::video,
            ContentSignatures::tar,
            MarkupSignatures::markup);

    private ContentSignatures() {}

    static Optional<ContentType> detect(ByteBuffer head) {
        SignatureMatch match = match(head);
        return match == null || match.type().equals(ContentType.OCTET_STREAM)
                ? Optional.empty()
                : Optional.of(match.type());
    }

    static ContentType detect(ByteBuffer head, @Nullable String fileName) {
        SignatureMatch match = match(head);
        Optional<ContentType> byName = ContentTypes.byName(fileName);
        if (match == null) {
            return byName.orElse(ContentType.OCTET_STREAM);
        }
        return byName.map(match::refinedBy).orElse(match.type());
    }

    private static @Nullable SignatureMatch match(ByteBuffer bytes) {
        Head head = new Head(bytes);
        for (Function<Head, @Nullable SignatureMatch> rule : RULES) {
            SignatureMatch match = rule.apply(head);
            if (match != null) {
                return match;
            }
        }
        return null;
    }

    private static @Nullable SignatureMatch images(Head head) {
        if (head.has(0, "\u0089PNG\r\n\u001A\n")) {
            return SignatureMatch.of("image/png");
        }
        if (head.has(0, "\u00FF\u00D8\u00FF")) {
            return SignatureMatch.of("image/jpeg");
        }
        if (head.has(0, "GIF87a") || head.has(0, "GIF89a")) {
            return SignatureMatch.of("image/gif");
        }
        if (head.has(0, "II*\0") || head.has(0, "MM\0*") || head.has(0, "II+\0") || head.has(0, "MM\0+")) {
            return SignatureMatch.of("image/tiff");
        }
        return isBitmap(head) ? SignatureMatch.of("image/bmp") : null;
    }

    /** Two letters are little: the reserved bytes and the size of the next header must fit as well. */
    private static boolean isBitmap(Head head) {
        return head.has(0, "BM")
                && head.has(6, "\0\0\0\0")
                && head.has(15, "\0\0\0")
                && List.of(12, 16, 40, 52, 56, 64, 108, 124).contains(head.at(14));
    }

    private static @Nullable SignatureMatch documents(Head head) {
        if (head.has(0, "%PDF-") || head.has(0, "\u00EF\u00BB\u00BF%PDF-")) {
            return SignatureMatch.of("application/pdf");
        }
        if (head.has(0, "{\\rtf")) {
            return SignatureMatch.of("application/rtf");
        }
        if (head.has(0, "\u001F\u008B\b") && (head.at(3) & 0xE0) == 0) {
            return SignatureMatch.of("application/gzip");
        }
        if (head.has(0, "7z\u00BC\u00AF'\u001C")) {
            return SignatureMatch.of("application/x-7z-compressed");
        }
        if (head.has(0, "PAR1") && (head.at(4) < ' ' || head.at(4) > '~')) { // not a text that begins so
            return SignatureMatch.of("application/vnd.apache.parquet");
        }
        return null;
    }

    private static @Nullable SignatureMatch tar(Head head) {
        return head.has(257, "ustar\0") || head.has(257, "ustar ") ? SignatureMatch.of("application/x-tar") : null;
    }
}
