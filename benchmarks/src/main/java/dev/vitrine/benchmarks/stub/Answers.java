package dev.vitrine.benchmarks.stub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whole answers, head and body, made before the first request. */
final class Answers {
    private static final String DATASET = """
            {"id":"cmbenchdataset0001","projectId":"cmproject","name":"bench","description":null,"metadata":null,\
            "inputSchema":null,"expectedOutputSchema":null,"createdAt":"2026-11-20T12:00:00.000Z",\
            "updatedAt":"2026-11-20T12:00:00.000Z"}""";
    private static final String ITEM = """
            {"id":"item","datasetId":"cmbenchdataset0001","datasetName":"bench","status":"ACTIVE","input":{"question":\
            "What is shown?"},"expectedOutput":null,"metadata":null,"sourceTraceId":null,"sourceObservationId":null,\
            "createdAt":"2026-11-20T12:00:00.000Z","updatedAt":"2026-11-20T12:00:00.000Z","mediaReferences":[]}""";
    private static final String PROJECTS = """
            {"data":[{"id":"cmproject","name":"bench","organization":{"id":"org","name":"bench"},"metadata":{}}]}""";
    private static final String SIGNED = "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD"
            + "&X-Amz-Credential=AKIAEXAMPLE%2F20261120%2Feu-central-1%2Fs3%2Faws4_request&X-Amz-Date=20261120T120000Z"
            + "&X-Amz-Expires=3600&X-Amz-Signature=" + "0123456789abcdef".repeat(4)
            + "&X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost%3Bx-amz-checksum-sha256&x-id=PutObject";
    private static final byte[] HASH = "\"sha256Hash\"".getBytes(StandardCharsets.US_ASCII);
    private static final int ID_LENGTH = 22;

    private final ByteBuf[] pages;
    private final ByteBuf beyond;
    private final ByteBuf dataset = json("200 OK", DATASET);
    private final ByteBuf item = json("200 OK", ITEM);
    private final ByteBuf projects = json("200 OK", PROJECTS);
    private final ByteBuf ok = json("200 OK", "{\"message\":\"OK\"}");
    private final ByteBuf unknown = json("404 Not Found", "{\"message\":\"not in the stub\"}");
    private final ByteBuf empty = head("200 OK", "application/x-protobuf", new byte[0]);
    private final ByteBuf stored = fixed(("HTTP/1.1 200 OK\r\nETag: \"0123456789abcdef\"\r\nContent-Length: 0\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));

    Answers(int pages) {
        DatasetPages content = new DatasetPages(pages);
        this.pages = new ByteBuf[pages];
        for (int i = 0; i < pages; i++) {
            this.pages[i] = head("200 OK", "application/json", content.page(i + 1));
        }
        this.beyond = head("200 OK", "application/json", content.page(pages + 1));
    }

    ByteBuf page(int number) {
        return view(number >= 1 && number <= pages.length ? pages[number - 1] : beyond);
    }

    ByteBuf dataset() {
        return view(dataset);
    }

    ByteBuf item() {
        return view(item);
    }

    ByteBuf projects() {
        return view(projects);
    }

    ByteBuf ok() {
        return view(ok);
    }

    ByteBuf stored() {
        return view(stored);
    }

    ByteBuf exported() {
        return view(empty);
    }

    ByteBuf unknown() {
        return view(unknown);
    }

    /** The id that belongs to the hash in the request, and a URL to put the content to; null without a hash. */
    static @Nullable ByteBuf registration(byte[] request, String host) {
        String id = id(request);
        return id == null
                ? null
                : once(
                        "201 Created",
                        "{\"mediaId\":\"" + id + "\",\"uploadUrl\":\"http://" + host + "/bucket/cmproject/" + id
                                + ".png" + SIGNED + "\"}");
    }

    private static @Nullable String id(byte[] request) {
        int at = indexOf(request, HASH);
        if (at < 0) {
            return null;
        }
        at += HASH.length;
        while (at < request.length && request[at] != '"') { // the colon and spaces
            at++;
        }
        if (at + 1 + ID_LENGTH > request.length) {
            return null;
        }
        return new String(request, at + 1, ID_LENGTH, StandardCharsets.US_ASCII)
                .replace('+', '-')
                .replace('/', '_');
    }

    private static int indexOf(byte[] text, byte[] part) {
        for (int at = 0; at <= text.length - part.length; at++) {
            if (Arrays.equals(text, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }

    private static ByteBuf once(String status, String body) {
        return Unpooled.wrappedBuffer(whole(status, "application/json", body.getBytes(StandardCharsets.UTF_8)));
    }

    private static ByteBuf json(String status, String body) {
        return head(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuf head(String status, String type, byte[] body) {
        return fixed(whole(status, type, body));
    }

    private static byte[] whole(String status, String type, byte[] body) {
        String head =
                "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        byte[] all = Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + body.length);
        System.arraycopy(body, 0, all, head.length(), body.length);
        return all;
    }

    private static ByteBuf fixed(byte[] bytes) {
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct));
    }

    private static ByteBuf view(ByteBuf answer) {
        return answer.duplicate();
    }
}
