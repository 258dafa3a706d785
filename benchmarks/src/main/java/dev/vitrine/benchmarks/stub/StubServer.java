package dev.vitrine.benchmarks.stub;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import reactor.netty.resources.LoopResources;

/** Serves on a free port of the loopback address, with two event loops. */
public final class StubServer implements AutoCloseable {
    private static final int EVENT_LOOPS = 2;
    private static final int LARGEST_READ = 1024 * 1024;
    private static final int BACKLOG = 8192;

    private final LoopResources loops = LoopResources.create("stub", 1, EVENT_LOOPS, true);
    private final Tally tally = new Tally();
    private final Channel channel;
    private volatile int latencyMillis;

    private StubServer(Answers answers) {
        EventLoopGroup select = loops.onServerSelect(true);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(select, loops.onServer(true))
                .channel(loops.onChannelClass(ServerSocketChannel.class, select))
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.RCVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(1024, 16 * 1024, LARGEST_READ))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connection
                                .pipeline()
                                .addLast(
                                        new HttpRequestDecoder(new HttpDecoderConfig()
                                                .setMaxChunkSize(LARGEST_READ)
                                                .setValidateHeaders(false)),
                                        new StubHandler(answers, tally, () -> latencyMillis));
                    }
                });
        channel = bootstrap
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    /** @param pages how many pages the dataset has */
    public static StubServer start(int pages) {
        return new StubServer(new Answers(pages));
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + ((InetSocketAddress) channel.localAddress()).getPort());
    }

    /** Forgets what was counted; from now on each answer waits so long. */
    public void reset(int latencyMillis) {
        this.latencyMillis = latencyMillis;
        tally.reset();
    }

    public Counts counts() {
        return tally.counts();
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        loops.dispose();
    }
}
