package dev.vitrine.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class NewPromptTests {

    @Test
    void text_andChat_knowTheirKind() {
        NewPrompt<TextPrompt> text = NewPrompt.text("a/b", "Hi");
        NewPrompt<ChatPrompt> chat = NewPrompt.chat("c", ChatMessage.user("u"), new ChatPlaceholder("h"));
        assertThat(text.type()).isEqualTo(PromptType.TEXT);
        assertThat(text.content()).isEqualTo("Hi");
        assertThat(chat.type()).isEqualTo(PromptType.CHAT);
        assertThat(chat.kind()).isEqualTo(ChatPrompt.class);
        assertThat(chat.content()).isEqualTo(List.of(ChatMessage.user("u"), new ChatPlaceholder("h")));
    }

    @Test
    void copies_leaveTheOriginal() {
        NewPrompt<TextPrompt> plain = NewPrompt.text("a", "Hi");
        NewPrompt<TextPrompt> full =
                plain.labels("production").tags("t").config(List.of(1)).commitMessage("first");
        assertThat(plain.labels()).isEmpty();
        assertThat(plain.tags()).isNull();
        assertThat(plain.config()).isNull();
        assertThat(plain.commitMessage()).isNull();
        assertThat(full.labels()).containsExactly("production");
        assertThat(full.tags()).containsExactly("t");
        assertThat(full.config()).isEqualTo(List.of(1));
        assertThat(full.commitMessage()).isEqualTo("first");
        assertThat(full.toString()).isEqualTo("NewPrompt[a, TEXT]");
    }

    @Test
    void name_blank_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewPrompt.text(" ", "x"))
                .withMessageContaining("name");
    }

    @Test
    void mismatch_saysHowToAsk() {
        assertThat(new PromptTypeMismatchException("p", PromptType.TEXT, PromptType.CHAT))
                .hasMessageContaining("'p' is a chat prompt")
                .hasMessageContaining("prompts().chat(");
    }
}
