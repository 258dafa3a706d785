package dev.vitrine.reactor.transfer;

import dev.vitrine.reactor.http.SignedUrl;
import java.util.Map;

/** A platform's answer to the request to store a blob. */
public sealed interface Admission {

    /** The platform's id of the blob. */
    String id();

    /** The platform has the bytes; nothing is to be sent. */
    record AlreadyStored(String id) implements Admission {}

    /** The bytes are to be sent. {@code headers} without Content-Length, which the transfer adds. */
    record Ticket(String id, String method, SignedUrl url, Map<String, String> headers) implements Admission {}
}
