package dev.vitrine.reactor.trace;

import dev.vitrine.reactor.background.SeldomWarning;
import dev.vitrine.reactor.http.Origin;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Sends to a host by its address, where the JDK's HTTP client refuses the name, such as {@code langfuse_web} in a network
 * of containers. The name is looked up before each export, so that a host may move. Called by one thread at a time, which
 * may wait.
 */
final class AddressedExporter implements SpanExporter {
    private final URI url;
    private final Function<String, SpanExporter> factory;
    private final Lookup lookup;
    private final SeldomWarning warning = SeldomWarning.of(LoggerFactory.getLogger(LangfuseSpanProcessor.class));
    private @Nullable InetAddress address;
    private volatile @Nullable SpanExporter made;

    AddressedExporter(URI url, Function<String, SpanExporter> factory, Lookup lookup) {
        this.url = url;
        this.factory = factory;
        this.lookup = lookup;
    }

    /** Not for TLS, whose certificates name the host. */
    static boolean isFor(String url) {
        try {
            URI uri = URI.create(url);
            Origin origin = Origin.of(uri);
            return uri.getHost() == null && origin != null && origin.scheme().equals("http");
        } catch (IllegalArgumentException malformed) {
            return false; // which the exporter says
        }
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        Origin origin = Objects.requireNonNull(Origin.of(url), "origin");
        try {
            return exporter(lookup.address(origin.host()), origin.port()).export(spans);
        } catch (UnknownHostException e) {
            warning.warn(() -> "Spans cannot be exported: the host " + origin.host() + " is not known");
            return CompletableResultCode.ofFailure();
        }
    }

    private SpanExporter exporter(InetAddress found, int port) {
        SpanExporter known = made;
        if (known != null && found.equals(address)) {
            return known;
        }
        String host = found instanceof Inet6Address ? "[" + found.getHostAddress() + "]" : found.getHostAddress();
        SpanExporter fresh = factory.apply("http://" + host + ":" + port + url.getRawPath());
        address = found;
        made = fresh;
        if (known != null) {
            known.shutdown();
        }
        return fresh;
    }

    @Override
    public CompletableResultCode flush() {
        SpanExporter known = made;
        return known == null ? CompletableResultCode.ofSuccess() : known.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        SpanExporter known = made;
        return known == null ? CompletableResultCode.ofSuccess() : known.shutdown();
    }

    @Override
    public String toString() {
        return "AddressedExporter[" + url.getRawAuthority() + "]";
    }

    /** Finds the address of a host; may block. */
    @FunctionalInterface
    interface Lookup {
        InetAddress address(String host) throws UnknownHostException;
    }
}
