package dev.vitrine.reactor.dataset;

import java.nio.charset.StandardCharsets;

/** Names of fields, known by their bytes. */
final class FieldNames {
    static final int OTHER = -1;

    private final byte[][] names;

    FieldNames(String... names) {
        this.names = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            this.names[i] = names[i].getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Which name it is, counted from 0, or {@link #OTHER}. */
    int find(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return find(bytes, 0, bytes.length, 0);
    }

    /**
     * Which name it is, counted from 0, or {@link #OTHER}.
     *
     * @param likely is looked at first: fields come in the same order every time
     */
    int find(byte[] json, int from, int to, int likely) {
        int candidate = likely;
        for (int i = 0; i < names.length; i++, candidate++) {
            if (candidate >= names.length) {
                candidate = 0;
            }
            byte[] name = names[candidate];
            if (name.length == to - from && stands(name, json, from)) {
                return candidate;
            }
        }
        return OTHER;
    }

    /** By hand: names are short, and what compares arrays is put into every caller. */
    private static boolean stands(byte[] name, byte[] json, int from) {
        for (int i = 0; i < name.length; i++) {
            if (name[i] != json[from + i]) {
                return false;
            }
        }
        return true;
    }
}
