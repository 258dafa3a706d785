package dev.vitrine.embedded.storage;

import dev.vitrine.embedded.http.Percent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is signed: a request in its canonical text. */
record SignedQuery(Map<String, String> parameters) {
    static final String SIGNATURE = "X-Amz-Signature";

    static SignedQuery parse(String query) {
        return new SignedQuery(Percent.query(query));
    }

    @Nullable
    String get(String name) {
        return parameters.get(name);
    }

    List<String> signedHeaders() {
        String names = get("X-Amz-SignedHeaders");
        return names == null
                ? List.of()
                : List.of(names.toLowerCase(Locale.ROOT).split(";"));
    }

    /** The parameters without the signature, sorted and encoded. */
    String canonical() {
        Map<String, String> sorted = new TreeMap<>(parameters);
        sorted.remove(SIGNATURE);
        return sorted.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** The whole request. A signed header that is missing leaves an empty line, which no signer has written. */
    String canonicalRequest(String method, String path, Function<String, @Nullable String> header) {
        List<String> names = signedHeaders();
        String headers = names.stream()
                .map(name -> {
                    String value = header.apply(name);
                    return value == null ? "\n" : name + ":" + value.trim() + "\n";
                })
                .collect(Collectors.joining());
        return method + "\n" + path + "\n" + canonical() + "\n" + headers + "\n" + String.join(";", names)
                + "\nUNSIGNED-PAYLOAD";
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
