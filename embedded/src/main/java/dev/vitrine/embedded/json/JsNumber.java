package dev.vitrine.embedded.json;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;

/** Numbers as JavaScript prints them. */
final class JsNumber {
    private JsNumber() {}

    /** The text of {@code JSON.stringify(value)}. */
    static String text(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "null";
        }
        if (value == 0) {
            return "0";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        // the shortest digits that lead back to the value; the JDK's own are not always the shortest before 19
        BigDecimal shortest = new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        int point = digits.length() - shortest.scale();
        String unsigned = layOut(digits, point);
        return value < 0 ? "-" + unsigned : unsigned;
    }

    /** Number::toString of ECMAScript: {@code point} is where the decimal point stands in {@code digits}. */
    private static String layOut(String digits, int point) {
        int count = digits.length();
        if (point >= count && point <= 21) {
            return digits + "0".repeat(point - count);
        }
        if (point > 0 && point <= 21) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (point > -6 && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        int exponent = point - 1;
        String mantissa = count == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }
}
