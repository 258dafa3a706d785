package dev.vitrine.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChatPromptTests {
    private final List<String> warnings = new ArrayList<>();

    @Test
    void compile_messages_keepRoleAndGetVariables() {
        List<ChatItem> compiled = chat(ChatMessage.system("You know {{topic}}."), ChatMessage.user("{{q}} {{other}}"))
                .compile(Map.of("topic", "films", "q", "Why?"));
        assertThat(compiled).containsExactly(ChatMessage.system("You know films."), ChatMessage.user("Why? {{other}}"));
    }

    @Test
    void compile_placeholder_takesMapsWithAllTheirFields() {
        Map<String, Object> call = Map.of("id", "c1", "function", Map.of("name", "f"));
        Map<String, @Nullable Object> withCall = new HashMap<>();
        withCall.put("role", "assistant");
        withCall.put("content", null);
        withCall.put("tool_calls", List.of(call));
        List<ChatItem> compiled = compile(
                List.of(ChatMessage.system("s"), new ChatPlaceholder("history"), ChatMessage.user("u")),
                Map.of("name", "Ada"),
                Map.of("history", List.of(Map.of("role", "user", "content", "I am {{name}}"), withCall)));
        assertThat(compiled)
                .containsExactly(
                        ChatMessage.system("s"),
                        ChatMessage.user("I am Ada"),
                        new ChatMessage("assistant", null, Map.of("tool_calls", List.of(call))),
                        ChatMessage.user("u"));
        ChatMessage second = (ChatMessage) compiled.get(2);
        assertThat(second.text()).isEmpty();
        assertThat(second.asMap()).containsEntry("content", null).containsKey("tool_calls");
        assertThat(warnings).isEmpty();
    }

    @Test
    void compile_placeholder_takesMessages() {
        assertThat(compile(
                        List.of(new ChatPlaceholder("h")),
                        Map.of("x", "1"),
                        Map.of("h", List.of(ChatMessage.user("{{x}}")))))
                .containsExactly(ChatMessage.user("1"));
    }

    @Test
    void compile_messageWithoutRoleOrContent_getsDefaults() {
        assertThat(compile(
                        List.of(new ChatPlaceholder("h")),
                        Map.of(),
                        Map.of("h", List.of(Map.of("content", "c"), Map.of("role", "user")))))
                .containsExactly(ChatMessage.of("NOT_GIVEN", "c"), ChatMessage.of("user", ""));
    }

    @Test
    void compile_contentOfParts_isLeftAsItIs() {
        List<Object> parts = List.of(Map.of("type", "text", "text", "{{x}}"));
        List<ChatItem> compiled = compile(
                List.of(new ChatPlaceholder("h")),
                Map.of("x", 1),
                Map.of("h", List.of(Map.of("role", "user", "content", parts))));
        assertThat(compiled).containsExactly(new ChatMessage("user", parts, Map.of()));
    }

    @Test
    void compile_emptyList_takesThePlaceholderAway() {
        assertThat(compile(List.of(new ChatPlaceholder("h")), Map.of(), Map.of("h", List.of())))
                .isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void compile_entryThatIsNoMessage_becomesTheTextOfTheList() {
        assertThat(compile(
                        List.of(new ChatPlaceholder("h")),
                        Map.of(),
                        Map.of("h", Arrays.asList(Map.of("role", "user", "content", "a"), "text"))))
                .containsExactly(
                        ChatMessage.user("a"),
                        ChatMessage.of(
                                "NOT_GIVEN",
                                Arrays.asList(Map.of("role", "user", "content", "a"), "text")
                                        .toString()));
        assertThat(warnings).hasSize(1).first().asString().contains("'h'", "'p'", "String");
    }

    @Test
    void compile_valueThatIsNoList_becomesItsText() {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("h", "just text");
        values.put("n", null);
        assertThat(compile(List.of(new ChatPlaceholder("h"), new ChatPlaceholder("n")), Map.of(), values))
                .containsExactly(ChatMessage.of("NOT_GIVEN", "just text"), ChatMessage.of("NOT_GIVEN", "null"));
        assertThat(warnings).hasSize(2);
    }

    @Test
    void compile_missingPlaceholders_stayAndAreNamedOnce() {
        ChatPlaceholder b = new ChatPlaceholder("b");
        ChatPlaceholder a = new ChatPlaceholder("a");
        assertThat(compile(List.of(b, ChatMessage.user("u"), a, b), Map.of(), Map.of()))
                .containsExactly(b, ChatMessage.user("u"), a, b);
        assertThat(warnings).hasSize(1).first().asString().contains("[a, b]");
    }

    @Test
    void compile_oneMap_servesVariablesAndPlaceholders() {
        assertThat(chat(ChatMessage.user("{{name}}"), new ChatPlaceholder("h"))
                        .compile(Map.of("name", "Ada", "h", List.of(Map.of("role", "user", "content", "{{name}}!")))))
                .containsExactly(ChatMessage.user("Ada"), ChatMessage.user("Ada!"));
    }

    @Test
    void compile_unicodeBracesAndNullValues_areAsInText() {
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("名", null);
        assertThat(compile(
                        List.of(ChatMessage.user("[{{ 名 }}] {{{名}}} {{🎬}}"), new ChatPlaceholder("h")),
                        variables,
                        Map.of("h", List.of(Map.of("role", "ü", "content", "{{名}}é")))))
                .containsExactly(ChatMessage.user("[] {{{名}}} {{🎬}}"), ChatMessage.of("ü", "é"));
    }

    @Test
    void compile_placeholderInInsertedMessages_isNotExpandedAgain() {
        List<ChatItem> compiled = compile(
                List.of(new ChatPlaceholder("outer")),
                Map.of("v", "{{w}}", "w", "no"),
                Map.of(
                        "outer",
                        List.of(Map.of("type", "placeholder", "name", "inner", "content", "{{v}}")),
                        "inner",
                        List.of(ChatMessage.user("no"))));
        assertThat(compiled)
                .containsExactly(new ChatMessage("NOT_GIVEN", "{{w}}", Map.of("type", "placeholder", "name", "inner")));
    }

    @Test
    void compile_leavesThePromptUnchanged() {
        ChatPrompt prompt = chat(ChatMessage.user("{{a}}"));
        assertThat(prompt.compile(Map.of("a", 1))).isNotEqualTo(prompt.items());
        assertThat(prompt.items()).containsExactly(ChatMessage.user("{{a}}"));
    }

    @Test
    void variables_areOfMessagesOnly() {
        ChatPrompt prompt =
                chat(ChatMessage.system("{{b}} {{a}}"), new ChatPlaceholder("h"), ChatMessage.user("{{b}}"));
        assertThat(prompt.variables()).containsExactly("b", "a", "b");
        assertThat(prompt.placeholders()).containsExactly("h");
    }

    @Test
    void toSingleBraceTemplate_convertsMessages() {
        assertThat(chat(ChatMessage.user("{{a}} {\"k\": 1}"), new ChatPlaceholder("h"))
                        .toSingleBraceTemplate())
                .containsExactly(ChatMessage.user("{a} {{\"k\": 1}}"), new ChatPlaceholder("h"));
    }

    @Test
    void equals_ignoresLabelsTagsMessageAndFallback() {
        JsonValue config = JsonValue.ofBytes(new byte[] {'{', '}'});
        List<ChatItem> items = List.of(ChatMessage.user("u"));
        ChatPrompt one = new ChatPrompt("p", 1, items, config, List.of("a"), List.of(), "m", false);
        ChatPrompt other = new ChatPrompt("p", 1, items, config, List.of(), List.of("t"), null, true);
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(new ChatPrompt("q", 1, items, config, List.of(), List.of(), null, false));
        assertThat(one.toString()).isEqualTo("ChatPrompt[p, version 1, 1 items]");
        assertThat(other.toString()).contains("fallback");
    }

    private List<ChatItem> compile(
            List<? extends ChatItem> items,
            Map<String, ? extends @Nullable Object> variables,
            Map<String, ? extends @Nullable Object> placeholders) {
        return new ChatCompiler("p", variables, placeholders, warnings::add).compile(List.copyOf(items));
    }

    private static ChatPrompt chat(ChatItem... items) {
        JsonValue config = JsonValue.ofBytes(new byte[] {'{', '}'});
        return new ChatPrompt("p", 1, List.of(items), config, List.of(), List.of(), null, false);
    }
}
