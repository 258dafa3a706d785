package dev.vitrine.embedded;

import dev.vitrine.embedded.http.Tenant;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link EmbeddedLangfuseBuilder} says, fixed. */
record Settings(
        int port,
        int storagePort,
        List<Tenant> tenants,
        Duration uploadUrlLifetime,
        Duration downloadUrlLifetime,
        int defaultPageSize,
        int maxPageSize,
        long maxMediaBytes,
        int maxBodyBytes,
        int maxItems,
        int maxSpans,
        long maxSpanBytes,
        int maxLoggedRequests,
        boolean earlyRefusal,
        WriteMode writeMode,
        Clock clock,
        @Nullable Path directory) {}
