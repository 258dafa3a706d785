package dev.vitrine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDigestTests {
    private static final String HELLO = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";

    @Test
    void ofContent_hello_givesTheGoldenForms() {
        ByteBuffer hello = ByteBuffer.wrap(Samples.latin1("hello"));

        ContentDigest digest = ContentDigest.ofContent(hello);

        assertThat(digest.sha256Base64()).isEqualTo(HELLO).hasSize(44);
        assertThat(digest.sha256Hex()).isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(digest.sha256Base64Url(22)).isEqualTo("LPJNul-wow4m6Dsqxbninh");
        assertThat(digest.length()).isEqualTo(5);
        assertThat(digest).hasToString("ContentDigest[sha256=" + HELLO + ", length=5]");
        assertThat(hello.remaining()).isEqualTo(5);
    }

    @ParameterizedTest(name = "pieces of {0}")
    @ValueSource(ints = {1, 7, 64, 4096, 65_536, 1_000_000})
    void update_anyPieces_giveTheSameDigest(int size) throws Exception {
        byte[] content = new byte[200_003];
        new Random(1).nextBytes(content);
        ContentDigester digester = ContentDigester.create();
        for (int at = 0; at < content.length; at += size) {
            ByteBuffer piece = ByteBuffer.wrap(content, at, Math.min(size, content.length - at));
            ByteBuffer given = at % 2 == 0
                    ? piece.asReadOnlyBuffer()
                    : ByteBuffer.allocateDirect(size).put(piece).flip();
            int remaining = given.remaining();
            digester.update(given);
            assertThat(given.remaining()).isEqualTo(remaining);
        }

        assertThat(digester.length()).isEqualTo(content.length);
        assertThat(digester.digest())
                .isEqualTo(ContentDigest.ofContent(ByteBuffer.wrap(content)))
                .isEqualTo(ContentDigest.of(MessageDigest.getInstance("SHA-256").digest(content), content.length));
    }

    @Test
    void digest_startsOver() {
        ContentDigester digester = ContentDigester.create().update(ByteBuffer.wrap(new byte[10]));
        assertThat(digester.digest().length()).isEqualTo(10);
        assertThat(digester.length()).isZero();

        assertThat(digester.update(ByteBuffer.wrap(Samples.latin1("hello")))
                        .digest()
                        .sha256Base64())
                .isEqualTo(HELLO);
    }

    @Test
    void equals_needsHashAndLength() {
        byte[] hash = Base64.getDecoder().decode(HELLO);
        ContentDigest digest = ContentDigest.of(hash, 5);

        assertThat(digest)
                .isEqualTo(ContentDigest.of(hash.clone(), 5))
                .hasSameHashCodeAs(ContentDigest.of(hash.clone(), 5))
                .isNotEqualTo(ContentDigest.of(hash, 6))
                .isNotEqualTo(ContentDigest.of(new byte[32], 5))
                .isNotEqualTo(HELLO);
    }

    @Test
    void of_copiesTheHash() {
        byte[] hash = Base64.getDecoder().decode(HELLO);
        ContentDigest digest = ContentDigest.of(hash, 5);
        hash[0]++;

        assertThat(digest.sha256Base64()).isEqualTo(HELLO);
        assertThat(HexFormat.of().parseHex(digest.sha256Hex())).hasSize(32);
    }

    @Test
    void badArguments_areNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentDigest.of(new byte[20], 0))
                .withMessageContaining("sha256")
                .withMessageContaining("20");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentDigest.of(new byte[32], -1))
                .withMessageContaining("length");
        ContentDigest digest = ContentDigest.of(new byte[32], 0);
        assertThatIllegalArgumentException().isThrownBy(() -> digest.sha256Base64Url(0));
        assertThatIllegalArgumentException().isThrownBy(() -> digest.sha256Base64Url(44));
        assertThat(digest.sha256Base64Url(43)).hasSize(43);
    }
}
