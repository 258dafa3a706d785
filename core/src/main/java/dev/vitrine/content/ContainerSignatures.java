package dev.vitrine.content;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Formats that hold others: the outer signature, and what of the inner one the first bytes show. */
final class ContainerSignatures {
    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";
    private static final String DOCX = OFFICE + "wordprocessingml.document";
    private static final String XLSX = OFFICE + "spreadsheetml.sheet";
    private static final String PPTX = OFFICE + "presentationml.presentation";
    private static final String DOC = "application/msword";
    private static final String XLS = "application/vnd.ms-excel";
    private static final String UNLISTED = "application/octet-stream";

    private ContainerSignatures() {}

    static @Nullable SignatureMatch riff(Head head) {
        if (!head.has(0, "RIFF") && !head.has(0, "RF64")) {
            return null;
        }
        return switch (head.latin1(8, 4)) {
            case "WAVE" -> SignatureMatch.of("audio/wav");
            case "WEBP" -> SignatureMatch.of("image/webp");
            case "AVI " -> SignatureMatch.of("video/x-msvideo");
            default -> null;
        };
    }

    static @Nullable SignatureMatch zip(Head head) {
        if (head.has(0, "PK\5\6") || head.has(0, "PK\7\b")) {
            return SignatureMatch.of("application/zip", DOCX, XLSX, PPTX);
        }
        if (!head.has(0, "PK\3\4")) {
            return null;
        }
        boolean office = false;
        String part = null;
        for (int entry = 0; entry >= 0; entry = head.find("PK\3\4", entry + 4)) {
            String name = head.latin1(entry + 30, Math.max(0, head.shortAt(entry + 26)));
            office |= name.equals("[Content_Types].xml") || name.startsWith("_rels/") || name.startsWith("docProps/");
            if (part == null) {
                part = name.startsWith("word/") ? DOCX : name.startsWith("xl/") ? XLSX : null;
                part = name.startsWith("ppt/") ? PPTX : part;
            }
        }
        return office && part != null
                ? SignatureMatch.of(part)
                : SignatureMatch.of("application/zip", DOCX, XLSX, PPTX);
    }

    /** The directory, which names the kind, mostly lies beyond the first bytes. */
    static @Nullable SignatureMatch ole(Head head) {
        if (!head.has(0, "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1")) {
            return null;
        }
        if (head.find(utf16("WordDocument"), 512) >= 0) {
            return SignatureMatch.of(DOC);
        }
        if (head.find(utf16("Workbook"), 512) >= 0) {
            return SignatureMatch.of(XLS);
        }
        return SignatureMatch.of(UNLISTED, DOC, XLS);
    }

    /** MP4, QuickTime, HEIF: a box {@code ftyp} with a major and some compatible brands. */
    static @Nullable SignatureMatch isoMedia(Head head) {
        if (head.at(0) != 0) {
            return null;
        }
        if (head.has(4, "ftyp")) {
            int size = head.at(2) << 8 | head.at(3);
            return byBrand(head.latin1(8, 4), head.latin1(16, Math.max(0, size - 16)));
        }
        boolean oldQuickTime = head.has(4, "moov") || head.has(4, "mdat") || head.has(4, "wide");
        return oldQuickTime ? SignatureMatch.of("video/quicktime", "video/mp4", "audio/mp4") : null;
    }

    private static SignatureMatch byBrand(String major, String compatible) {
        return switch (major) {
            case "avif", "avis" -> SignatureMatch.of("image/avif");
            case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs" -> SignatureMatch.of("image/heic");
            case "mif1", "msf1" ->
                compatible.contains("avif") || compatible.contains("avis")
                        ? SignatureMatch.of("image/avif")
                        : SignatureMatch.of("image/heic", "image/avif");
            case "M4A ", "M4B ", "M4P " -> SignatureMatch.of("audio/mp4");
            case "qt  " -> SignatureMatch.of("video/quicktime");
            case "crx ", "jp2 ", "jpx ", "jxl " -> SignatureMatch.of(UNLISTED);
            default -> SignatureMatch.of("video/mp4", "audio/mp4", "video/quicktime");
        };
    }

    /** Matroska and WebM: the document type is a short text in the first element, after the id 0x4282 and its length. */
    static @Nullable SignatureMatch ebml(Head head) {
        if (!head.has(0, "\u001AE\u00DF\u00A3")) {
            return null;
        }
        int docType = head.find("B\u0082", 4);
        if (docType >= 0 && docType < 64) {
            if (head.has(docType + 3, "webm")) {
                return SignatureMatch.of("video/webm", "audio/webm");
            }
            if (head.has(docType + 3, "matroska")) {
                return SignatureMatch.of("video/x-matroska");
            }
            return SignatureMatch.of(UNLISTED);
        }
        return SignatureMatch.of("video/x-matroska", "video/webm", "audio/webm");
    }

    /** The first packet, after the page's table of segments, names the codec. */
    static @Nullable SignatureMatch ogg(Head head) {
        if (!head.has(0, "OggS\0")) {
            return null;
        }
        int packet = 27 + Math.max(0, head.at(26));
        if (head.has(packet, "OpusHead")) {
            return SignatureMatch.of("audio/opus", "audio/ogg", "audio/oga", "video/ogg");
        }
        if (head.has(packet, "\u0080theora")) {
            return SignatureMatch.of("video/ogg");
        }
        if (head.has(packet, "fishead\0")) {
            return SignatureMatch.of("video/ogg", "audio/ogg", "audio/oga", "audio/opus");
        }
        return SignatureMatch.of("audio/ogg", "audio/oga", "video/ogg", "audio/opus");
    }

    private static String utf16(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    }
}
