package dev.vitrine.embedded.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsNumberTests {
    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource({
        "0.0, 0",
        "-0.0, 0",
        "1.0, 1",
        "-12.0, -12",
        "0.1, 0.1",
        "123.456, 123.456",
        "1e-6, 0.000001",
        "1e-7, 1e-7",
        "1.5e-7, 1.5e-7",
        "1e20, 100000000000000000000",
        "1e21, 1e+21",
        "-1.25e300, -1.25e+300",
        "2e-3, 0.002",
        "5e-324, 5e-324",
        "2e23, 2e+23",
        "9007199254740991, 9007199254740991",
        "12345678901234567890, 12345678901234570000",
        "0.30000000000000004, 0.30000000000000004",
        "NaN, null",
        "Infinity, null"
    })
    void text_isJavaScripts(double value, String expected) {
        assertThat(JsNumber.text(value)).isEqualTo(expected);
    }

    @Test
    void text_ofAnyFraction_leadsBackToIt() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            double value = random.nextGaussian() * Math.pow(10, random.nextInt(30) - 20);
            if (Math.abs(value) < 1e15) {
                assertThat(Double.parseDouble(JsNumber.text(value))).isEqualTo(value);
            }
        }
    }
}
