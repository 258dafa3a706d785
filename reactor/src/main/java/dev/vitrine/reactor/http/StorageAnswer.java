package dev.vitrine.reactor.http;

/** @param excerpt the start of the body as text, without the content that was sent */
public record StorageAnswer(int status, String excerpt) {
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
