package dev.vitrine.reactor.testing;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails the test class after which Netty found a buffer that was never released. In force for every test. */
public final class NettyLeaks implements BeforeAllCallback, AfterAllCallback {
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    private static final long LONGEST_COLLECTION_MILLIS = 10_000;

    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Recording());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // its being there installs the detector before Netty makes its first buffer
    }

    @Override
    public void afterAll(ExtensionContext context) {
        String found = find();
        if (found != null) {
            throw new AssertionError("leaked buffers after " + context.getDisplayName() + ":\n" + found);
        }
    }

    /** The leaks found since the last call, or null. */
    static @org.jspecify.annotations.Nullable String find() {
        for (int i = 0; i < 3; i++) {
            collectGarbage();
            // detection happens when a buffer is allocated
            PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
        }
        if (LEAKS.isEmpty()) {
            return null;
        }
        String all = String.join("\n", LEAKS);
        LEAKS.clear();
        return all;
    }

    /** Waits until the collector has handed on the references that it cleared, which it does after the collection. */
    private static void collectGarbage() {
        ReferenceQueue<Object> cleared = new ReferenceQueue<>();
        PhantomReference<Object> mark = new PhantomReference<>(new Object(), cleared);
        System.gc();
        try {
            if (cleared.remove(LONGEST_COLLECTION_MILLIS) != mark) {
                throw new AssertionError("the garbage collector did not run");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Recording extends ResourceLeakDetectorFactory {
        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
            return detector(resource, samplingInterval);
        }

        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
            return detector(resource, samplingInterval);
        }

        private static <T> ResourceLeakDetector<T> detector(Class<T> resource, int samplingInterval) {
            return new ResourceLeakDetector<T>(resource, samplingInterval) {
                @Override
                protected void reportTracedLeak(String resourceType, String records) {
                    LEAKS.add(resourceType + records);
                }

                @Override
                protected void reportUntracedLeak(String resourceType) {
                    LEAKS.add(resourceType);
                }

                @Override
                protected boolean needReport() {
                    return true;
                }
            };
        }
    }
}
