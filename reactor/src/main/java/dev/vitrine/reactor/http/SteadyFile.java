package dev.vitrine.reactor.http;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/** A file of the default file system whose bytes are known, so that they can be sent without being looked at again. */
public interface SteadyFile {

    /** Opens it for one transfer, which closes it. Blocks. Null if it is no longer what it was. */
    @Nullable
    FileChannel open() throws IOException;

    /** Called before the last bytes go. Blocks. Fails if the file is no longer what it was. */
    void verify() throws IOException;

    /** Where the two may block. */
    Scheduler blocking();
}
