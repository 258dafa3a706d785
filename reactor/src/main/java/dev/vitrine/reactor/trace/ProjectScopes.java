package dev.vitrine.reactor.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfoBuilder;
import org.jspecify.annotations.Nullable;

/** The scope of this library's spans, with the project named in it. Other scopes stay as they are. */
final class ProjectScopes {
    private static final AttributeKey<String> PUBLIC_KEY = AttributeKey.stringKey("public_key");

    private final Attributes project;
    private volatile @Nullable Named last; // of a client there is one, whose hash is not at hand

    private record Named(InstrumentationScopeInfo plain, InstrumentationScopeInfo named) {}

    ProjectScopes(String publicKey) {
        this.project = Attributes.of(PUBLIC_KEY, publicKey);
    }

    InstrumentationScopeInfo of(InstrumentationScopeInfo scope) {
        Named known = last;
        if (known != null && known.plain == scope) {
            return known.named;
        }
        return SpanFilters.OWN_SCOPE.equals(scope.getName()) ? named(scope, known) : scope;
    }

    /** Of equal scopes the same one: exporters group spans by it. */
    private InstrumentationScopeInfo named(InstrumentationScopeInfo scope, @Nullable Named known) {
        Named made = new Named(scope, known != null && known.plain.equals(scope) ? known.named : build(scope));
        last = made;
        return made.named;
    }

    private InstrumentationScopeInfo build(InstrumentationScopeInfo scope) {
        InstrumentationScopeInfoBuilder builder =
                InstrumentationScopeInfo.builder(scope.getName()).setAttributes(project);
        String version = scope.getVersion();
        return version == null ? builder.build() : builder.setVersion(version).build();
    }
}
