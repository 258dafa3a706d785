package dev.vitrine.evaluation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.json.JsonDecoder;
import dev.vitrine.json.JsonEncoder;
import dev.vitrine.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a batch evaluation goes on after a break. Made to be stored as JSON, by {@link #toJson()} or by any Jackson
 * mapper; the field names stay.
 *
 * <p>The first five fields are those of other Langfuse clients, whose tokens can be read too. Such a token says neither
 * in which order its run went nor which items share the last timestamp. It is taken as oldest first for traces and
 * newest first for observations, which {@link #withOrder} changes; and items of the last millisecond other than the last
 * one are evaluated, some perhaps again, rather than lost.
 *
 * @param scope what is evaluated
 * @param filter the filter of the run as JSON, without what resuming adds; the new run must have it again
 * @param lastProcessedTimestamp of the last item, in page order, that was evaluated; empty where none was
 * @param lastProcessedId its id; empty where there is none
 * @param itemsProcessed how many items the run evaluated
 * @param runId what the ids of the run's scores are made from, so that an item that is evaluated again overwrites
 * @param order in which order the run went
 * @param cursor where a source with cursors goes on
 * @param boundaryTimestamp up to where all is done; null for {@link #lastProcessedTimestamp()}
 * @param boundaryIds the items at the boundary that are done
 * @param boundaryDone whether all items at the boundary are done
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BatchEvaluationResumeToken(
        @JsonProperty("scope") EvaluationScope scope,
        @JsonProperty("filter") @Nullable String filter,
        @JsonProperty("last_processed_timestamp") String lastProcessedTimestamp,
        @JsonProperty("last_processed_id") String lastProcessedId,
        @JsonProperty("items_processed") long itemsProcessed,

        @JsonProperty("run_id") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String runId,

        @JsonProperty("direction") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        PageOrder order,

        @JsonProperty("cursor") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String cursor,

        @JsonProperty("boundary_timestamp") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String boundaryTimestamp,

        @JsonProperty("boundary_ids") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> boundaryIds,

        @JsonProperty("boundary_done") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean boundaryDone) {

    public BatchEvaluationResumeToken {
        Objects.requireNonNull(scope, "scope");
        lastProcessedTimestamp = Objects.requireNonNullElse(lastProcessedTimestamp, "");
        lastProcessedId = Objects.requireNonNullElse(lastProcessedId, "");
        boundaryIds = boundaryIds == null ? List.of() : List.copyOf(boundaryIds);
    }

    /** A token with nothing but what all clients' tokens have. */
    public static BatchEvaluationResumeToken of(
            EvaluationScope scope,
            @Nullable String filter,
            String lastProcessedTimestamp,
            String lastProcessedId,
            long itemsProcessed) {
        return new BatchEvaluationResumeToken(
                scope,
                filter,
                lastProcessedTimestamp,
                lastProcessedId,
                itemsProcessed,
                null,
                null,
                null,
                null,
                List.of(),
                false);
    }

    /**
     * Reads a stored token; unknown fields are passed over.
     *
     * @throws JsonException if it is none
     */
    public static BatchEvaluationResumeToken fromJson(String json) {
        Objects.requireNonNull(json, "json");
        BatchEvaluationResumeToken token =
                JsonDecoder.decode(json.getBytes(StandardCharsets.UTF_8), BatchEvaluationResumeToken.class);
        if (token == null) {
            throw new JsonException("A resume token must be a JSON object, not null");
        }
        return token;
    }

    public String toJson() {
        return new String(JsonEncoder.strict().encode(this), StandardCharsets.UTF_8);
    }

    /** The run's id and the position in place of this token's own. */
    public BatchEvaluationResumeToken at(String runId, PagePosition position) {
        Instant time = position.time();
        return new BatchEvaluationResumeToken(
                scope,
                filter,
                lastProcessedTimestamp,
                lastProcessedId,
                itemsProcessed,
                runId,
                position.order(),
                position.cursor(),
                time == null ? null : time.toString(),
                position.ids(),
                position.timeIsDone());
    }

    /** Says in which order the run went, where the token does not, or not rightly. */
    public BatchEvaluationResumeToken withOrder(PageOrder order) {
        return new BatchEvaluationResumeToken(
                scope,
                filter,
                lastProcessedTimestamp,
                lastProcessedId,
                itemsProcessed,
                runId,
                Objects.requireNonNull(order, "order"),
                cursor,
                boundaryTimestamp,
                boundaryIds,
                boundaryDone);
    }

    /**
     * How far the run read its list.
     *
     * @throws JsonException if a timestamp is none
     */
    @JsonIgnore
    public PagePosition position() {
        String text = boundaryTimestamp == null ? lastProcessedTimestamp : boundaryTimestamp;
        boolean foreign = boundaryTimestamp == null && cursor == null;
        List<String> ids =
                foreign && !lastProcessedId.isEmpty() && boundaryIds.isEmpty() ? List.of(lastProcessedId) : boundaryIds;
        return new PagePosition(order, cursor, TokenTime.parse(text), ids, boundaryDone);
    }

    /** Without filter and position. */
    @Override
    public String toString() {
        return "BatchEvaluationResumeToken[" + scope.wireValue() + ", " + itemsProcessed + " processed, last "
                + lastProcessedTimestamp + "]";
    }
}
