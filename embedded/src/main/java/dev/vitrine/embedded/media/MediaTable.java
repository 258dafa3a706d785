package dev.vitrine.embedded.media;

import dev.vitrine.embedded.http.ApiFailure;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The media of one project, and what they were announced for. In memory; guarded by its own monitor. */
public final class MediaTable {
    private static final int ID_LENGTH = 22;

    private final String projectId;
    private final Map<String, MediaRow> rows = new HashMap<>();
    private final Map<String, Set<MediaLink>> pendingByItem = new HashMap<>();
    private final Set<MediaLink> traceLinks = new LinkedHashSet<>();

    public MediaTable(String projectId) {
        this.projectId = projectId;
    }

    /** The row after the declaration, and whether its bytes still have to be sent. */
    record Declared(MediaRow row, boolean wanted) {}

    /** Takes a declaration. A finished upload of another content type keeps its status, but its key moves at once. */
    synchronized Declared declare(MediaRequest request) {
        String mediaId = mediaId(request.sha256Base64());
        MediaRow row = rows.get(mediaId);
        if (row != null && !row.sha256Base64().equals(request.sha256Base64())) {
            throw ApiFailure.internal(
                    "Media ID collision detected for media ID " + mediaId + " in project " + projectId);
        }
        if (row != null && row.status() == 200 && row.contentType().equals(request.contentType())) {
            return new Declared(row, false);
        }
        String key = projectId + "/" + mediaId + "." + MediaTypes.extension(request.contentType());
        MediaRow declared = row == null
                ? new MediaRow(
                        mediaId,
                        request.sha256Base64(),
                        request.contentType(),
                        request.contentLength(),
                        key,
                        0,
                        null,
                        null)
                : row.declared(request.contentType(), request.contentLength(), key);
        rows.put(mediaId, declared);
        return new Declared(declared, true);
    }

    synchronized void link(MediaLink link) {
        if (link.traceId() != null) {
            traceLinks.add(link);
        } else if (link.datasetItemId() != null) {
            pendingByItem
                    .computeIfAbsent(link.datasetItemId(), any -> new LinkedHashSet<>())
                    .add(link);
        }
    }

    /** Removes the announcements of an item that its new version has made true, whatever their field. */
    public synchronized void claim(String datasetItemId, Collection<String> mediaIds) {
        Set<MediaLink> pending = pendingByItem.get(datasetItemId);
        if (pending != null) {
            pending.removeIf(link -> mediaIds.contains(link.mediaId()));
            if (pending.isEmpty()) {
                pendingByItem.remove(datasetItemId);
            }
        }
    }

    synchronized boolean report(String mediaId, String uploadedAt, int status, @Nullable String error) {
        MediaRow reported = rows.computeIfPresent(mediaId, (id, row) -> row.reported(uploadedAt, status, error));
        return reported != null;
    }

    synchronized @Nullable MediaRow find(String mediaId) {
        return rows.get(mediaId);
    }

    /** What others may know of a media. */
    public record Known(String contentType, long contentLength, boolean uploaded) {}

    /** The record of a media, or null if there is none. */
    public synchronized @Nullable Known known(String mediaId) {
        MediaRow row = rows.get(mediaId);
        return row == null ? null : new Known(row.contentType(), row.contentLength(), row.uploaded());
    }

    /** Whether an item may refer to this media. */
    public synchronized boolean isUploaded(String mediaId) {
        MediaRow row = rows.get(mediaId);
        return row != null && row.uploaded();
    }

    /** Forgets a media, as a retention job would. */
    public synchronized boolean remove(String mediaId) {
        return rows.remove(mediaId) != null;
    }

    public synchronized int count() {
        return rows.size();
    }

    /** What was announced for items and is not in any version of them. */
    public synchronized List<MediaLink> pendingLinks() {
        return pendingByItem.values().stream().flatMap(Set::stream).toList();
    }

    public synchronized List<MediaLink> traceLinks() {
        return List.copyOf(traceLinks);
    }

    private static String mediaId(String sha256Base64) {
        return sha256Base64.replace('+', '-').replace('/', '_').substring(0, ID_LENGTH);
    }
}
