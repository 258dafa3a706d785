package dev.vitrine.reactor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class NettyLeaksTests {

    @Test
    void find_bufferNotReleased_isFound() {
        lose();
        assertThat(NettyLeaks.find()).contains("ByteBuf");
    }

    @Test
    void find_bufferReleased_isNotFound() {
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(64);
        buffer.release();
        assertThat(NettyLeaks.find()).isNull();
    }

    private static void lose() {
        ByteBuf lost = PooledByteBufAllocator.DEFAULT.directBuffer(64);
        lost.writeByte(1);
    }
}
