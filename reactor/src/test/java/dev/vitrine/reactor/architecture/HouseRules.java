package dev.vitrine.reactor.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.google.errorprone.annotations.CheckReturnValue;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/** Which room may know which, and what no room may do. */
final class HouseRules {
    private static final String ROOT = "dev.vitrine.reactor";

    static final ArchRule NOBODY_KNOWS_THE_TEST_PLATFORM = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.vitrine.embedded..", "dev.vitrine.kotlin..", "dev.vitrine.examples..");

    static final ArchRule ONLY_HTTP_KNOWS_NETTY = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor.netty..", "io.netty..");

    static final ArchRule HTTP_KNOWS_NOBODY = noClasses()
            .that()
            .resideInAPackage(ROOT + ".http..")
            .should()
            .dependOnClassesThat(in(".transfer", ".media", ".dataset", ".trace").or(inTheRoot()));

    static final ArchRule TRANSFER_KNOWS_NO_PLATFORM = noClasses()
            .that()
            .resideInAPackage(ROOT + ".transfer..")
            .should()
            .dependOnClassesThat(in(".media", ".dataset", ".trace").or(inTheRoot()));

    static final ArchRule MEDIA_DOES_NOT_KNOW_DATASETS =
            noClasses().that().resideInAPackage(ROOT + ".media..").should().dependOnClassesThat(in(".dataset"));

    static final ArchRule NO_JACKSON_IN_A_PUBLIC_SIGNATURE = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should(notMention("com.fasterxml.jackson", "tools.jackson", "com.jayway"));

    static final ArchRule NO_BLOCKING_NOR_DETACHED_SUBSCRIPTION = noClasses()
            .should()
            .callMethodWhere(
                    describe("a blocking call of Mono or Flux, or a subscribe of theirs", HouseRules::escapes));

    static final ArchRule CHECKPOINTS_HAVE_TEXT =
            noClasses().should().callMethod(Mono.class, "checkpoint").orShould().callMethod(Flux.class, "checkpoint");

    static final ArchRule NO_HOOKS_NOR_THREAD_LOCALS = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Hooks.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocal.class);

    static final ArchRule PUBLISHERS_ARE_NOT_TO_BE_IGNORED = classes()
            .that()
            .arePublic()
            .and()
            .areInterfaces()
            .and(describe("return a Mono or Flux", HouseRules::returnsPublisher))
            .should()
            .beAnnotatedWith(CheckReturnValue.class);

    private HouseRules() {}

    static Stream<ArchRule> all() {
        return Stream.of(
                NOBODY_KNOWS_THE_TEST_PLATFORM,
                ONLY_HTTP_KNOWS_NETTY,
                HTTP_KNOWS_NOBODY,
                TRANSFER_KNOWS_NO_PLATFORM,
                MEDIA_DOES_NOT_KNOW_DATASETS,
                NO_JACKSON_IN_A_PUBLIC_SIGNATURE,
                NO_BLOCKING_NOR_DETACHED_SUBSCRIPTION,
                CHECKPOINTS_HAVE_TEXT,
                NO_HOOKS_NOR_THREAD_LOCALS,
                PUBLISHERS_ARE_NOT_TO_BE_IGNORED);
    }

    private static boolean escapes(JavaMethodCall call) {
        JavaClass owner = call.getTargetOwner();
        if (!owner.isAssignableTo(Publisher.class)) {
            return false;
        }
        if (call.getOrigin().getFullName().equals(ROOT + ".DefaultLangfuseClient.close()")) {
            return false; // AutoCloseable: it starts the disposal and returns
        }
        if (call.getOrigin().getFullName().equals(ROOT + ".ShutdownHook.run()")) {
            return false; // a thread that the JVM waits for, with a limit
        }
        if (call.getOriginOwner().getFullName().equals(ROOT + ".background.BackgroundTasks")) {
            return false; // owns what it subscribes to, and cancels it when it is disposed
        }
        String name = call.getName();
        boolean detached =
                name.equals("subscribe") && call.getTarget().getRawReturnType().isAssignableTo(Disposable.class);
        return detached
                || name.startsWith("block")
                || name.equals("toFuture")
                || name.equals("toIterable")
                || name.equals("toStream");
    }

    private static boolean returnsPublisher(JavaClass type) {
        return type.getMethods().stream()
                .map(JavaMethod::getRawReturnType)
                .anyMatch(returned -> returned.isAssignableTo(Mono.class) || returned.isAssignableTo(Flux.class));
    }

    private static DescribedPredicate<JavaClass> in(String... rooms) {
        return describe(
                "are in " + String.join(", ", rooms),
                type -> Stream.of(rooms).anyMatch(room -> (type.getPackageName() + ".").startsWith(ROOT + room + ".")));
    }

    private static DescribedPredicate<JavaClass> inTheRoot() {
        return describe("are in the root", type -> type.getPackageName().equals(ROOT));
    }

    private static ArchCondition<JavaMethod> notMention(String... prefixes) {
        return new ArchCondition<>("not mention " + String.join(", ", prefixes)) {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean mentioned = Stream.concat(
                                Stream.of(method.getReturnType()), method.getParameterTypes().stream())
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .anyMatch(type -> Stream.of(prefixes).anyMatch(type.getName()::startsWith));
                if (mentioned && !method.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName() + " shows a JSON library"));
                }
            }
        };
    }
}
