package dev.vitrine.embedded.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.embedded.EmbeddedLangfuse;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.Eventually;
import dev.vitrine.embedded.support.PlatformTest;
import dev.vitrine.embedded.traffic.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Bodies on their way: large, many, slow and broken off. */
class ObjectTransferTests extends PlatformTest {
    private static byte[] random(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private static byte[] head(String url, byte[] content) {
        URI uri = URI.create(url);
        return ("PUT " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                        + "\r\nContent-Type: image/png\r\nContent-Length: " + content.length
                        + "\r\nx-amz-checksum-sha256: " + Api.sha256(content) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void assertNothingLeft() {
        EmbeddedLangfuse.Storage storage = platform().storage();
        Eventually.holds(() -> platform().requests().inFlight(Route.OBJECT_PUT) == 0);
        Eventually.emitsTrue(storage.fileCount().map(files -> files == 0));
        assertThat(storage.objectCount()).isZero();
    }

    @Test
    void large_comesBackUnharmed() {
        byte[] content = random(8 * 1024 * 1024 + 13);
        uploaded(content);
        assertThat(Api.fetch(media(content).json().get("url").asText()).bytes()).isEqualTo(content);
    }

    @Test
    void put_thatAsksFirst_isToldToContinue() {
        byte[] content = random(100_000);
        String url = uploadUrl(content, PNG);
        assertThat(Api.send(Api.putRequest(url, PNG, content, content).expectContinue(true))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void many_atATime_areAllStored() {
        List<CompletableFuture<Integer>> puts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            byte[] content = random(50_000 + i);
            puts.add(Api.sendAsync(Api.putRequest(uploadUrl(content, PNG), PNG, content, content))
                    .thenApply(answer -> answer.status()));
        }
        assertThat(puts).allSatisfy(put -> assertThat(put.join()).isEqualTo(200));
        assertThat(platform().storage().objectCount()).isEqualTo(40);
        assertThat(platform().storage().fileCount().block(PATIENCE)).isEqualTo(40);
    }

    @Test
    void put_brokenOff_leavesNothingBehind_andTheNextOneWorks() throws IOException {
        byte[] content = random(1_000_000);
        String url = uploadUrl(content, PNG);
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort())) {
            socket.getOutputStream().write(head(url, content));
            socket.getOutputStream().write(content, 0, 600_000);
            socket.getOutputStream().flush();
            Eventually.holds(() -> platform().requests().of(Route.OBJECT_PUT).stream()
                    .anyMatch(request -> request.bodyBytes() > 100_000));
        }
        assertNothingLeft();
        assertThat(platform().requests().of(Route.OBJECT_PUT).get(0).status()).isZero();
        assertThat(Api.put(url, PNG, content).status()).isEqualTo(200);
    }

    @Test
    void put_brokenOffAnywhere_isNeverAnswered() throws IOException {
        byte[] content = random(300_000);
        String url = uploadUrl(content, PNG);
        for (int sent = 0; sent < content.length; sent += 3_000) {
            int puts = sent / 3_000 + 1;
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort())) {
                socket.setSoLinger(puts % 2 == 0, 0); // by a reset, and by an end
                socket.getOutputStream().write(head(url, content));
                socket.getOutputStream().write(content, 0, sent);
                socket.getOutputStream().flush();
                Eventually.holds(
                        () -> platform().requests().of(Route.OBJECT_PUT).size() == puts);
            }
        }
        assertNothingLeft();
        assertThat(platform().requests().of(Route.OBJECT_PUT))
                .allSatisfy(request -> assertThat(request.status()).isZero());
    }

    @Test
    void get_brokenOff_endsTheRequest() throws IOException {
        byte[] content = random(16 * 1024 * 1024);
        uploaded(content);
        URI uri = URI.create(media(content).json().get("url").asText());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\r\nHost: "
                                    + uri.getAuthority() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(in.readNBytes(1_000)).hasSize(1_000);
        }
        Eventually.holds(() -> platform().requests().inFlight(Route.OBJECT_GET) == 0);
        assertThat(Api.fetch(uri.toString()).bytes()).isEqualTo(content);
    }

    @Test
    void slowStore_makesTheClientWait() throws IOException {
        byte[] content = random(64 * 1024 * 1024);
        String url = uploadUrl(content, PNG);
        platform().faults().on(Route.OBJECT_PUT, fault -> fault.slowRead(Duration.ofHours(1)));
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), URI.create(url).getPort()))) {
            channel.write(ByteBuffer.wrap(head(url, content)));
            channel.configureBlocking(false);
            ByteBuffer body = ByteBuffer.wrap(content);
            for (int refused = 0; refused < 10 && body.hasRemaining(); ) {
                if (channel.write(body) == 0) {
                    refused++;
                    Eventually.pause(Duration.ofMillis(20));
                }
            }
            // what the kernel keeps for both sockets, and no more
            assertThat(body.position()).isLessThan(32 * 1024 * 1024);
        }
    }

    @Test
    void dispose_midwayOfAnUpload_ends() throws IOException {
        byte[] content = random(1_000_000);
        String url = uploadUrl(content, PNG);
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort())) {
            socket.getOutputStream().write(head(url, content));
            socket.getOutputStream().write(content, 0, 500_000);
            socket.getOutputStream().flush();
            Eventually.holds(() -> platform().requests().of(Route.OBJECT_PUT).stream()
                    .anyMatch(request -> request.bodyBytes() > 100_000));
            platform().disposeLater().block(PATIENCE);
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), socket.getPort()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }
}
