package dev.vitrine.architecture.planted;

import com.jayway.jsonpath.JsonPath;

/** Queries where only values should be written. */
final class UsesJsonPath {
    private UsesJsonPath() {}

    static JsonPath path() {
        return JsonPath.compile("$");
    }
}
