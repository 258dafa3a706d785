package dev.vitrine.reactor.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content of more than 2 GiB through a JVM with a heap of 64 MiB. */
class HugeTransferIT {
    private static final long HUGE = 2L * 1024 * 1024 * 1024 + 1;

    @TempDir
    Path folder = Path.of(".");

    private final Sink store = new Sink();

    @BeforeEach
    void open() {
        store.start();
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void file_ofTwoGibibytes_passesThroughASmallHeap() throws Exception {
        Path file = folder.resolve("huge.bin");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(HUGE);
        }

        assertThat(run("file", file.toString())).contains("stored " + HUGE);
        assertThat(store.arrived).hasValue(HUGE);
    }

    @Test
    void oneShotPublisher_ofTwoGibibytes_passesThroughASmallHeap_andLeavesNoSpoolFile() throws Exception {
        assertThat(run("publisher", Long.toString(HUGE))).contains("stored " + HUGE);
        assertThat(store.arrived).hasValue(HUGE);
        try (Stream<Path> left = Files.list(folder.resolve("spool"))) {
            assertThat(left).isEmpty();
        }
    }

    /** So that the two above can be believed. */
    @Test
    void bytes_thatAreHeldWhole_breakTheBound() throws Exception {
        assertThat(run("bytes", Integer.toString(64 * 1024 * 1024))).contains("OutOfMemoryError");
        assertThat(store.arrived).hasValue(0);
    }

    private String run(String what, String argument) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HugeTransfer.class.getName(),
                        store.url(),
                        what,
                        argument,
                        folder.resolve("spool").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Takes one PUT as fast as it comes: header lines, then as many bytes as they say. */
    private static final class Sink extends Thread implements AutoCloseable {
        private final AtomicLong arrived = new AtomicLong();
        private final ServerSocket server;

        Sink() {
            super("sink");
            setDaemon(true);
            try {
                server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String url() {
            return "http://127.0.0.1:" + server.getLocalPort() + "/huge";
        }

        @Override
        public void run() {
            try (Socket socket = server.accept()) {
                InputStream in = socket.getInputStream();
                long length = -1;
                for (String line = line(in); !line.isEmpty(); line = line(in)) {
                    if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                        length = Long.parseLong(line.substring(15).strip());
                    }
                }
                byte[] buffer = new byte[256 * 1024];
                while (arrived.get() < length) {
                    int count = in.read(buffer);
                    if (count < 0) {
                        return;
                    }
                    arrived.addAndGet(count);
                }
                OutputStream out = socket.getOutputStream();
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                while (in.read() >= 0) {
                    arrived.incrementAndGet(); // a surplus byte would show
                }
            } catch (IOException e) {
                // closed by the test, or by the client's end
            }
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                line.append((char) c);
            }
            return line.toString().strip();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
