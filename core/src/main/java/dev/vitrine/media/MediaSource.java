package dev.vitrine.media;

/** How media came to be, as written in their reference. */
public enum MediaSource {
    BASE64_DATA_URI("base64_data_uri"),
    BYTES("bytes"),
    FILE("file");

    private final String wireValue;

    MediaSource(String wireValue) {
        this.wireValue = wireValue;
    }

    public String wireValue() {
        return wireValue;
    }
}
