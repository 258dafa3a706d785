package dev.vitrine.embedded.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Issues;
import dev.vitrine.embedded.json.JsonOut;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which page is asked for. */
public record Paging(int page, int limit) {

    /** What the platform allows. */
    public record Bounds(int defaultLimit, int maxLimit) {}

    public static Paging of(Call call, Bounds bounds) {
        List<ObjectNode> issues = new ArrayList<>();
        int page = positive(call.parameter("page"), "page", 1, Integer.MAX_VALUE, false, issues);
        int limit = positive(call.parameter("limit"), "limit", bounds.defaultLimit(), bounds.maxLimit(), true, issues);
        if (!issues.isEmpty()) {
            throw ApiFailure.invalid(issues);
        }
        return new Paging(page, limit);
    }

    public long offset() {
        return (page - 1L) * limit;
    }

    /** Writes the {@code meta} object. */
    void writeMeta(JsonOut out, long totalItems) {
        out.raw("\"meta\":{\"page\":" + page + ",\"limit\":" + limit + ",\"totalItems\":" + totalItems
                + ",\"totalPages\":" + (totalItems + limit - 1) / limit + "}");
    }

    private static int positive(
            @Nullable String text, String name, int absent, int max, boolean inclusive, List<ObjectNode> issues) {
        if (text == null) {
            return absent;
        }
        BigDecimal value;
        try {
            value = new BigDecimal(text.trim());
        } catch (NumberFormatException e) {
            issues.add(Issues.notANumber(name));
            return absent;
        }
        if (value.signum() <= 0) {
            issues.add(Issues.tooSmall("number", inclusive ? 1 : 0, inclusive, null, name));
        } else if (value.compareTo(BigDecimal.valueOf(max)) > 0) {
            issues.add(Issues.tooBig("number", max, null, name));
        } else if (value.stripTrailingZeros().scale() > 0) {
            issues.add(Issues.notAnInteger(name));
        } else {
            return value.intValue();
        }
        return absent;
    }
}
