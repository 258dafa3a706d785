package dev.vitrine.embedded.dataset;

import dev.vitrine.embedded.media.MediaTable;
import java.time.Clock;

/** All that belongs to one project. */
public record ProjectTables(DatasetTable datasets, ItemTable items, MediaTable media, RunTable runs) {

    public static ProjectTables create(String projectId, Clock clock, Ids ids, int maxItems) {
        MediaTable media = new MediaTable(projectId);
        return new ProjectTables(
                new DatasetTable(projectId, clock, ids),
                new ItemTable(media, clock, ids, maxItems),
                media,
                new RunTable(clock, ids, maxItems));
    }
}
