package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimedBaggageTests {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private final Baggage claimed = new ClaimedBaggage(TRACE);
    private final Baggage usual = Baggage.builder().put(AppRoot.CLAIM, TRACE).build();

    @Test
    void values_areThoseOfTheUsualBaggage() {
        assertThat(claimed.asMap()).isEqualTo(usual.asMap());
        assertThat(claimed.size()).isEqualTo(usual.size());
        assertThat(claimed.isEmpty()).isFalse();
        assertThat(claimed.getEntryValue(AppRoot.CLAIM)).isEqualTo(TRACE);
        assertThat(claimed.getEntryValue("other")).isNull();
        assertThat(claimed).isEqualTo(usual).hasSameHashCodeAs(new ClaimedBaggage(TRACE));
    }

    @Test
    void toBuilder_addsToTheClaim() {
        assertThat(claimed.toBuilder().put("other", "1").build())
                .isEqualTo(usual.toBuilder().put("other", "1").build());
    }

    @Test
    void inject_writesTheSameHeader() {
        assertThat(header(claimed)).isEqualTo(header(usual)).containsEntry("baggage", AppRoot.CLAIM + "=" + TRACE);
    }

    private static Map<String, String> header(Baggage baggage) {
        Map<String, String> headers = new HashMap<>();
        W3CBaggagePropagator.getInstance().inject(Context.root().with(baggage), headers, (carrier, key, value) -> {
            if (carrier != null) {
                carrier.put(key, value);
            }
        });
        return headers;
    }
}
