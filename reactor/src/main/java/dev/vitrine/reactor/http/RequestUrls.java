package dev.vitrine.reactor.http;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The URLs of requests below one base URL. Those that hold nothing of the request are made once, {@link #MOST} at most. */
final class RequestUrls {
    static final int MOST = 64;
    private final URI baseUrl;
    private final Map<String, URI> fixed = new ConcurrentHashMap<>();

    RequestUrls(URI baseUrl) {
        this.baseUrl = baseUrl;
    }

    URI of(ApiRequest request) {
        if (!request.query().isEmpty() || request.template().indexOf('{') >= 0) {
            return BaseUrls.resolve(baseUrl, request);
        }
        URI known = fixed.get(request.template());
        if (known != null) {
            return known;
        }
        URI made = BaseUrls.resolve(baseUrl, request);
        if (fixed.size() < MOST) { // templates of users may be without end
            fixed.put(request.template(), made);
        }
        return made;
    }
}
