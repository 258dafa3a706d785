package dev.vitrine.benchmarks.contest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.benchmarks.stub.DatasetPages;
import dev.vitrine.benchmarks.stub.StubServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That each does all of the work, by the stub's counters; not how fast. */
class ContestantTests {
    private static final Sizes SIZES = new Sizes(12, 2048, 3, 300_000, 1_500_000, 4, 2000, 2000);

    @TempDir
    Path files;

    private final StubServer stub = StubServer.start(SIZES.pages());

    @AfterEach
    void close() {
        stub.close();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "W1, VitrineContestant, ''",
        "W2, VitrineContestant, ''",
        "W3, VitrineContestant, ''",
        "W3_PUBLISHER, VitrineContestant, ''",
        "W4, VitrineContestant, ''",
        "W4, VitrineContestant, maps",
        "W8, VitrineContestant, ''",
        "W1, LoopContestant, ''",
        "W2, LoopContestant, ''",
        "W3, LoopContestant, ''",
        "W4, LoopContestant, ''",
        "W1, JdkContestant, ''",
        "W2, JdkContestant, ''",
        "W3, JdkContestant, ''",
        "W4, JdkContestant, ''",
        "W1, LimitContestant, ''",
        "W2, LimitContestant, ''",
        "W3, LimitContestant, ''",
        "W4, LimitContestant, ''"
    })
    void run_onePass_doesAllOfTheWork(Workload workload, String type, String variant) throws Exception {
        Scene scene = new Scene(stub.url(), files, SIZES, 0);
        Corpus.files(scene);
        Corpus.largeFile(scene);

        Outcome outcome;
        try (Contestant contestant = contestant(type, variant, scene)) {
            outcome = workload.run(contestant, scene);
        }

        assertThat(workload.missing(SIZES, outcome, stub.counts(), false)).isNull();
        if (workload == Workload.W4) {
            assertThat(outcome.hash()).isEqualTo(hash());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"VitrineContestant", "LoopContestant", "JdkContestant", "LimitContestant"})
    void firstCall_findsTheFirstItemsReferences(String type) throws Exception {
        Scene scene = new Scene(stub.url(), files, SIZES, 0);
        try (Contestant contestant = contestant(type, "", scene)) {
            assertThat(Workload.W6.run(contestant, scene).references()).isEqualTo(2);
        }
    }

    @Test
    void missing_namesWhatIsMissing() {
        assertThat(Workload.W1.missing(SIZES, Outcome.of(12), stub.counts(), false))
                .isEqualTo("0 PUTs instead of 12");
        assertThat(Workload.W4.missing(SIZES, new Outcome(200, 399, 0), stub.counts(), false))
                .isEqualTo("399 references put in instead of 400");
    }

    private static Contestant contestant(String type, String variant, Scene scene) throws Exception {
        return Contestants.create("dev.vitrine.benchmarks.contest." + type, variant, scene);
    }

    private static long hash() {
        Pulled pulled = new Pulled();
        for (int page = 1; page <= SIZES.pages(); page++) {
            pulled.add(PageReader.read(new DatasetPages(SIZES.pages()).page(page)));
        }
        return pulled.outcome().hash();
    }
}
