package dev.vitrine.embedded;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.embedded.media.MediaLink;
import dev.vitrine.embedded.trace.EmbeddedTraces;
import dev.vitrine.embedded.traffic.Faults;
import dev.vitrine.embedded.traffic.RequestLog;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * A running Langfuse-compatible platform: an API server and an object store of its own, both on loopback ports of this
 * process. Records are kept in memory, the bytes of objects in private files.
 *
 * <pre>{@code
 * EmbeddedLangfuse platform = EmbeddedLangfuse.start().block();
 * }</pre>
 *
 * <p>It answers as the real server does, its oddities included. What it has of its own: {@linkplain #faults() faults},
 * a {@linkplain #requests() log of requests}, and a view of its {@linkplain #storage() store}.
 */
public interface EmbeddedLangfuse extends AutoCloseable {

    /** A platform with free ports and generated keys. Each subscription starts another one. */
    @CheckReturnValue
    static Mono<EmbeddedLangfuse> start() {
        return builder().start();
    }

    static EmbeddedLangfuseBuilder builder() {
        return new EmbeddedLangfuseBuilder();
    }

    /** Where the API is: scheme, host and port, without a slash at the end. */
    String baseUrl();

    /** Where the objects are: scheme, host and port, without a slash at the end. */
    String storageUrl();

    /** The keys and the id of the first project. */
    String publicKey();

    String secretKey();

    String projectId();

    /** Faults and latency that are put on the routes of this platform. */
    Faults faults();

    /** The requests that reached this platform. */
    RequestLog requests();

    /** What lies in the object store. */
    Storage storage();

    /** The traces of the first project. */
    EmbeddedTraces traces();

    /** What was announced for items of the first project and is in no version of them yet. */
    List<MediaLink> pendingLinks();

    /** What was announced for traces and observations of the first project. */
    List<MediaLink> traceLinks();

    /** How many media records the first project has, uploaded or not. */
    int mediaCount();

    /** How many items of the first project were ever created. */
    int itemCount();

    /** How many scores the first project has. */
    int scoreCount();

    /** How many scores were written to the first project, overwriting included. */
    long scoreWrites();

    /** Drops a media record of the first project, as the platform's retention would; its object stays. */
    boolean forgetMedia(String mediaId);

    /**
     * Stops the servers, closes their connections, and removes the files. Completes when all that is done; further
     * subscriptions do nothing more.
     */
    @CheckReturnValue
    Mono<Void> disposeLater();

    /** Begins what {@link #disposeLater()} does and does not wait for it. */
    @Override
    void close();

    /** A view of the object store. */
    interface Storage {
        /** How many complete objects there are. */
        int objectCount();

        /** The bytes of all objects together. */
        long storedBytes();

        /** How many files are in the store's directory, unfinished uploads included. Reads the directory when subscribed. */
        @CheckReturnValue
        Mono<Long> fileCount();

        /** Loses the object of a media, as if somebody had deleted it from the bucket; emits whether it was there. */
        @CheckReturnValue
        Mono<Boolean> loseObject(String key);
    }
}
