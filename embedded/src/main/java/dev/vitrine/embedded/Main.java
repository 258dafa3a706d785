package dev.vitrine.embedded;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Runs a platform until the process is told to stop. The first line that it prints is the base URL. */
public final class Main {
    /** Maven that is told to stop leaves its children behind. */
    private static final String STOP_WITH_PARENT = "vitrine.embedded.stopWithParent";

    private static final CountDownLatch STOPPED = new CountDownLatch(1);

    private Main() {}

    /**
     * Starts it.
     *
     * @param args {@code port publicKey secretKey}, each of which may be absent or empty
     */
    public static void main(String[] args) throws InterruptedException {
        EmbeddedLangfuseBuilder builder = EmbeddedLangfuse.builder();
        String port = argument(args, 0, "0");
        builder.port(Integer.parseInt(port));
        builder.keys(argument(args, 1, "pk-lf-embedded"), argument(args, 2, "sk-lf-embedded"));
        EmbeddedLangfuse platform = builder.start().toFuture().join();
        if (Boolean.getBoolean(STOP_WITH_PARENT)) {
            ProcessHandle.current().parent().ifPresent(Main::stopWith);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(platform), "vitrine-embedded-stop"));
        System.out.println(platform.baseUrl());
        System.out.println("public key " + platform.publicKey() + ", objects at " + platform.storageUrl());
        STOPPED.await();
    }

    private static void stopWith(ProcessHandle parent) {
        CompletableFuture<Void> unused = parent.onExit().thenRun(() -> System.exit(0));
    }

    private static void stop(EmbeddedLangfuse platform) {
        platform.disposeLater().toFuture().join();
        STOPPED.countDown();
    }

    private static String argument(String[] args, int index, String absent) {
        return args.length > index && !args[index].isBlank() ? args[index].trim() : absent;
    }
}
