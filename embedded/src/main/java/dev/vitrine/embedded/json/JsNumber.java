package dev.vitrine.embedded.json;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as JavaScript prints them. */
final class JsNumber {
    private static final double MAX_SAFE_INTEGER = 9_007_199_254_740_991d;

    /** A real server was seen to answer 12345678901234567890 with 16 digits, one less than JavaScript prints. */
    private static final MathContext RECORDED = new MathContext(16);

    private static final MathContext ONE_DIGIT = new MathContext(1);

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
        BigDecimal shortest = new BigDecimal(NumberOutput.toString(value, true));
        BigDecimal oneDigit = shortest.round(ONE_DIGIT);
        if (oneDigit.doubleValue() == value) {
            // never less than two digits from there
            shortest = oneDigit;
        }
        if (value == Math.rint(value) && Math.abs(value) > MAX_SAFE_INTEGER) {
            shortest = shortest.round(RECORDED);
        }
        shortest = shortest.stripTrailingZeros();
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
