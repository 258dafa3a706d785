package dev.vitrine.benchmarks.stub;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/** Counts the spans of an OTLP request by its protobuf framing alone: field 1, in it field 2, in it field 2. */
final class SpanCount {
    private static final int[] PATH = {1, 2, 2};

    private final byte[] message;
    private int at;

    private SpanCount(byte[] message) {
        this.message = message;
    }

    /** @param gzip whether {@code body} is compressed */
    static int of(byte[] body, boolean gzip) {
        byte[] message = body;
        if (gzip) {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body), 8192)) {
                message = in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new SpanCount(message).count(message.length, 0);
    }

    private int count(int end, int depth) {
        int found = 0;
        while (at < end) {
            long tag = varint();
            int type = (int) (tag & 7);
            if (type == 2) {
                int length = (int) varint();
                if (tag >>> 3 == PATH[depth]) {
                    if (depth == PATH.length - 1) {
                        found++;
                    } else {
                        found += count(at + length, depth + 1);
                        continue;
                    }
                }
                at += length;
            } else if (type == 0) {
                varint();
            } else {
                at += type == 1 ? 8 : 4;
            }
        }
        return found;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = message[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
