package dev.vitrine.reactor.media;

/** The first reader of a type is made under a lock, for which event loops would wait. So they are made before a request. */
final class MediaReaders {
    static {
        LangfuseMediaStore.prepareReaders();
        MediaUrls.prepareReaders();
    }

    private MediaReaders() {}

    /** Once, by the class's initialization. */
    static void prepare() {}
}
