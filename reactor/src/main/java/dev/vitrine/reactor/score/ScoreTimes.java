package dev.vitrine.reactor.score;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Moments as the platform keeps them: ISO-8601 in milliseconds. Those of one batch are mostly of one day. */
final class ScoreTimes {
    private static final int SECONDS_A_DAY = 86_400;
    private static final int NANOS_A_MILLI = 1_000_000;
    private static final int DAY_LENGTH = "2026-01-02".length();

    private long day = Long.MIN_VALUE;
    private byte[] date = {};

    /** ASCII, as {@link Instant#toString()} has it. */
    byte[] of(Instant moment) {
        long seconds = moment.getEpochSecond();
        long ofDay = Math.floorDiv(seconds, SECONDS_A_DAY);
        if (ofDay != day) {
            date = ascii(LocalDate.ofEpochDay(ofDay).toString());
            day = ofDay;
        }
        if (date.length != DAY_LENGTH) { // of a year that has more digits
            return ascii(moment.truncatedTo(ChronoUnit.MILLIS).toString());
        }
        int second = Math.floorMod(seconds, SECONDS_A_DAY);
        int millis = moment.getNano() / NANOS_A_MILLI;
        byte[] text = new byte[DAY_LENGTH + (millis == 0 ? 10 : 14)];
        System.arraycopy(date, 0, text, 0, DAY_LENGTH);
        text[DAY_LENGTH] = 'T';
        pair(text, DAY_LENGTH + 1, second / 3600, ':');
        pair(text, DAY_LENGTH + 4, second / 60 % 60, ':');
        pair(text, DAY_LENGTH + 7, second % 60, millis == 0 ? 'Z' : '.');
        if (millis > 0) {
            text[DAY_LENGTH + 10] = (byte) ('0' + millis / 100);
            pair(text, DAY_LENGTH + 11, millis % 100, 'Z');
        }
        return text;
    }

    private static void pair(byte[] text, int at, int number, char after) {
        text[at] = (byte) ('0' + number / 10);
        text[at + 1] = (byte) ('0' + number % 10);
        text[at + 2] = (byte) after;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
