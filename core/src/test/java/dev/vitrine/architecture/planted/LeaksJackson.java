package dev.vitrine.architecture.planted;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A public type that shows Jackson in every way there is. */
public class LeaksJackson<N extends JsonNode> implements Supplier<List<JsonNode>> {
    public @Nullable JsonNode field;

    public LeaksJackson(JsonNode parameter) {
        this.field = parameter;
    }

    public void parameter(List<? extends JsonNode> nodes) {}

    protected JsonNode @Nullable [] array() {
        return null;
    }

    @Override
    public List<JsonNode> get() {
        return List.of();
    }

    @JsonValue
    public String annotated() {
        return "allowed";
    }

    private @Nullable JsonNode hidden(@Nullable JsonNode allowed) {
        return allowed;
    }

    @Override
    public String toString() {
        return String.valueOf(hidden(field));
    }
}
