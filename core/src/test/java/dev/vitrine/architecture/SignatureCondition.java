package dev.vitrine.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;

/** No type of some packages in what a user of a public type can see, type arguments and bounds included. */
final class SignatureCondition extends ArchCondition<JavaClass> {
    private final List<String> packages;

    SignatureCondition(String... packages) {
        super("show no type of " + String.join(", ", packages));
        this.packages = List.of(packages);
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (!isVisible(type)) {
            return;
        }
        List<JavaType> own = new ArrayList<>(type.getInterfaces());
        type.getSuperclass().ifPresent(own::add);
        type.getTypeParameters().forEach(parameter -> own.addAll(parameter.getUpperBounds()));
        report(own, "type " + type.getSimpleName(), type, events);
        for (JavaMember member : type.getMembers()) {
            if (!isVisible(member)) {
                continue;
            }
            List<JavaType> shown = new ArrayList<>();
            if (member instanceof JavaField field) {
                shown.add(field.getType());
            } else if (member instanceof JavaCodeUnit unit) {
                shown.add(unit.getReturnType());
                shown.addAll(unit.getParameterTypes());
                shown.addAll(unit.getExceptionTypes());
                unit.getTypeParameters().forEach(parameter -> shown.addAll(parameter.getUpperBounds()));
            }
            report(shown, member.getFullName(), type, events);
        }
    }

    private void report(List<JavaType> shown, String where, JavaClass type, ConditionEvents events) {
        for (JavaType one : shown) {
            for (JavaClass raw : one.getAllInvolvedRawTypes()) {
                String name = raw.getPackageName();
                if (packages.stream().anyMatch(banned -> name.equals(banned) || name.startsWith(banned + "."))) {
                    events.add(SimpleConditionEvent.violated(type, where + " shows " + raw.getName()));
                }
            }
        }
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(SignatureCondition::isVisible).orElse(true);
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }
}
