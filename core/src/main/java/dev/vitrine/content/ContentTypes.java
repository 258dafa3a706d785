package dev.vitrine.content;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The closed list of types that the Langfuse server (4.16.0) accepts, with the extensions that it stores them under. */
final class ContentTypes {
    private static final Map<String, String> EXTENSION_BY_TYPE = new LinkedHashMap<>();
    private static final Map<String, ContentType> TYPE_BY_EXTENSION = new HashMap<>();

    static {
        add("image/png", "png", "image/jpeg", "jpeg", "image/jpg", "jpg", "image/webp", "webp", "image/gif", "gif");
        add("image/svg+xml", "svg", "image/tiff", "tiff", "image/bmp", "bmp", "image/avif", "avif");
        add("image/heic", "heic", "audio/mpeg", "mp3", "audio/mp3", "mp3", "audio/wav", "wav", "audio/ogg", "ogg");
        add("audio/oga", "oga", "audio/aac", "aac", "audio/mp4", "m4a", "audio/flac", "flac", "audio/opus", "opus");
        add("audio/webm", "weba", "video/mp4", "mp4", "video/webm", "webm", "video/ogg", "ogv", "video/mpeg", "mpeg");
        add("video/quicktime", "mov", "video/x-msvideo", "avi", "video/x-matroska", "mkv", "text/plain", "txt");
        add("text/html", "html", "text/css", "css", "text/csv", "csv", "text/markdown", "md", "text/x-python", "py");
        add("application/javascript", "js", "text/x-typescript", "ts", "application/x-yaml", "yaml");
        add("application/pdf", "pdf", "application/msword", "doc", "application/vnd.ms-excel", "xls");
        add("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "application/zip", "zip");
        add("application/json", "json", "application/xml", "xml", "application/octet-stream", "bin");
        add("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx");
        add("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx");
        add("application/rtf", "rtf", "application/x-ndjson", "jsonl", "application/vnd.apache.parquet", "parquet");
        add("application/gzip", "gz", "application/x-tar", "tar", "application/x-7z-compressed", "7z");
        alias("jpg", "image/jpeg", "jfif", "image/jpeg", "htm", "text/html", "tif", "image/tiff");
        alias(
                "ndjson",
                "application/x-ndjson",
                "yml",
                "application/x-yaml",
                "mpg",
                "video/mpeg",
                "tgz",
                "application/gzip");
        alias("markdown", "text/markdown", "log", "text/plain", "mjs", "application/javascript", "wave", "audio/wav");
        alias("m4v", "video/mp4", "m4b", "audio/mp4", "qt", "video/quicktime", "mp2", "audio/mpeg");
    }

    private ContentTypes() {}

    static @Nullable String extension(String type) {
        return EXTENSION_BY_TYPE.get(type);
    }

    static Map<String, String> all() {
        return Collections.unmodifiableMap(EXTENSION_BY_TYPE);
    }

    static Optional<ContentType> byName(@Nullable String fileName) {
        if (fileName == null) {
            return Optional.empty();
        }
        int dot = fileName.lastIndexOf('.');
        int slash = Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\'));
        if (dot <= slash + 1) { // none, or a hidden file's leading dot
            return Optional.empty();
        }
        return Optional.ofNullable(
                TYPE_BY_EXTENSION.get(fileName.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }

    private static void add(String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            EXTENSION_BY_TYPE.put(pairs[i], pairs[i + 1]);
            TYPE_BY_EXTENSION.putIfAbsent(pairs[i + 1], new ContentType(pairs[i]));
        }
    }

    private static void alias(String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            TYPE_BY_EXTENSION.put(pairs[i], new ContentType(pairs[i + 1]));
        }
    }
}
