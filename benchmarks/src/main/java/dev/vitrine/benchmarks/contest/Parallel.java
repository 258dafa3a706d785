package dev.vitrine.benchmarks.contest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that take numbers from one counter; for clients that block. */
public final class Parallel implements AutoCloseable {
    private final int threads;
    private final ExecutorService pool;

    public Parallel(int threads) {
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads);
    }

    /** Runs {@code task} for 0 to {@code count - 1} and returns when all are done, or one has failed. */
    public void run(int count, Task task) throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> workers = new ArrayList<>();
        for (int thread = 0; thread < Math.min(threads, count); thread++) {
            int worker = thread;
            workers.add(pool.submit(() -> {
                for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    task.run(worker, i);
                }
                return null;
            }));
        }
        for (Future<?> worker : workers) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    /** One piece of work. */
    @FunctionalInterface
    public interface Task {
        /**
         * @param worker which thread it runs on, from 0
         * @param number which piece it is
         */
        void run(int worker, int number) throws Exception;
    }
}
