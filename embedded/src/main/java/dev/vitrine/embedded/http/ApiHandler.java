package dev.vitrine.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.json.Json;
import dev.vitrine.embedded.json.UnstorableJsonException;
import dev.vitrine.embedded.traffic.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The API server: finds the route, reads the body, asks for the keys, and calls the endpoint, in this order. */
public final class ApiHandler implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {
    private static final int ONE_MEBIBYTE = 1_048_576;
    private static final String NOT_FOUND_PAGE = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"/>"
            + "<title>404: This page could not be found</title></head>"
            + "<body><h1>404</h1><h2>This page could not be found.</h2></body></html>";

    private final Gate gate;
    private final RouteTable routes;
    private final List<Tenant> tenants;
    private final Authenticator authenticator;
    private final int maxBodyBytes;

    public ApiHandler(Gate gate, RouteTable routes, List<Tenant> tenants, int maxBodyBytes) {
        this.gate = gate;
        this.routes = routes;
        this.tenants = List.copyOf(tenants);
        this.authenticator = new Authenticator(tenants);
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
        String path = Gate.path(request.uri());
        String query = request.uri().length() > path.length() ? request.uri().substring(path.length() + 1) : "";
        String[] segments = path.split("/", -1);
        RouteTable.Entry entry = routes.find(request.method().name(), segments);
        if (entry == null) {
            Reply reply = routes.knows(segments)
                    ? ApiFailure.methodNotAllowed().reply()
                    : Reply.text(404, "text/html; charset=utf-8", NOT_FOUND_PAGE);
            return gate.serve(Route.UNKNOWN, query, request, response, inbound -> Mono.just(reply));
        }
        return gate.serve(
                entry.route(),
                query,
                request,
                response,
                inbound -> entry.bytes() == null
                        ? body(inbound, entry).map(body -> answer(inbound, entry, segments, query, body))
                        : bytes(inbound, entry, entry.bytes()));
    }

    private Mono<Reply> bytes(Inbound inbound, RouteTable.Entry entry, RouteTable.Bytes bytes) {
        return ByteBody.read(inbound, bytes.maxBytes(), megabytes(bytes.maxBytes()))
                .map(content -> {
                    Authenticator.Caller caller =
                            authenticator.authenticate(inbound.header("Authorization"), entry.access());
                    return bytes.endpoint().answer(caller.tenant(), inbound::header, content);
                });
    }

    private Mono<JsonNode> body(Inbound inbound, RouteTable.Entry entry) {
        boolean bodiless = entry.method().equals("GET")
                || (entry.method().equals("DELETE") && entry.route() != Route.TRACES_DELETE);
        if (bodiless) {
            return Mono.just(Json.object());
        }
        return entry.route() == Route.ITEM_CREATE || entry.route() == Route.INGESTION
                ? JsonBody.read(inbound, maxBodyBytes, megabytes(maxBodyBytes))
                : JsonBody.read(
                        inbound, Math.min(ONE_MEBIBYTE, maxBodyBytes), megabytes(Math.min(ONE_MEBIBYTE, maxBodyBytes)));
    }

    private Reply answer(Inbound inbound, RouteTable.Entry entry, String[] segments, String query, JsonNode body) {
        Authenticator.Caller caller = entry.open()
                ? new Authenticator.Caller(tenants.get(0), false)
                : authenticator.authenticate(inbound.header("Authorization"), entry.access());
        Map<String, List<String>> parameters = parameters(query);
        Map<String, String> first = new LinkedHashMap<>();
        parameters.forEach((name, values) -> first.put(name, values.get(0)));
        try {
            return entry.endpoint()
                    .answer(new Call(
                            caller.tenant(), variables(entry, segments), first, parameters, body, caller.scoresOnly()));
        } catch (UnstorableJsonException e) {
            throw ApiFailure.internal("An unknown error occurred");
        }
    }

    private static List<String> variables(RouteTable.Entry entry, String[] segments) {
        List<String> variables = new ArrayList<>(1);
        for (int i = 0; i < segments.length; i++) {
            if (entry.pattern().get(i).equals("*")) {
                try {
                    variables.add(Percent.decode(segments[i]));
                } catch (IllegalArgumentException e) {
                    throw ApiFailure.bareText(400, "Bad Request");
                }
            }
        }
        return variables;
    }

    private static Map<String, List<String>> parameters(String query) {
        try {
            return Percent.repeatedQuery(query);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.bareText(400, "Bad Request");
        }
    }

    private static String megabytes(int bytes) {
        long tenths = Math.round(bytes * 10.0 / ONE_MEBIBYTE);
        return tenths % 10 == 0 ? tenths / 10 + "mb" : tenths / 10 + "." + tenths % 10 + "mb";
    }
}
