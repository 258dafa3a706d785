package dev.vitrine.reactor.trace;

import dev.vitrine.trace.CaptureLimit;
import dev.vitrine.trace.ObservationUpdate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was kept of one stream. Guarded by itself, since a cancellation may come while an element does. */
final class Capture<T> {
    private static final Logger log = LoggerFactory.getLogger(Tracing.class);

    private static final CaptureLimit WHOLE = new CaptureLimit(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final StreamCapture<? super T> how;
    private final CaptureLimit limit;
    private final boolean output;
    private final List<Object> parts = new ArrayList<>();
    private @Nullable T last;
    private long elements;
    private long kept;
    private int characters;
    private boolean allText = true;
    private boolean cut;
    private boolean failed;

    Capture(StreamCapture<? super T> how, CaptureLimit limitOfSpec, boolean output) {
        this.how = how;
        CaptureLimit own = how.limit();
        this.limit = own != null ? own : limitOfSpec;
        this.output = output;
    }

    /** What a single value says: itself, not a list of one. */
    static <T> ObservationUpdate ofOne(StreamCapture<? super T> how, T value) {
        Capture<T> capture = new Capture<>(how.limit(WHOLE), WHOLE, true);
        capture.add(value);
        ObservationUpdate update = capture.result(true);
        boolean listed = how.output() == null && !capture.allText;
        return listed ? update.output(capture.parts.get(0)) : update;
    }

    synchronized void add(T element) {
        elements++;
        if (how.hasMappers()) {
            last = element;
        }
        if (output && !isFull()) {
            Object part = apply(how.part(), element);
            if (part != null) {
                keep(part);
            }
            kept++;
        }
    }

    private boolean isFull() {
        return kept < elements - 1 || parts.size() >= limit.maxItems() || characters >= limit.maxCharacters();
    }

    private void keep(Object part) {
        if (!(part instanceof CharSequence text)) {
            allText = false;
            parts.add(part);
            return;
        }
        int room = limit.maxCharacters() - characters;
        String whole = text.toString();
        if (whole.length() <= room) {
            characters += whole.length();
            parts.add(whole);
            return;
        }
        int end = Character.isHighSurrogate(whole.charAt(room - 1)) ? room - 1 : room;
        parts.add(whole.substring(0, end));
        characters = limit.maxCharacters();
        cut = true;
        kept--; // not as a whole
    }

    synchronized ObservationUpdate result(boolean withOutput) {
        ObservationUpdate update = ObservationUpdate.none();
        T element = last;
        if (element != null) {
            update = update.usageDetails(apply(how.usage(), element)).costDetails(apply(how.cost(), element));
        }
        if (!withOutput || !output || parts.isEmpty()) {
            return update;
        }
        Object joined = joined();
        if (kept == elements || joined == null) {
            return update.output(joined);
        }
        String mark = cut
                ? "[truncated after " + limit.maxCharacters() + " characters]"
                : "[truncated: the first " + kept + " of " + elements + " elements]";
        return marked(update, joined, mark);
    }

    private @Nullable Object joined() {
        Function<? super List<Object>, ? extends @Nullable Object> toOutput = how.output();
        if (toOutput != null) {
            return apply(toOutput, List.copyOf(parts));
        }
        if (!allText) {
            return List.copyOf(parts);
        }
        StringBuilder text = new StringBuilder(characters);
        parts.forEach(text::append);
        return text.toString();
    }

    private static ObservationUpdate marked(ObservationUpdate update, Object joined, String mark) {
        if (joined instanceof CharSequence text) {
            return update.output(text + " " + mark);
        }
        if (joined instanceof Collection<?> items) {
            List<@Nullable Object> all = new ArrayList<>(items);
            all.add(mark);
            return update.output(all);
        }
        return update.output(joined).metadata("output_truncated", mark);
    }

    private <A, R> @Nullable R apply(@Nullable Function<? super A, ? extends @Nullable R> function, A argument) {
        if (function == null) {
            return null;
        }
        try {
            return function.apply(argument);
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            if (!failed) {
                failed = true;
                log.warn(
                        "A capture function failed with {}; what it was to give is left out",
                        e.getClass().getName());
            }
            return null;
        }
    }
}
