package dev.vitrine.json;

/** What a type is called in a placeholder. */
final class Names {
    private Names() {}

    static String of(Class<?> type) {
        String simple = type.getSimpleName();
        return simple.isEmpty() ? type.getName() : simple;
    }

    static String notSerializable(Class<?> type) {
        return "<not serializable object of type: " + of(type) + ">";
    }
}
