package dev.vitrine.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import dev.vitrine.architecture.planted.LeaksJackson;
import org.junit.jupiter.api.Test;

/** Each rule holds for core, and is seen to fail on planted code. */
class CoreArchitectureTests {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.vitrine");
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackagesOf(LeaksJackson.class);

    /** A list of what is allowed: reactor, Netty, OpenTelemetry and HTTP clients are not on it, nor is what comes next. */
    private static final ArchRule DEPENDENCIES = classes()
            .should()
            .onlyDependOnClassesThat(packages(
                    true,
                    "dev.vitrine",
                    "java.io",
                    "java.lang",
                    "java.math",
                    "java.net.URLDecoder",
                    "java.net.URLConnection",
                    "java.net.URI",
                    "java.nio",
                    "java.security",
                    "java.text",
                    "java.time",
                    "java.util",
                    "com.fasterxml.jackson",
                    "com.jayway.jsonpath",
                    "org.jspecify",
                    "org.reactivestreams",
                    "org.slf4j"));

    private static final ArchRule NO_JACKSON_IN_SIGNATURES =
            classes().should(new SignatureCondition("com.fasterxml.jackson", "tools.jackson", "com.jayway"));

    private static final ArchRule JSON_PATH_IS_FOR_READING = noClasses()
            .that()
            .haveNameNotMatching("dev\\.vitrine\\.json\\.JsonPaths(\\$.*)?")
            .should()
            .dependOnClassesThat(packages(false, "com.jayway.jsonpath"));

    private static final ArchRule NO_BLOCKING_NO_PRINTING = noClasses()
            .should()
            .dependOnClassesThat(named("java.lang.ThreadLocal"))
            .orShould()
            .callMethodWhere(DescribedPredicate.describe(
                    "sleeps or waits",
                    call -> call.getTargetOwner().isEquivalentTo(Thread.class)
                            && call.getTarget().getName().equals("sleep")))
            .orShould()
            .accessFieldWhere(DescribedPredicate.describe(
                    "prints",
                    access -> access.getTargetOwner().isEquivalentTo(System.class)
                            && !access.getTarget().getName().equals("in")));

    @Test
    void classesAreFound() {
        assertThat(CORE).hasSizeGreaterThan(40);
        assertThat(CORE.contain(dev.vitrine.json.JsonValue.class)).isTrue();
        assertThat(CORE.contain(LeaksJackson.class)).isFalse();
        assertThat(PLANTED).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void core_dependsOnAFewLibrariesOnly() {
        holds(DEPENDENCIES);
        assertThat(fails(DEPENDENCIES)).contains("java.net.http.HttpClient");
    }

    @Test
    void jackson_standsInNoPublicSignature() {
        holds(NO_JACKSON_IN_SIGNATURES);
        assertThat(fails(NO_JACKSON_IN_SIGNATURES))
                .contains(
                        "LeaksJackson.field",
                        "LeaksJackson.<init>",
                        ".parameter(",
                        ".array(",
                        ".get(",
                        "type LeaksJackson")
                .doesNotContain("annotated")
                .doesNotContain("hidden");
    }

    @Test
    void jsonPath_isUsedInOnePlace() {
        holds(JSON_PATH_IS_FOR_READING);
        assertThat(fails(JSON_PATH_IS_FOR_READING)).contains("UsesJsonPath");
    }

    @Test
    void core_neitherBlocksNorPrints() {
        holds(NO_BLOCKING_NO_PRINTING);
        assertThat(fails(NO_BLOCKING_NO_PRINTING)).contains("Thread.sleep", "ThreadLocal", "System.out");
    }

    private static void holds(ArchRule rule) {
        assertThat(rule.evaluate(CORE).getFailureReport().getDetails()).isEmpty();
    }

    private static String fails(ArchRule rule) {
        EvaluationResult result = rule.evaluate(PLANTED);
        assertThat(result.hasViolation()).isTrue();
        return String.join("\n", result.getFailureReport().getDetails());
    }

    private static DescribedPredicate<HasName> named(String name) {
        return HasName.Predicates.name(name);
    }

    /** Packages with what is below them, or types; and primitives or not. */
    private static DescribedPredicate<JavaClass> packages(boolean primitives, String... names) {
        return DescribedPredicate.describe("in " + String.join(", ", names), type -> {
            JavaClass element = type.getBaseComponentType();
            if (element.isPrimitive()) {
                return primitives;
            }
            for (String name : names) {
                if (element.getName().equals(name)
                        || element.getPackageName().equals(name)
                        || element.getPackageName().startsWith(name + ".")) {
                    return true;
                }
            }
            return false;
        });
    }
}
