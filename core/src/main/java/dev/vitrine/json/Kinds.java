package dev.vitrine.json;

/** What a JSON text is by its first character. */
final class Kinds {
    private Kinds() {}

    static JsonValue.Kind of(byte[] json, int from, int to) {
        for (int i = from; i < to; i++) {
            switch (json[i]) {
                case ' ',
                        '\t',
                        '\r',
                        '\n',
                        (byte) 0xEF,
                        (byte) 0xBB,
                        (byte) 0xBF -> {} // the last three: byte order mark
                case '{' -> {
                    return JsonValue.Kind.OBJECT;
                }
                case '[' -> {
                    return JsonValue.Kind.ARRAY;
                }
                case '"' -> {
                    return JsonValue.Kind.STRING;
                }
                case 't', 'f' -> {
                    return JsonValue.Kind.BOOLEAN;
                }
                case 'n' -> {
                    return JsonValue.Kind.NULL;
                }
                case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                    return JsonValue.Kind.NUMBER;
                }
                default -> {
                    return JsonValue.Kind.MALFORMED;
                }
            }
        }
        return JsonValue.Kind.MALFORMED;
    }
}
