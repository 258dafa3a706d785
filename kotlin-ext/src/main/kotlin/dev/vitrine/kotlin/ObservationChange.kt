package dev.vitrine.kotlin

import dev.vitrine.trace.Level
import dev.vitrine.trace.ObservationSpec
import dev.vitrine.trace.ObservationType
import dev.vitrine.trace.ObservationUpdate
import dev.vitrine.trace.PromptLink
import java.time.Instant

/**
 * What an observation is to say, as properties: those of [ObservationUpdate]. What stays null changes nothing. Lives
 * for one block.
 */
public class ObservationChange internal constructor() {
    public var name: String? = null
    public var input: Any? = null
    public var output: Any? = null

    /** A map adds to earlier metadata key by key. */
    public var metadata: Any? = null
    public var version: String? = null
    public var level: Level? = null
    public var statusMessage: String? = null

    /** Of generations and embeddings only, as all that follows. */
    public var completionStartTime: Instant? = null
    public var model: String? = null
    public var modelParameters: Map<String, *>? = null
    public var usageDetails: Map<String, Number>? = null
    public var costDetails: Map<String, Number>? = null
    public var prompt: PromptLink? = null

    internal fun toUpdate(): ObservationUpdate =
        ObservationUpdate
            .none()
            .name(name)
            .input(input)
            .output(output)
            .metadata(metadata)
            .version(version)
            .level(level)
            .statusMessage(statusMessage)
            .completionStartTime(completionStartTime)
            .model(model)
            .modelParameters(modelParameters)
            .usageDetails(usageDetails)
            .costDetails(costDetails)
            .prompt(prompt)
}

/** A spec with what it says from the start built in place: `observation("answer", GENERATION) { model = "gpt-5" }`. */
public fun observation(
    name: String,
    type: ObservationType = ObservationType.SPAN,
    says: ObservationChange.() -> Unit,
): ObservationSpec = ObservationSpec.of(type, name).with { it.changed(says) }

internal fun ObservationUpdate.changed(change: ObservationChange.() -> Unit): ObservationUpdate =
    and(ObservationChange().apply(change).toUpdate())
