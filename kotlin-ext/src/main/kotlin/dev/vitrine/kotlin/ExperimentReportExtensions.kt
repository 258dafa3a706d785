package dev.vitrine.kotlin

import dev.vitrine.reactor.experiment.report.ExperimentReport
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.reactor.awaitSingle
import java.nio.ByteBuffer
import java.nio.file.Path

/** [ExperimentReport.content] as a cold [Flow], which asks for one piece at a time. */
public fun ExperimentReport.contentAsFlow(): Flow<ByteBuffer> = content().asFlowByDemand()

/** Suspending form of [ExperimentReport.writeTo]. */
public suspend fun ExperimentReport.awaitWriteTo(file: Path): Path = writeTo(file).awaitSingle()
