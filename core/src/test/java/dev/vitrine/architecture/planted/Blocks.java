package dev.vitrine.architecture.planted;

/** Keeps a thread. */
final class Blocks {
    private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();

    private Blocks() {}

    static String sleep() throws InterruptedException {
        Thread.sleep(1);
        System.out.println("planted");
        return String.valueOf(LOCAL.get());
    }
}
