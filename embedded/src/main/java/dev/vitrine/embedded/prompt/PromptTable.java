package dev.vitrine.embedded.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.dataset.Ids;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The prompts of one project. In memory; guarded by its own monitor. A label is on one version of a prompt only. */
public final class PromptTable {
    private static final String LATEST = "latest";
    private final Clock clock;
    private final Ids ids;
    private final Map<String, Family> prompts = new TreeMap<>();

    public PromptTable(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /** All versions of a name, in order, and what they share. */
    private static final class Family {
        private final TreeMap<Integer, PromptRow> versions = new TreeMap<>();
        private List<String> tags = List.of();
    }

    /** A version with the tags of its prompt. */
    record Found(PromptRow row, List<String> tags) {}

    /** A prompt with those versions that were asked for. */
    record Listed(String name, List<PromptRow> versions, List<String> tags) {}

    synchronized Found create(JsonNode body) {
        String name = body.path("name").asText();
        String type = body.path("type").asText("text");
        Family family = prompts.computeIfAbsent(name, unknown -> new Family());
        if (!family.versions.isEmpty()
                && !family.versions.lastEntry().getValue().type().equals(type)) {
            throw ApiFailure.badRequest(
                    "Previous versions have different prompt type. Create a new prompt with a different name.");
        }
        int version = family.versions.isEmpty() ? 1 : family.versions.lastKey() + 1;
        Set<String> labels = new LinkedHashSet<>(texts(body.path("labels")));
        labels.add(LATEST);
        takeFromOthers(family, labels, version);
        if (body.hasNonNull("tags")) {
            family.tags = List.copyOf(new LinkedHashSet<>(texts(body.path("tags"))));
        }
        long now = clock.millis();
        JsonNode config = body.get("config");
        PromptRow row = new PromptRow(
                ids.next(),
                name,
                version,
                type,
                PromptRules.stored(body.path("prompt")),
                config == null || config.isNull() ? Json.object() : config,
                List.of(),
                body.path("commitMessage").textValue(),
                now,
                now);
        family.versions.put(version, row.withLabels(labels, now));
        return found(family, version);
    }

    synchronized @Nullable Found byVersion(String name, int version) {
        Family family = prompts.get(name);
        return family == null || !family.versions.containsKey(version) ? null : found(family, version);
    }

    synchronized @Nullable Found byLabel(String name, String label) {
        Family family = prompts.get(name);
        if (family != null) {
            for (PromptRow row : family.versions.values()) {
                if (row.labels().contains(label)) {
                    return found(family, row.version());
                }
            }
        }
        return null;
    }

    /** Adds labels to a version and takes them from the others; null when there is no such version. */
    synchronized @Nullable Found label(String name, int version, Collection<String> labels) {
        Family family = prompts.get(name);
        PromptRow row = family == null ? null : family.versions.get(version);
        if (family == null || row == null) {
            return null;
        }
        takeFromOthers(family, labels, version);
        Set<String> all = new LinkedHashSet<>(row.labels());
        all.addAll(labels);
        family.versions.put(version, row.withLabels(all, clock.millis()));
        return found(family, version);
    }

    /** Deletes the versions that fit; false when there are none. What is newest then is the latest. */
    synchronized boolean delete(String name, Predicate<PromptRow> which) {
        Family family = prompts.get(name);
        if (family == null || !family.versions.values().removeIf(which)) {
            return false;
        }
        if (family.versions.isEmpty()) {
            prompts.remove(name);
        } else {
            PromptRow newest = family.versions.lastEntry().getValue();
            Set<String> labels = new LinkedHashSet<>(newest.labels());
            labels.add(LATEST);
            family.versions.put(newest.version(), newest.withLabels(labels, newest.updatedAt()));
        }
        return true;
    }

    /** By name, with the versions that fit; without those of which none does. */
    synchronized List<Listed> list(Predicate<String> names, Predicate<PromptRow> versions, @Nullable String tag) {
        List<Listed> listed = new ArrayList<>();
        prompts.forEach((name, family) -> {
            List<PromptRow> rows =
                    family.versions.values().stream().filter(versions).toList();
            if (names.test(name) && !rows.isEmpty() && (tag == null || family.tags.contains(tag))) {
                listed.add(new Listed(name, rows, family.tags));
            }
        });
        return listed;
    }

    private void takeFromOthers(Family family, Collection<String> labels, int version) {
        Map<Integer, PromptRow> changed = new HashMap<>();
        for (PromptRow row : family.versions.values()) {
            if (row.version() != version && row.labels().stream().anyMatch(labels::contains)) {
                List<String> rest = row.labels().stream()
                        .filter(label -> !labels.contains(label))
                        .toList();
                changed.put(row.version(), row.withLabels(rest, clock.millis()));
            }
        }
        family.versions.putAll(changed);
    }

    private static Found found(Family family, int version) {
        PromptRow row = family.versions.get(version);
        if (row == null) {
            throw new IllegalStateException("no version " + version);
        }
        return new Found(row, family.tags);
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(entry -> texts.add(entry.asText()));
        return texts;
    }

    static ObjectNode summary(Listed listed) {
        ObjectNode json = Json.object().put("name", listed.name());
        PromptRow newest = listed.versions().get(listed.versions().size() - 1);
        json.put("type", newest.type());
        listed.versions().forEach(row -> json.withArray("/versions").add(row.version()));
        Set<String> labels = new LinkedHashSet<>();
        long updated = 0;
        for (PromptRow row : listed.versions()) {
            labels.addAll(row.labels());
            updated = Math.max(updated, row.updatedAt());
        }
        labels.forEach(json.putArray("labels")::add);
        listed.tags().forEach(json.putArray("tags")::add);
        json.put("lastUpdatedAt", Iso.text(updated));
        json.set("lastConfig", newest.config());
        return json;
    }
}
