package dev.vitrine.reactor.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.vitrine.reactor.http.planted.HttpThatKnowsMedia;
import dev.vitrine.reactor.media.planted.MediaThatKnowsDatasets;
import dev.vitrine.reactor.transfer.planted.TransferThatDoesEverything;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HouseRulesTests {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.vitrine.reactor");

    @Test
    void house_isNotEmpty() {
        assertThat(HOUSE).hasSizeGreaterThan(20);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.vitrine.reactor.architecture.HouseRules#all")
    void rule_holdsInTheHouse(ArchRule rule) {
        assertThat(rule.evaluate(HOUSE).getFailureReport().getDetails()).isEmpty();
    }

    @ParameterizedTest(name = "{1} breaks {0}")
    @MethodSource("planted")
    void rule_findsThePlantedViolation(ArchRule rule, Class<?> planted) {
        JavaClasses fixture = new ClassFileImporter().importClasses(planted);

        assertThat(rule.evaluate(fixture).hasViolation()).isTrue();
    }

    static Stream<Arguments> planted() {
        Class<?> everything = TransferThatDoesEverything.class;
        return Stream.of(
                Arguments.of(HouseRules.NOBODY_KNOWS_THE_TEST_PLATFORM, everything),
                Arguments.of(HouseRules.ONLY_HTTP_KNOWS_NETTY, everything),
                Arguments.of(HouseRules.HTTP_KNOWS_NOBODY, HttpThatKnowsMedia.class),
                Arguments.of(HouseRules.TRANSFER_KNOWS_NO_PLATFORM, everything),
                Arguments.of(HouseRules.MEDIA_DOES_NOT_KNOW_DATASETS, MediaThatKnowsDatasets.class),
                Arguments.of(HouseRules.NO_JACKSON_IN_A_PUBLIC_SIGNATURE, everything),
                Arguments.of(HouseRules.NO_BLOCKING_NOR_DETACHED_SUBSCRIPTION, everything),
                Arguments.of(HouseRules.CHECKPOINTS_HAVE_TEXT, everything),
                Arguments.of(HouseRules.NO_HOOKS_NOR_THREAD_LOCALS, everything),
                Arguments.of(HouseRules.PUBLISHERS_ARE_NOT_TO_BE_IGNORED, MediaThatKnowsDatasets.class));
    }
}
