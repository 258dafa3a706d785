package dev.vitrine.embedded.media;

import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.storage.Bucket;
import java.time.Clock;
import java.time.Duration;

/** Signed URLs of media, made from the media record at the moment of the call. */
public final class MediaUrls {
    private final Bucket bucket;
    private final Clock clock;
    private final Duration uploadLifetime;
    private final Duration downloadLifetime;

    public MediaUrls(Bucket bucket, Clock clock, Duration uploadLifetime, Duration downloadLifetime) {
        this.bucket = bucket;
        this.clock = clock;
        this.uploadLifetime = uploadLifetime;
        this.downloadLifetime = downloadLifetime;
    }

    String upload(MediaRow row) {
        return bucket.uploadUrl(row.key(), row.contentType(), row.contentLength(), row.sha256Base64(), uploadLifetime);
    }

    String download(MediaRow row) {
        return bucket.downloadUrl(row.key(), downloadLifetime);
    }

    /** With milliseconds, although the signature has whole seconds: up to a second after the real end. */
    String downloadExpiry() {
        return Iso.text(clock.instant().plus(downloadLifetime));
    }
}
