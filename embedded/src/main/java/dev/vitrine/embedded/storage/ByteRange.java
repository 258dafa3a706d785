package dev.vitrine.embedded.storage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of an object that is asked for: all of it, or one range. */
record ByteRange(long from, long length, boolean partial) {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** Reads a Range header; one that is not understood asks for everything, one beyond the end is refused. */
    static ByteRange parse(@Nullable String header, long size) {
        Matcher matcher = RANGE.matcher(header == null ? "" : header);
        if (!matcher.matches() || header == null || header.equals("bytes=-")) {
            return new ByteRange(0, size, false);
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            long suffix = Math.min(Long.parseLong(last), size);
            return new ByteRange(size - suffix, suffix, true);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
        if (from >= size || to < from) {
            throw StorageFailure.of(416, "InvalidRange", "The requested range is not satisfiable");
        }
        return new ByteRange(from, to - from + 1, true);
    }

    String contentRange(long size) {
        return "bytes " + from + "-" + (from + length - 1) + "/" + size;
    }
}
