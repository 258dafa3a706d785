package dev.vitrine.reactor.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/** 20,000 items of 4 KiB are pulled by a process with 64 MiB of heap, which they would fill. */
class PullMemoryIT {
    private static final int PAGES = 400;
    private static final int PAGE_SIZE = 50;
    private static final String TEXT = "x".repeat(4096);
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void items_twentyThousand_fitIntoSmallHeap() throws IOException, InterruptedException {
        try (MockWebServer server = new MockWebServer()) {
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    requests.incrementAndGet();
                    String page = Objects.requireNonNull(request.getUrl().queryParameter("page"));
                    return new MockResponse.Builder()
                            .body(page(Integer.parseInt(page)))
                            .build();
                }
            });
            server.start();

            Process puller = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:MaxDirectMemorySize=64m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            PullProgram.class.getName(),
                            server.url("/").toString()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(puller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(puller.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(said).contains("pulled 20000 items, 20000 distinct");
            assertThat(puller.exitValue()).isZero();
            assertThat(requests).hasValue(PAGES);
        }
    }

    private static String page(int page) {
        return IntStream.range((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
                .mapToObj(number ->
                        "{\"id\":\"i" + number + "\",\"datasetId\":\"1\",\"datasetName\":\"d\",\"input\":{\"text\":\""
                                + TEXT
                                + "\"},\"createdAt\":\"2026-11-20T12:00:00.000Z\",\"updatedAt\":\"2026-11-20T12:00:00.000Z\","
                                + "\"mediaReferences\":[]}")
                .collect(Collectors.joining(
                        ",", "{\"data\":[", "],\"meta\":{\"totalItems\":20000,\"totalPages\":" + PAGES + "}}"));
    }
}
