package dev.vitrine.reactor.trace;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.media.EmbeddedMedia;
import dev.vitrine.media.Media;
import dev.vitrine.media.ReferencedMedia;
import dev.vitrine.reactor.transfer.BackgroundUploads.Room;
import dev.vitrine.reactor.transfer.BlobContent;
import dev.vitrine.reactor.transfer.BlobInfo;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A gap in a value: media whose reference is not known yet. */
final class PendingMedia implements ReferencedMedia {
    private final Room room;
    private final @Nullable EmbeddedMedia embedded;
    private volatile @Nullable Media media;
    private volatile @Nullable String text;

    PendingMedia(Room room, @Nullable EmbeddedMedia embedded, @Nullable Media media) {
        this.room = room;
        this.embedded = embedded;
        this.media = media;
    }

    /** Reads it and puts it in the queue. Completes when the text is known; errors are those of the reading. */
    Mono<Void> fill(Map<String, String> target, Scheduler blocking) {
        return room.upload(content(blocking), target)
                .doOnNext(this::known)
                .switchIfEmpty(Mono.fromRunnable(() -> text = embedded == null ? null : embedded.text()))
                .then();
    }

    private Mono<BlobContent> content(Scheduler blocking) {
        Media given = media;
        if (given != null) {
            return Mono.fromSupplier(() -> content(given));
        }
        return Mono.fromSupplier(() -> embedded == null ? Optional.<Media>empty() : embedded.decode())
                .subscribeOn(blocking)
                .flatMap(Mono::justOrEmpty)
                .doOnNext(decoded -> media = decoded)
                .map(PendingMedia::content);
    }

    private static BlobContent content(Media media) {
        return new BlobContent(
                media.content(), media.contentType().orElse(null), media.name().orElse(null));
    }

    private void known(BlobInfo info) {
        Media read = media;
        ContentDigest digest = info.digest();
        if (read != null) {
            text = read.reference(digest, info.contentType()).referenceString();
        }
    }

    boolean isKnown() {
        return text != null;
    }

    /** Says for good that there is no reference. */
    void missing(String why) {
        if (text == null) {
            text = LeftMedia.missing(why);
        }
    }

    void release() {
        room.release();
    }

    @Override
    public String referenceString() {
        String known = text;
        return known != null ? known : LeftMedia.missing("not read yet");
    }

    @Override
    public String toString() {
        return "PendingMedia";
    }
}
