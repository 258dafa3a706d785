package dev.vitrine.trace;

/** The span attributes that the platform reads. */
public final class LangfuseAttributes {
    // Trace
    public static final String TRACE_NAME = "langfuse.trace.name";
    public static final String TRACE_USER_ID = "user.id";
    public static final String TRACE_SESSION_ID = "session.id";
    public static final String TRACE_TAGS = "langfuse.trace.tags";
    public static final String TRACE_PUBLIC = "langfuse.trace.public";
    public static final String TRACE_METADATA = "langfuse.trace.metadata";
    public static final String TRACE_INPUT = "langfuse.trace.input";
    public static final String TRACE_OUTPUT = "langfuse.trace.output";

    // Observation
    public static final String OBSERVATION_TYPE = "langfuse.observation.type";
    public static final String OBSERVATION_METADATA = "langfuse.observation.metadata";
    public static final String OBSERVATION_LEVEL = "langfuse.observation.level";
    public static final String OBSERVATION_STATUS_MESSAGE = "langfuse.observation.status_message";
    public static final String OBSERVATION_INPUT = "langfuse.observation.input";
    public static final String OBSERVATION_OUTPUT = "langfuse.observation.output";

    // Generation
    public static final String OBSERVATION_COMPLETION_START_TIME = "langfuse.observation.completion_start_time";
    public static final String OBSERVATION_MODEL = "langfuse.observation.model.name";
    public static final String OBSERVATION_MODEL_PARAMETERS = "langfuse.observation.model.parameters";
    public static final String OBSERVATION_USAGE_DETAILS = "langfuse.observation.usage_details";
    public static final String OBSERVATION_COST_DETAILS = "langfuse.observation.cost_details";
    public static final String OBSERVATION_PROMPT_NAME = "langfuse.observation.prompt.name";
    public static final String OBSERVATION_PROMPT_VERSION = "langfuse.observation.prompt.version";

    // General
    public static final String ENVIRONMENT = "langfuse.environment";
    public static final String RELEASE = "langfuse.release";
    public static final String VERSION = "langfuse.version";

    // Internal
    public static final String AS_ROOT = "langfuse.internal.as_root";
    public static final String IS_APP_ROOT = "langfuse.internal.is_app_root";

    // Experiment
    public static final String EXPERIMENT_ID = "langfuse.experiment.id";
    public static final String EXPERIMENT_NAME = "langfuse.experiment.name";
    public static final String EXPERIMENT_DESCRIPTION = "langfuse.experiment.description";
    public static final String EXPERIMENT_METADATA = "langfuse.experiment.metadata";
    public static final String EXPERIMENT_DATASET_ID = "langfuse.experiment.dataset.id";
    public static final String EXPERIMENT_ITEM_ID = "langfuse.experiment.item.id";
    public static final String EXPERIMENT_ITEM_EXPECTED_OUTPUT = "langfuse.experiment.item.expected_output";
    public static final String EXPERIMENT_ITEM_METADATA = "langfuse.experiment.item.metadata";
    public static final String EXPERIMENT_ITEM_ROOT_OBSERVATION_ID = "langfuse.experiment.item.root_observation_id";
    public static final String EXPERIMENT_ITEM_VERSION = "langfuse.experiment.item.version";

    private LangfuseAttributes() {}
}
