package dev.vitrine.content;

import org.jspecify.annotations.Nullable;

/** Audio and video streams without a container. Their marks are short, so the fields behind them must make sense too. */
final class StreamSignatures {
    private static final int[][] KILOBITS = { // by layer III and II of version 1, by both of version 2
        {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
        {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
    };
    private static final int[] HERTZ = {44_100, 48_000, 32_000};
    private static final int TS_PACKET = 188;

    private StreamSignatures() {}

    static @Nullable SignatureMatch audio(Head head) {
        if (head.has(0, "fLaC") && (head.at(4) & 0x7F) == 0) {
            return SignatureMatch.of("audio/flac");
        }
        if (head.has(0, "ID3") && isBetween(head.at(3), 2, 4) && (head.at(5) & 0x0F) == 0 && head.at(6) < 0x80) {
            return SignatureMatch.of("audio/mpeg", "audio/aac", "audio/flac");
        }
        int aac = adtsFrame(head, 0);
        if (aac > 0 && (aac >= head.length() || adtsFrame(head, aac) != 0)) {
            return SignatureMatch.of("audio/aac");
        }
        int mpeg = mpegFrame(head, 0);
        return mpeg > 0 && (mpeg >= head.length() || mpegFrame(head, mpeg) != 0)
                ? SignatureMatch.of("audio/mpeg")
                : null;
    }

    static @Nullable SignatureMatch video(Head head) {
        if (head.has(0, "\0\0\1\u00BA") || head.has(0, "\0\0\1\u00B3")) {
            return SignatureMatch.of("video/mpeg");
        }
        // a transport stream, whose usual extension .ts means TypeScript in the closed list
        boolean transport = head.at(0) == 'G' && head.at(TS_PACKET) == 'G' && head.at(2 * TS_PACKET) == 'G';
        return transport && head.find("\0", 0) >= 0 ? SignatureMatch.of("application/octet-stream") : null;
    }

    /** The length of the ADTS frame at {@code offset}: 0 if there is none, -1 if its header is cut off. */
    private static int adtsFrame(Head head, int offset) {
        if (offset + 7 > head.length()) {
            return -1;
        }
        boolean sync = head.at(offset) == 0xFF && (head.at(offset + 1) & 0xF6) == 0xF0;
        int length = (head.at(offset + 3) & 0x03) << 11 | head.at(offset + 4) << 3 | head.at(offset + 5) >> 5;
        return sync && (head.at(offset + 2) >> 2 & 0x0F) < 13 && length >= 7 ? length : 0;
    }

    /** The length of the MPEG audio frame of layer II or III at {@code offset}: 0 if none, -1 if its header is cut off. */
    private static int mpegFrame(Head head, int offset) {
        if (offset + 4 > head.length()) {
            return -1;
        }
        int version = head.at(offset + 1) >> 3 & 3; // 0: 2.5, 1: reserved, 2: 2, 3: 1
        int layer = head.at(offset + 1) >> 1 & 3; // 1: III, 2: II; 3 (I) would take in UTF-16's mark
        int rate = head.at(offset + 2) >> 4;
        int frequency = head.at(offset + 2) >> 2 & 3;
        boolean sync = head.at(offset) == 0xFF && (head.at(offset + 1) & 0xE0) == 0xE0;
        if (!sync || version == 1 || !isBetween(layer, 1, 2) || !isBetween(rate, 1, 14) || frequency == 3) {
            return 0;
        }
        int bits = 1000 * KILOBITS[version == 3 ? layer - 1 : 2][rate];
        int hertz = HERTZ[frequency] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
        int samplesInBytes = version != 3 && layer == 1 ? 72 : 144;
        return samplesInBytes * bits / hertz + (head.at(offset + 2) >> 1 & 1);
    }

    private static boolean isBetween(int value, int low, int high) {
        return value >= low && value <= high;
    }
}
