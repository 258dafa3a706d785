package dev.vitrine.json;

import dev.vitrine.content.ContentType;
import dev.vitrine.media.Media;
import dev.vitrine.media.ReferencedMedia;
import java.nio.charset.StandardCharsets;

/** Values that several tests share. */
final class Samples {
    static final String REFERENCE = "@@@langfuseMedia:type=image/png|id=MwoGlsMS6lW8ijWeRyZKfD|source=bytes@@@";
    static final String SIGNED_URL = "https://store.example/k?X-Amz-Signature=secret";

    private Samples() {}

    /** Stands for what a client hands out: an interface, hidden behind which is a signed URL. */
    interface Picture extends ReferencedMedia {
        String url();
    }

    /** As careless as can be: a bean with a URL and a toString that shows it. */
    static final class SignedPicture implements Picture {
        private final String reference;

        SignedPicture(String reference) {
            this.reference = reference;
        }

        @Override
        public String referenceString() {
            return reference;
        }

        @Override
        public String url() {
            return SIGNED_URL;
        }

        public String getUrl() {
            return SIGNED_URL;
        }

        @Override
        public String toString() {
            return "picture";
        }
    }

    static Picture picture() {
        return new SignedPicture(REFERENCE);
    }

    static Picture picture(int number) {
        return new SignedPicture(reference(number));
    }

    static String reference(int number) {
        return "@@@langfuseMedia:type=image/png|id=media" + number + "|source=bytes@@@";
    }

    static Media media(String content) {
        return Media.ofBytes(content.getBytes(StandardCharsets.UTF_8), ContentType.IMAGE_PNG);
    }

    static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
