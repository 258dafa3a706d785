package dev.vitrine.reactor.http;

import io.netty.channel.DefaultFileRegion;
import io.netty.channel.FileRegion;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * An open file that is sent region by region, and closed by whoever is the last to have it: a cancelled transfer may end
 * while the event loop still sends a region.
 */
final class SharedFile extends AbstractReferenceCounted {
    private final SteadyFile file;
    private volatile @Nullable FileChannel channel;

    SharedFile(SteadyFile file) {
        this.file = file;
    }

    /** Blocks. False if the file is no longer what it was, or nobody wants it any more. */
    boolean open() throws IOException {
        if (refCnt() == 0) {
            return false;
        }
        retain();
        try {
            channel = file.open();
            return channel != null;
        } finally {
            release();
        }
    }

    /** Belongs to whoever gets it, as with Netty's own. */
    FileRegion region(long position, long count) {
        FileChannel open = channel;
        if (open == null) {
            throw new IllegalStateException("not open");
        }
        retain();
        return new Region(open, position, count);
    }

    @Override
    protected void deallocate() {
        FileChannel open = channel;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // it was only read
            }
        }
    }

    @Override
    public ReferenceCounted touch(Object hint) {
        return this;
    }

    private final class Region extends DefaultFileRegion {
        Region(FileChannel channel, long position, long count) {
            super(channel, position, count);
        }

        @Override
        protected void deallocate() {
            SharedFile.this.release();
        }
    }
}
