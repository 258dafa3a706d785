package dev.vitrine.json;

/** Half a surrogate pair is no character: UTF-8 cannot hold it, and the platform answers it with status 500. */
final class Surrogates {
    private Surrogates() {}

    static boolean sound(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                return soundFrom(text, i);
            }
        }
        return true;
    }

    private static boolean soundFrom(String text, int start) {
        int length = text.length();
        for (int i = start; i < length; i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isLowSurrogate(c) || ++i == length || !Character.isLowSurrogate(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The text with U+FFFD for each half. */
    static String replaced(String text) {
        StringBuilder sound = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(sound::appendCodePoint);
        return sound.toString();
    }
}
