package dev.vitrine.embedded.media;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The closed list of content types, with the extension that each gives its object. */
final class MediaTypes {
    private static final Map<String, String> EXTENSIONS = read("""
            image/png png, image/jpeg jpeg, image/jpg jpg, image/webp webp, image/gif gif, image/svg+xml svg,
            image/tiff tiff, image/bmp bmp, image/avif avif, image/heic heic, audio/mpeg mp3, audio/mp3 mp3,
            audio/wav wav, audio/ogg ogg, audio/oga oga, audio/aac aac, audio/mp4 m4a, audio/flac flac,
            audio/opus opus, audio/webm weba, video/mp4 mp4, video/webm webm, video/ogg ogv, video/mpeg mpeg,
            video/quicktime mov, video/x-msvideo avi, video/x-matroska mkv, text/plain txt, text/html html,
            text/css css, text/csv csv, text/markdown md, text/x-python py, application/javascript js,
            text/x-typescript ts, application/x-yaml yaml, application/pdf pdf, application/msword doc,
            application/vnd.ms-excel xls,
            application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx, application/zip zip,
            application/json json, application/xml xml, application/octet-stream bin,
            application/vnd.openxmlformats-officedocument.wordprocessingml.document docx,
            application/vnd.openxmlformats-officedocument.presentationml.presentation pptx,
            application/rtf rtf, application/x-ndjson jsonl, application/vnd.apache.parquet parquet,
            application/gzip gz, application/x-tar tar, application/x-7z-compressed 7z
            """);

    private MediaTypes() {}

    static @Nullable String extension(String contentType) {
        return EXTENSIONS.get(contentType);
    }

    static List<String> all() {
        return List.copyOf(EXTENSIONS.keySet());
    }

    private static Map<String, String> read(String table) {
        Map<String, String> extensions = new LinkedHashMap<>();
        for (String entry : table.split(",", -1)) {
            String[] pair = entry.trim().split(" ", -1);
            extensions.put(pair[0], pair[1]);
        }
        return Collections.unmodifiableMap(extensions);
    }
}
