package dev.vitrine.benchmarks.contest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** Content that is the same in every run, none like another. */
public final class Corpus {
    private static final int BLOCK = 1024 * 1024;
    /** How much a publisher gives at a time. */
    public static final int PIECE = 64 * 1024;

    private Corpus() {}

    /** PNG by its first bytes, then noise. */
    public static byte[][] pictures(int count, int length) {
        byte[][] all = new byte[count][];
        for (int i = 0; i < count; i++) {
            all[i] = noise(i, length);
            byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
            System.arraycopy(signature, 0, all[i], 0, Math.min(signature.length, length));
        }
        return all;
    }

    public static byte[] noise(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Makes the files of W2 that are not there, or of another length. */
    public static void files(Scene scene) throws IOException {
        Files.createDirectories(scene.files());
        for (int i = 0; i < scene.sizes().files(); i++) {
            file(scene.file(i), scene.sizes().fileBytes(), i);
        }
    }

    /** Makes the file of W3 if it is not there, or of another length. */
    public static void largeFile(Scene scene) throws IOException {
        Files.createDirectories(scene.files());
        file(scene.largeFile(), scene.sizes().largeBytes(), 4711);
    }

    private static void file(Path path, long length, long seed) throws IOException {
        if (Files.exists(path) && Files.size(path) == length) {
            return;
        }
        ByteBuffer block = ByteBuffer.wrap(noise(seed, BLOCK));
        try (FileChannel out = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (long written = 0; written < length; ) {
                block.clear().putLong(0, written); // no block like another
                block.limit((int) Math.min(BLOCK, length - written));
                while (block.hasRemaining()) {
                    written += out.write(block);
                }
            }
        }
    }
}
