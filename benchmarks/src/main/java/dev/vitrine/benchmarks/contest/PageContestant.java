package dev.vitrine.benchmarks.contest;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import dev.vitrine.benchmarks.stub.DatasetPages;
import dev.vitrine.reactor.dataset.DatasetClient;
import dev.vitrine.reactor.media.MediaHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * W5, one page of items from bytes to items with their references put in: {@code handles} and {@code maps} are Vitrine,
 * {@code hand} a tree and a path that is walked by hand, {@code jayway} a tree and JsonPath's {@code set}.
 */
public final class PageContestant implements Contestant {
    private static final Configuration NODES = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .build();
    private static final int REFERENCES = DatasetPages.PAGE_SIZE * DatasetPages.REFERENCES_PER_ITEM;

    private final String way;
    private final byte[] page;
    private final DatasetClient client;

    public PageContestant(String variant, Scene scene) {
        this.way = variant;
        this.page = (byte[]) TreeData.of(PageContestant.class.getName(), variant, scene);
        this.client = PageClients.of(page);
    }

    @Override
    public Outcome walk(Scene scene) {
        int references = switch (way) {
            case "handles" ->
                sum(client.items(Scene.DATASET)
                        .map(item -> MediaHandle.in(item.input()).size()
                                + MediaHandle.in(item.metadata()).size())
                        .reduce(0, Integer::sum)
                        .block());
            case "maps" ->
                sum(client.items(Scene.DATASET)
                        .map(VitrineContestant::inMaps)
                        .reduce(0, Integer::sum)
                        .block());
            case "hand" -> PageReader.read(page).references();
            case "jayway" -> jayway();
            default -> throw new IllegalArgumentException(way);
        };
        if (references != REFERENCES) {
            throw new IllegalStateException(references + " references were put in");
        }
        return new Outcome(DatasetPages.PAGE_SIZE, references, 0);
    }

    private int jayway() {
        int done = 0;
        for (JsonNode item : PageReader.tree(page).path("data")) {
            for (JsonNode reference : item.path("mediaReferences")) {
                JsonPath.using(NODES)
                        .parse(item.path(reference.path("field").textValue()))
                        .set(reference.path("jsonPath").textValue(), PageReader.Reference.of(reference));
                done++;
            }
        }
        return done;
    }

    private static int sum(@Nullable Integer references) {
        return Objects.requireNonNullElse(references, 0);
    }
}
