package dev.vitrine.benchmarks.contest;

import java.lang.reflect.InvocationTargetException;

/** Makes contestants by their class, so that none of the others' classes are loaded. */
final class Contestants {
    private Contestants() {}

    static Contestant create(String type, String variant, Scene scene) throws Exception {
        try {
            return (Contestant) Class.forName(type)
                    .getConstructor(String.class, Scene.class)
                    .newInstance(variant, scene);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Makes what is measured against, outside of the measure. */
    static void prepare(String type, String variant, Workload workload, Scene scene) {
        switch (workload) {
            case W1 -> Pictures.of(scene);
            case W5, W5_PAGE -> TreeData.of(type, variant, scene);
            default -> {}
        }
    }
}
