package dev.vitrine.trace;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An observation to be made: its name, its type, what it says from the start and how it is handled. Immutable: each
 * method returns another spec, so that one may be kept and shared.
 */
public final class ObservationSpec {
    private final String name;
    private final ObservationType type;
    private final ObservationUpdate data;
    private final Handling handling;

    private ObservationSpec(String name, ObservationType type, ObservationUpdate data, Handling handling) {
        this.name = name;
        this.type = type;
        this.data = data;
        this.handling = handling;
    }

    /** @throws IllegalArgumentException if the name is empty */
    public static ObservationSpec of(ObservationType type, String name) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name of an observation must not be empty");
        }
        return new ObservationSpec(name, type, ObservationUpdate.none(), Handling.DEFAULT);
    }

    public static ObservationSpec span(String name) {
        return of(ObservationType.SPAN, name);
    }

    public static ObservationSpec generation(String name) {
        return of(ObservationType.GENERATION, name);
    }

    public static ObservationSpec embedding(String name) {
        return of(ObservationType.EMBEDDING, name);
    }

    public static ObservationSpec agent(String name) {
        return of(ObservationType.AGENT, name);
    }

    public static ObservationSpec tool(String name) {
        return of(ObservationType.TOOL, name);
    }

    public static ObservationSpec chain(String name) {
        return of(ObservationType.CHAIN, name);
    }

    public static ObservationSpec retriever(String name) {
        return of(ObservationType.RETRIEVER, name);
    }

    public static ObservationSpec evaluator(String name) {
        return of(ObservationType.EVALUATOR, name);
    }

    public static ObservationSpec guardrail(String name) {
        return of(ObservationType.GUARDRAIL, name);
    }

    /** A point in time: no work can be observed with it, and it cannot be changed once made. */
    public static ObservationSpec event(String name) {
        return of(ObservationType.EVENT, name);
    }

    public ObservationSpec input(@Nullable Object input) {
        return with(data.input(input));
    }

    public ObservationSpec output(@Nullable Object output) {
        return with(data.output(output));
    }

    public ObservationSpec metadata(@Nullable Object metadata) {
        return with(data.metadata(metadata));
    }

    public ObservationSpec metadata(String key, @Nullable Object value) {
        return with(data.metadata(key, value));
    }

    public ObservationSpec version(@Nullable String version) {
        return with(data.version(version));
    }

    public ObservationSpec level(@Nullable Level level) {
        return with(data.level(level));
    }

    public ObservationSpec statusMessage(@Nullable String message) {
        return with(data.statusMessage(message));
    }

    public ObservationSpec model(@Nullable String model) {
        return with(data.model(model));
    }

    public ObservationSpec modelParameters(@Nullable Map<String, ?> parameters) {
        return with(data.modelParameters(parameters));
    }

    public ObservationSpec prompt(@Nullable PromptLink prompt) {
        return with(data.prompt(prompt));
    }

    /** Anything else that an observation can say from the start. */
    public ObservationSpec with(UnaryOperator<ObservationUpdate> change) {
        return with(change.apply(data));
    }

    /** Joins a known trace, in place of the current observation's. */
    public ObservationSpec traceContext(@Nullable TraceContext context) {
        return with(handling.traceContext(context));
    }

    /** False leaves the observation open when its work has terminated; its holder must end it. */
    public ObservationSpec endOnTerminate(boolean end) {
        return with(handling.endOnTerminate(end));
    }

    /** Whether a wrapped function's arguments become the input. Not given: the client's setting. */
    public ObservationSpec captureInput(boolean capture) {
        return with(handling.captureInput(capture));
    }

    /** Whether what the work emits becomes the output. Not given: the client's setting in wrapped functions, else no. */
    public ObservationSpec captureOutput(boolean capture) {
        return with(handling.captureOutput(capture));
    }

    public ObservationSpec captureLimit(CaptureLimit limit) {
        return with(handling.captureLimit(Objects.requireNonNull(limit, "limit")));
    }

    public ObservationSpec onCancel(CancelOutcome outcome) {
        return with(handling.onCancel(Objects.requireNonNull(outcome, "outcome")));
    }

    /** When it began, if that was before it was made. */
    public ObservationSpec startTime(Instant time) {
        return with(handling.startTime(Objects.requireNonNull(time, "time")));
    }

    /**
     * Whether OpenTelemetry's own current context is the observation's while the work function runs, for instrumented
     * clients that look there. Off: no thread sees anything.
     */
    public ObservationSpec currentWhileAssembling(boolean current) {
        return with(handling.currentWhileAssembling(current));
    }

    public String name() {
        return name;
    }

    public ObservationType type() {
        return type;
    }

    /** What it says from the start. */
    public ObservationUpdate data() {
        return data;
    }

    public @Nullable TraceContext traceContext() {
        return handling.traceContext;
    }

    public boolean endOnTerminate() {
        return handling.endOnTerminate;
    }

    public Optional<Boolean> captureInput() {
        return Optional.ofNullable(handling.captureInput);
    }

    public Optional<Boolean> captureOutput() {
        return Optional.ofNullable(handling.captureOutput);
    }

    public CaptureLimit captureLimit() {
        return handling.captureLimit;
    }

    public CancelOutcome onCancel() {
        return handling.onCancel;
    }

    public @Nullable Instant startTime() {
        return handling.startTime;
    }

    public boolean currentWhileAssembling() {
        return handling.currentWhileAssembling;
    }

    private ObservationSpec with(ObservationUpdate changed) {
        return new ObservationSpec(name, type, changed, handling);
    }

    private ObservationSpec with(Handling changed) {
        return new ObservationSpec(name, type, data, changed);
    }

    @Override
    public String toString() {
        return "ObservationSpec[" + type.wireValue() + " " + name + "]";
    }
}
