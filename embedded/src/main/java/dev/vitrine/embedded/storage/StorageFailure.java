package dev.vitrine.embedded.storage;

import dev.vitrine.embedded.http.Reply;

/** A refusal of the object store, answered as XML. */
final class StorageFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final String details;

    private StorageFailure(int status, String code, String message, String details) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.details = details;
    }

    static StorageFailure of(int status, String code, String message) {
        return new StorageFailure(status, code, message, "");
    }

    /** With further elements, which are XML already. */
    static StorageFailure of(int status, String code, String message, String details) {
        return new StorageFailure(status, code, message, details);
    }

    static StorageFailure signatureDoesNotMatch() {
        return of(
                403,
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your key and signing"
                        + " method.");
    }

    Reply reply() {
        return Reply.text(
                status,
                "application/xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + getMessage()
                        + "</Message>" + details + "</Error>");
    }
}
