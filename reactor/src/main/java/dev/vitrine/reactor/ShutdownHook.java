package dev.vitrine.reactor;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes a client when the JVM ends, and has the JVM wait for it, but not longer than closing may take. */
final class ShutdownHook implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(ShutdownHook.class);

    private final DefaultLangfuseClient client;
    private final Duration limit;

    private ShutdownHook(DefaultLangfuseClient client, Duration limit) {
        this.client = client;
        this.limit = limit;
    }

    /** Until the client is closed. Does nothing while the JVM is ending. */
    static Thread install(DefaultLangfuseClient client, Duration limit) {
        Thread thread = new Thread(new ShutdownHook(client, limit), "vitrine-shutdown");
        try {
            Runtime.getRuntime().addShutdownHook(thread);
        } catch (IllegalStateException ending) {
            log.debug("{} is made while the JVM ends, and will not be closed by it", client);
            return thread;
        }
        client.whenClosed(() -> remove(thread));
        return thread;
    }

    private static void remove(Thread thread) {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException ending) {
            log.trace("The JVM is ending, and the hook with it");
        }
    }

    @Override
    public void run() {
        Future<Void> closing = client.disposeLater().toFuture();
        try {
            closing.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            log.warn("{} was not closed within the shutdown timeout of {}; what was left is lost", client, limit);
        } catch (ExecutionException failed) {
            log.warn("Closing of {} failed: {}", client, String.valueOf(failed.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
