package dev.vitrine.embedded.traffic;

/** The routes of the platform and of its object store, as they are counted and as faults are put on them. */
public enum Route {
    HEALTH,
    READY,
    PROJECTS,
    DATASETS_CREATE,
    DATASETS_LIST,
    DATASET_GET,
    /** The older {@code GET /api/public/datasets/{name}}, which embeds the items. */
    DATASET_GET_V1,
    ITEM_CREATE,
    ITEMS_LIST,
    ITEM_GET,
    ITEM_DELETE,
    MEDIA_REQUEST,
    MEDIA_CONFIRM,
    MEDIA_GET,
    /** The batch endpoint. */
    INGESTION,
    SCORE_CREATE,
    SCORE_DELETE,
    SCORES_LIST,
    /** The reads of v1 and v2, which the default mode does not have. */
    SCORES_LIST_OLDER,
    SCORE_GET_OLDER,
    PROMPTS_LIST,
    PROMPT_CREATE,
    PROMPT_GET,
    PROMPT_LABEL,
    PROMPT_DELETE,
    /** The OTLP endpoint for traces. */
    OTLP_TRACES,
    OBSERVATIONS_LIST,
    /** The reads of v1, which the default mode does not have. */
    OBSERVATIONS_LIST_OLDER,
    OBSERVATION_GET_OLDER,
    TRACES_LIST,
    TRACE_GET,
    TRACES_DELETE,
    TRACE_DELETE,
    SESSIONS_LIST,
    SESSION_GET,
    OBJECT_PUT,
    OBJECT_GET,
    /** Whatever matches no other route, or a known path with a method that it does not have. */
    UNKNOWN
}
