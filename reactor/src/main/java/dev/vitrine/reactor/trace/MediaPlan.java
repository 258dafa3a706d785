package dev.vitrine.reactor.trace;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import dev.vitrine.media.EmbeddedMedia;
import dev.vitrine.media.Media;
import dev.vitrine.media.MediaOccurrence;
import dev.vitrine.media.ReferencedMedia;
import dev.vitrine.reactor.transfer.BackgroundUploads;
import dev.vitrine.reactor.transfer.BackgroundUploads.Room;
import dev.vitrine.reactor.transfer.BlobInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What takes the place of each of a value's media: a text, or a gap. Bytes in memory are digested here, up to
 * {@value #INLINE_BYTES} of them for a value. The same media in a value is uploaded for it once.
 */
final class MediaPlan {
    static final int INLINE_BYTES = 256 * 1024;
    private final BackgroundUploads uploads;
    private final Map<String, String> target;
    private final List<Object> places = new ArrayList<>();
    private final List<PendingMedia> gaps = new ArrayList<>();
    private final Map<Object, Object> known = new IdentityHashMap<>();
    private final Set<ContentDigest> queued = new HashSet<>();
    private long inlineLeft = INLINE_BYTES;

    MediaPlan(BackgroundUploads uploads, Map<String, String> target) {
        this.uploads = uploads;
        this.target = target;
    }

    void add(MediaOccurrence occurrence) {
        Object found = occurrence.value();
        if (found instanceof EmbeddedMedia text) {
            places.add(once(text.text(), () -> embedded(text)));
        } else if (found instanceof Media media) {
            places.add(once(media, () -> media(media)));
        } else {
            places.add(((ReferencedMedia) found).referenceString());
        }
    }

    private Object once(Object key, Supplier<Object> plan) {
        Object before = known.get(key);
        if (before == null) {
            before = plan.get();
            known.put(key, before);
        }
        return before;
    }

    private Object embedded(EmbeddedMedia text) {
        long bytes = text.text().length() / 4L * 3;
        if (bytes > inlineLeft) {
            Room room = uploads.reserve(bytes);
            return room == null ? full() : gap(new PendingMedia(room, text, null));
        }
        Optional<Media> media = text.decode();
        return media.isPresent() ? media(media.get()) : text.text();
    }

    private Object media(Media media) {
        if (!(media.content() instanceof ContentSource.Bytes bytes)) {
            Room room = uploads.reserve(0);
            return room == null ? full() : gap(new PendingMedia(room, null, media));
        }
        ByteBuffer content = bytes.buffer();
        int length = content.remaining();
        if (length > inlineLeft) {
            Room room = uploads.reserve(length);
            return room == null ? full() : gap(new PendingMedia(room, null, media));
        }
        inlineLeft -= length;
        ContentDigest digest = media.digestInMemory().orElseGet(() -> ContentDigest.ofContent(content));
        ContentType type = media.contentType()
                .orElseGet(() -> ContentType.detect(content, media.name().orElse(null)));
        if (!queued.contains(digest)) {
            Room room = uploads.reserve(length);
            if (room == null) {
                return full();
            }
            queued.add(digest);
            room.upload(new BlobInfo(digest, type), content, target);
        }
        return media.reference(digest, type).referenceString();
    }

    private PendingMedia gap(PendingMedia gap) {
        gaps.add(gap);
        return gap;
    }

    /** Frees what was reserved for the gaps. */
    void giveUp(String why) {
        for (PendingMedia gap : gaps) {
            gap.release();
            gap.missing(why);
        }
    }

    private static String full() {
        return LeftMedia.missing(BackgroundTraceMedia.FULL);
    }

    List<Object> places() {
        return places;
    }

    List<PendingMedia> gaps() {
        return gaps;
    }
}
