package dev.vitrine.architecture.planted;

import java.net.http.HttpClient;

/** Reaches for the network. */
final class LeavesCore {
    private LeavesCore() {}

    static HttpClient client() {
        return HttpClient.newHttpClient();
    }
}
