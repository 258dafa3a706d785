package dev.vitrine.reactor.transfer;

import dev.vitrine.reactor.http.SteadyFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/** A file that was at rest when it was hashed. While its stamp is the same, so are its bytes. */
record RestingFile(Path path, String description, FileStamp stamp, Scheduler blocking) implements SteadyFile {
    @Override
    public @Nullable FileChannel open() throws IOException {
        return isSame() ? FileChannel.open(path) : null;
    }

    @Override
    public void verify() {
        if (!isSame()) {
            throw SameBytes.changed(description, "was written to while it was sent");
        }
    }

    private boolean isSame() {
        return stamp.equals(FileStamp.of(path));
    }
}
