package dev.vitrine.embedded.http;

/** A project and its keys. The secret key shows nowhere. */
public record Tenant(String projectId, String name, String publicKey, String secretKey) {
    @Override
    public String toString() {
        return "Tenant[projectId=" + projectId + ", publicKey=" + publicKey + ", secretKey=<hidden>]";
    }
}
