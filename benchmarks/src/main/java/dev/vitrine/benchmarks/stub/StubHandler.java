package dev.vitrine.benchmarks.stub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** One connection: drains what comes, and answers when it came whole and the latency has passed. */
final class StubHandler extends ChannelInboundHandlerAdapter {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private enum Route {
        DATASET,
        PROJECTS,
        REGISTRATION,
        PUT,
        CONFIRMATION,
        ITEM,
        PAGE,
        SPANS,
        UNKNOWN
    }

    private final Answers answers;
    private final Tally tally;
    private final IntSupplier latency;
    private Route route = Route.UNKNOWN;
    private String host = "";
    private int page;
    private boolean gzip;
    private boolean close;
    private long drained;
    private @Nullable ByteBuf body;

    StubHandler(Answers answers, Tally tally, IntSupplier latencyMillis) {
        this.answers = answers;
        this.tally = tally;
        this.latency = latencyMillis;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        tally.connections.increment();
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            begin(ctx, request);
        }
        if (message instanceof HttpContent content) {
            try {
                drain(content.content());
            } finally {
                content.release();
            }
            if (content instanceof LastHttpContent) {
                answer(ctx);
            }
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        tally.begin();
        route = route(request);
        close = !HttpUtil.isKeepAlive(request);
        drained = 0;
        if (route == Route.REGISTRATION || route == Route.SPANS) {
            body = ctx.alloc().buffer();
            host = request.headers().get(HttpHeaderNames.HOST, "");
            gzip = request.headers().contains(HttpHeaderNames.CONTENT_ENCODING, "gzip", true);
        }
        if (HttpUtil.is100ContinueExpected(request)) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(CONTINUE));
        }
    }

    private Route route(HttpRequest request) {
        String uri = request.uri();
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.PUT)) {
            return uri.startsWith("/bucket/") ? Route.PUT : Route.UNKNOWN;
        }
        if (method.equals(HttpMethod.PATCH)) {
            return uri.startsWith("/api/public/media/") ? Route.CONFIRMATION : Route.UNKNOWN;
        }
        if (method.equals(HttpMethod.POST)) {
            return switch (uri) {
                case "/api/public/media" -> Route.REGISTRATION;
                case "/api/public/dataset-items" -> Route.ITEM;
                case "/api/public/otel/v1/traces" -> Route.SPANS;
                default -> Route.UNKNOWN;
            };
        }
        if (uri.startsWith("/api/public/dataset-items?")) {
            page = pageOf(uri);
            return Route.PAGE;
        }
        return uri.startsWith("/api/public/v2/datasets/")
                ? Route.DATASET
                : uri.equals("/api/public/projects") ? Route.PROJECTS : Route.UNKNOWN;
    }

    /** The value of {@code page}, 1 where there is none. */
    static int pageOf(String uri) {
        int at = Math.max(uri.indexOf("?page="), uri.indexOf("&page="));
        if (at < 0) {
            return 1;
        }
        int value = 0;
        for (int i = at + 6; i < uri.length() && Character.isDigit(uri.charAt(i)); i++) {
            value = value * 10 + uri.charAt(i) - '0';
        }
        return value;
    }

    private void drain(ByteBuf content) {
        if (body != null) {
            body.writeBytes(content);
        } else {
            drained += content.readableBytes();
        }
    }

    private void answer(ChannelHandlerContext ctx) {
        ByteBuf answer = count();
        boolean last = close;
        int millis = latency.getAsInt();
        if (millis == 0) {
            send(ctx, answer, last);
        } else {
            ctx.executor().schedule(() -> send(ctx, answer, last), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void send(ChannelHandlerContext ctx, ByteBuf answer, boolean last) {
        tally.end();
        var written = ctx.writeAndFlush(answer);
        if (last) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private ByteBuf count() {
        switch (route) {
            case DATASET:
                return answers.dataset();
            case PROJECTS:
                return answers.projects();
            case REGISTRATION:
                ByteBuf registered = Answers.registration(take(), host);
                (registered == null ? tally.unknown : tally.registrations).increment();
                return registered == null ? answers.unknown() : registered;
            case PUT:
                tally.puts.increment();
                tally.putBytes.add(drained);
                return answers.stored();
            case CONFIRMATION:
                tally.confirmations.increment();
                return answers.ok();
            case ITEM:
                tally.items.increment();
                return answers.item();
            case PAGE:
                tally.pages.increment();
                return answers.page(page);
            case SPANS:
                tally.spans.add(SpanCount.of(take(), gzip));
                return answers.exported();
            default:
                tally.unknown.increment();
                return answers.unknown();
        }
    }

    private byte[] take() {
        ByteBuf whole = body;
        if (whole == null) {
            return new byte[0];
        }
        body = null;
        byte[] bytes = new byte[whole.readableBytes()];
        whole.readBytes(bytes).release();
        return bytes;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        take();
        ctx.fireChannelInactive();
    }

    /** Clients that end close their connections as they like. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            tally.unknown.increment();
        }
        ctx.close();
    }
}
