package dev.vitrine.benchmarks.contest;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** HTTP by hand on one blocking socket: what the requests cost when nothing is between. For one thread at a time. */
final class RawConnection implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;

    private final SocketChannel socket;
    private final String host;
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);

    RawConnection(URI platform) throws IOException {
        socket = SocketChannel.open(new InetSocketAddress(platform.getHost(), platform.getPort()));
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        host = platform.getAuthority();
        in.limit(0);
    }

    byte[] call(String method, String path, byte[] body) throws IOException {
        head(method, path, body.length);
        for (int at = 0; at < body.length; ) {
            int part = Math.min(body.length - at, out.remaining());
            out.put(body, at, part);
            at += part;
            flush();
        }
        flush();
        return answer();
    }

    byte[] callWithFile(String path, Path file, long length) throws IOException {
        head("PUT", path, length);
        try (FileChannel content = FileChannel.open(file)) {
            while (content.read(out) >= 0) {
                flush();
            }
        }
        return answer();
    }

    private void head(String method, String path, long length) {
        String head = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: " + length + "\r\n\r\n";
        out.clear().put(head.getBytes(StandardCharsets.US_ASCII));
    }

    private void flush() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            socket.write(out);
        }
        out.clear();
    }

    private byte[] answer() throws IOException {
        StringBuilder head = new StringBuilder(128);
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) read());
        }
        String name = "Content-Length: ";
        int at = head.indexOf(name) + name.length();
        byte[] body = new byte[Integer.parseInt(head, at, head.indexOf("\r\n", at), 10)];
        for (int filled = 0; filled < body.length; ) {
            if (!in.hasRemaining()) {
                fill();
            }
            int part = Math.min(in.remaining(), body.length - filled);
            in.get(body, filled, part);
            filled += part;
        }
        if (!head.substring(0, 10).equals("HTTP/1.1 2")) {
            throw new IOException(head.substring(0, head.indexOf("\r\n")));
        }
        return body;
    }

    private byte read() throws IOException {
        if (!in.hasRemaining()) {
            fill();
        }
        return in.get();
    }

    private void fill() throws IOException {
        in.clear();
        if (socket.read(in) < 0) {
            throw new EOFException();
        }
        in.flip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
