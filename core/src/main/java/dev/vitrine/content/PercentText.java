package dev.vitrine.content;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Percent-encoding as in a data URI. */
final class PercentText {
    private PercentText() {}

    /** The bytes, or null and where the fault is. */
    record Result(byte @Nullable [] bytes, int faultOffset) {}

    static Result decode(String text, int from, int to) {
        byte[] bytes = new byte[to - from];
        int count = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= to
                        || !HexFormat.isHexDigit(text.charAt(i + 1))
                        || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                    return new Result(null, i);
                }
                bytes[count++] = (byte) HexFormat.fromHexDigits(text, i + 1, i + 3);
                i += 2;
            } else if (c < ' ' || c >= 0x7F || c == '#') {
                return new Result(null, i);
            } else {
                bytes[count++] = (byte) c;
            }
        }
        return new Result(count == bytes.length ? bytes : Arrays.copyOf(bytes, count), -1);
    }
}
