package dev.vitrine.reactor.testing;

import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An exchange that answers from a script, for what needs virtual time or a held answer. The wire is tested elsewhere. */
public final class ScriptedApi implements ApiExchange {
    private final List<ApiRequest> requests = new CopyOnWriteArrayList<>();
    private final Function<ApiRequest, Mono<String>> script;

    public ScriptedApi(Function<ApiRequest, Mono<String>> script) {
        this.script = script;
    }

    /** What was asked, in order. */
    public List<ApiRequest> requests() {
        return requests;
    }

    public static String body(ApiRequest request) {
        return new String(Objects.requireNonNull(request.body()), StandardCharsets.UTF_8);
    }

    public static ApiException failure(int status) {
        return failure(status, null);
    }

    public static ApiException failure(int status, @Nullable Duration retryAfter) {
        ApiException.Details details = new ApiException.Details(status, "POST /test", null, "", null);
        return switch (status) {
            case 0 -> new ApiException.NoAnswer("no answer", details, true, null);
            case 400 -> new ApiException.BadRequest("bad request", details);
            case 401 -> new ApiException.Unauthorized("wrong keys", details);
            case 404 -> new ApiException.NotFound("not found", details);
            case 413 -> new ApiException.PayloadTooLarge("too large", details);
            case 429 -> new ApiException.RateLimited("slow down", details, retryAfter);
            default -> new ApiException.ServerError("broken", details, retryAfter);
        };
    }

    private Mono<String> answer(ApiRequest request) {
        return Mono.defer(() -> {
            requests.add(request);
            return script.apply(request);
        });
    }

    @Override
    public <T> Mono<T> exchange(ApiRequest request, Function<? super byte[], ? extends T> decoder) {
        return answer(request).map(text -> decoder.apply(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Mono<Void> send(ApiRequest request) {
        return answer(request).then();
    }

    @Override
    public Flux<ByteBuffer> stream(ApiRequest request) {
        return Flux.error(new UnsupportedOperationException("nothing streams here"));
    }
}
