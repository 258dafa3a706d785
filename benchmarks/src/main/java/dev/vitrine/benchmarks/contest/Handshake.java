package dev.vitrine.benchmarks.contest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;

/** The requests of an upload, written by hand for the contestants that have nobody to write them. */
public final class Handshake {
    public static final String AUTHORIZATION = "Basic "
            + Base64.getEncoder()
                    .encodeToString((Scene.PUBLIC_KEY + ":" + Scene.SECRET_KEY).getBytes(StandardCharsets.UTF_8));
    public static final String ITEMS_PATH = "/api/public/dataset-items";
    public static final String MEDIA_PATH = "/api/public/media";

    private Handshake() {}

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String base64(byte[] digest) {
        return Base64.getEncoder().encodeToString(digest);
    }

    public static byte[] registration(String itemId, String type, long length, String sha256) {
        return ("{\"datasetId\":\"" + Scene.DATASET_ID + "\",\"datasetItemId\":\"" + itemId
                        + "\",\"field\":\"input\",\"contentType\":\"" + type + "\",\"contentLength\":" + length
                        + ",\"sha256Hash\":\"" + sha256 + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    public static byte[] confirmation(int status, long millis) {
        return ("{\"uploadedAt\":\"" + Instant.now() + "\",\"uploadHttpStatus\":" + status
                        + ",\"uploadHttpError\":null,\"uploadTimeMs\":" + millis + "}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    public static byte[] item(String itemId, String type, String mediaId) {
        return ("{\"datasetName\":\"" + Scene.DATASET + "\",\"id\":\"" + itemId
                        + "\",\"input\":{\"question\":\"What is shown?\",\"image\":\"" + reference(type, mediaId)
                        + "\"}}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    public static String reference(String type, String mediaId) {
        return "@@@langfuseMedia:type=" + type + "|id=" + mediaId + "|source=bytes@@@";
    }

    public static String pagePath(int page) {
        return ITEMS_PATH + "?datasetName=" + Scene.DATASET + "&page=" + page + "&limit=50";
    }
}
