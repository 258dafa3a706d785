package dev.vitrine.content;

/** A source gave other bytes when it was sent than when it was digested, such as a file that grew in between. */
public class ContentChangedException extends ContentException {
    private static final long serialVersionUID = 1L;

    public ContentChangedException(String message) {
        super(message);
    }
}
