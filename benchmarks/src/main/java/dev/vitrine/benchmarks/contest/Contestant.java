package dev.vitrine.benchmarks.contest;

/**
 * One way to do the workloads. Made once in a process, before its first pass; a method is one pass and returns when all
 * is done and answered. What a contestant takes no part in stays as it is here.
 */
public interface Contestant extends AutoCloseable {

    /** W1: the scene's media in memory, each as a dataset item of its own. */
    default Outcome createItems(Scene scene) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** W2: the scene's files as media. */
    default Outcome uploadFiles(Scene scene) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** W3: the scene's large file as media. */
    default Outcome uploadLargeFile(Scene scene) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** W3: as many bytes, from a publisher that can be read only once. */
    default Outcome uploadPublisher(Scene scene) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** W4: all items of the dataset, with their references put in; none is kept. */
    default Outcome pull(Scene scene) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** W6: one page, of which the first item's references are put in. */
    default Outcome firstCall(Scene scene) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** W5: once through the tree or page that it was made with. */
    default Outcome walk(Scene scene) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** W8: the scene's observations, exported. */
    default Outcome observe(Scene scene) throws Exception {
        throw new UnsupportedOperationException();
    }

    @Override
    default void close() throws Exception {}
}
