package dev.vitrine.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.vitrine.json.JsonValue;
import dev.vitrine.trace.PromptLink;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPromptTests {

    @ParameterizedTest(name = "[{index}] {0} -> {1}")
    @DisplayName("golden cases of the contract, with a=1, b=two, 'a b'=2, '{a'=never")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "Hello {{a}}!                 | Hello 1!",
                "{{ a }}                      | 1",
                "{{a}}{{b}}                   | 1two",
                "{{ a b }}                    | 2",
                "{{unknown}} and {{a}}        | {{unknown}} and 1",
                "{{  unknown  }}              | {{  unknown  }}",
                "{{x{{a}}}}                   | {{x{{a}}}}",
                "open {{a                     | open {{a",
                "open {{a}} then {{b          | open 1 then {{b",
                "}} {{a}} {{                  | }} 1 {{",
                "{a} { {a} }                  | {a} { {a} }",
                "{ {a}}                       | { {a}}",
                "{\"json\": {\"x\": \"{{a}}\"}} | {\"json\": {\"x\": \"1\"}}",
                "<b>{{html}}</b>              | <b>&<>\"'</b>",
            })
    void compile_goldenCase_isAsTheContractSays(String template, String expected) {
        Map<String, Object> values = Map.of("a", 1, "b", "two", "a b", 2, "html", "&<>\"'");
        assertThat(prompt(template).compile(values)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @DisplayName("three braces are a variable of another name")
    @ValueSource(strings = {"{{{a}}}", "{{{ a }}}", "{{{{a}}}}"})
    void compile_surplusBraces_stay(String template) {
        assertThat(prompt(template).compile(Map.of("a", 1))).isEqualTo(template);
    }

    @Test
    void compile_newlineInBraces_isTrimmed() {
        assertThat(prompt("{{\n  a\t\r\n}}").compile(Map.of("a", "x"))).isEqualTo("x");
        assertThat(prompt("{{\u00A0a\u0085\u2003}}").compile(Map.of("a", "x"))).isEqualTo("x");
    }

    @Test
    void compile_emptyName_isAName() {
        assertThat(prompt("[{{}}] [{{ }}]").compile(Map.of("", "e"))).isEqualTo("[e] [e]");
        assertThat(prompt("[{{}}]").compile(Map.of("a", "e"))).isEqualTo("[{{}}]");
    }

    @Test
    void compile_nullValue_isNothingAndMissingStays() {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("a", null);
        assertThat(prompt("[{{a}}] [{{b}}]").compile(values)).isEqualTo("[] [{{b}}]");
    }

    @Test
    void compile_insertedText_isNotScannedAgain() {
        assertThat(prompt("{{a}}{{b}}").compile(Map.of("a", "{{b}}", "b", "{{a}}")))
                .isEqualTo("{{b}}{{a}}");
        assertThat(prompt("{{a}}b}}").compile(Map.of("a", "{{", "b", "x"))).isEqualTo("{{b}}");
        assertThat(prompt("{{a}}").compile(Map.of("a", "$1 \\2 %s"))).isEqualTo("$1 \\2 %s");
    }

    @Test
    void compile_unicode_isKept() {
        Map<String, String> values = Map.of("größe", "große 🎬", "名前", "月 🌕");
        assertThat(prompt("{{größe}} — {{ 名前 }} 👩‍👩‍👧 {{🎬}}").compile(values))
                .isEqualTo("große 🎬 — 月 🌕 👩‍👩‍👧 {{🎬}}");
    }

    @Test
    void compile_valuesOfAnyKind_areWrittenAsText() {
        Map<String, Object> values = Map.of("list", List.of(1, 2), "number", 0.5, "flag", true);
        assertThat(prompt("{{list}} {{number}} {{flag}}").compile(values)).isEqualTo("[1, 2] 0.5 true");
    }

    @Test
    void compile_withoutVariables_isTheTemplate() {
        assertThat(prompt("Hi {{a}}").compile()).isEqualTo("Hi {{a}}");
        assertThat(prompt("").compile(Map.of("a", 1))).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks may do
    void compile_nullMap_isNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> prompt("x").compile(null))
                .withMessage("variables");
    }

    @Test
    void compile_longTemplate_isLinear() {
        String template = "{{a}} and {{b}} {{ ".repeat(50_000);
        assertThat(prompt(template).compile(Map.of("a", "1")))
                .startsWith("1 and {{b}} ")
                .hasSizeGreaterThan(500_000);
    }

    @Test
    void variables_areInOrderWithRepetitions() {
        assertThat(prompt("{{b}} {{ a }} {{b}} {{x y}} {{").variables()).containsExactly("b", "a", "b", "x y");
        assertThat(prompt("none").variables()).isEmpty();
    }

    @ParameterizedTest(name = "[{index}] {0} -> {1}")
    @DisplayName("single braces for other frameworks")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "Hi {{ name }}                    | Hi {name}",
                "{{größe}}                        | {größe}",
                "{{two words}}                    | {{two words}}",
                "{\"a\": 1}                       | {{\"a\": 1}}",
                "{ 'a': 1 }                       | {{ 'a': 1 }}",
                "{\"a\": {\"b\": 1}}              | {{\"a\": {{\"b\": 1}}}}",
                "{\"a\": \"{{x}}\"}               | {{\"a\": \"{x}\"}}",
                "{\"a\": {{x}}}                   | {{\"a\": {x}}}",
                "{plain} {{a}}                    | {plain} {a}",
                "{{\"done\": 1}}                  | {{\"done\": 1}}",
                "}} and }                         | }} and }",
                "{{{a}}}                          | {{a}}",
            })
    void toSingleBraceTemplate_convertsVariablesAndKeepsJson(String template, String expected) {
        assertThat(prompt(template).toSingleBraceTemplate()).isEqualTo(expected);
    }

    @Test
    void link_isAbsentForAFallback() {
        assertThat(prompt("x").link()).contains(new PromptLink("p", 3));
        TextPrompt fallback = new TextPrompt("p", 0, "x", config(), List.of(), List.of(), null, true);
        assertThat(fallback.link()).isEmpty();
    }

    @Test
    void equals_ignoresLabelsTagsMessageAndFallback() {
        JsonValue config = config();
        TextPrompt one = new TextPrompt("p", 1, "x", config, List.of("a"), List.of("t"), "m", false);
        TextPrompt other = new TextPrompt("p", 1, "x", config, List.of(), List.of(), null, true);
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(new TextPrompt("p", 2, "x", config, List.of("a"), List.of("t"), "m", false));
        assertThat(one).isNotEqualTo(new TextPrompt("p", 1, "y", config, List.of("a"), List.of("t"), "m", false));
        assertThat(one.toString()).isEqualTo("TextPrompt[p, version 1]").doesNotContain("x\"");
    }

    @Test
    void compile_unmodifiableEmptyMap_isAccepted() {
        assertThat(prompt("{{a}}").compile(Collections.emptyMap())).isEqualTo("{{a}}");
    }

    private static TextPrompt prompt(String text) {
        return new TextPrompt("p", 3, text, config(), List.of(), List.of(), null, false);
    }

    private static JsonValue config() {
        return JsonValue.ofBytes(new byte[] {'{', '}'});
    }
}
