package dev.vitrine.embedded;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.vitrine.embedded.planted.Violations;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Every rule holds for the module, and is shown to find a planted violation. */
class ArchitectureTests {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.vitrine.embedded");
    private static final JavaClasses PLANTED = new ClassFileImporter().importClasses(Violations.class);

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(
                        "the clients are unknown here",
                        noClasses().should().dependOnClassesThat().resideInAPackage("dev.vitrine.reactor..")),
                Arguments.of(
                        "JSON and references are read independently of the clients",
                        noClasses()
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage("dev.vitrine.json..", "dev.vitrine.media..")),
                Arguments.of("nothing blocks", noClasses().should().callMethodWhere(reactorMethod("block.*"))),
                Arguments.of("nothing subscribes", noClasses().should().callMethodWhere(reactorMethod("subscribe"))),
                Arguments.of(
                        "the inner packages do not know the entry",
                        noClasses()
                                .that()
                                .resideInAPackage("dev.vitrine.embedded.*")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("dev.vitrine.embedded")));
    }

    private static DescribedPredicate<JavaCall<?>> reactorMethod(String pattern) {
        return target(nameMatching(pattern))
                .and(target(owner(JavaClass.Predicates.assignableTo(Mono.class)
                        .or(JavaClass.Predicates.assignableTo(Flux.class)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void rule_holds_andFindsThePlantedViolation(String name, ArchRule rule) {
        assertThat(MODULE.size()).as(name).isGreaterThan(40);
        rule.check(MODULE);
        assertThat(rule.allowEmptyShould(true).evaluate(PLANTED).hasViolation())
                .as(name)
                .isTrue();
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.vitrine.embedded.(*)..")
                .should()
                .beFreeOfCycles()
                .check(MODULE);
        assertThat(MODULE.stream().map(JavaClass::getPackageName).distinct()).hasSizeGreaterThan(5);
    }
}
