package dev.vitrine.reactor.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.publisher.PublisherProbe;
import reactor.test.scheduler.VirtualTimeScheduler;

class BackgroundTasksTests {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final BackgroundTasks tasks = new BackgroundTasks(2, time);

    @AfterEach
    void stopTime() {
        time.dispose();
    }

    @Test
    void start_runsAtMostSoManyAndTheRestLater() {
        List<Sinks.Empty<Void>> running = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tasks.start(Mono.defer(() -> {
                Sinks.Empty<Void> end = Sinks.empty();
                running.add(end);
                return end.asMono();
            }));
        }
        time.advanceTimeBy(Duration.ZERO);
        assertThat(running).hasSize(2);
        for (int i = 0; i < 5; i++) {
            running.get(i).tryEmitEmpty();
            time.advanceTimeBy(Duration.ZERO);
        }
        assertThat(running).hasSize(5);
    }

    @Test
    void start_failingWork_makesRoomForTheNext() {
        PublisherProbe<Void> last = PublisherProbe.empty();
        for (int i = 0; i < 3; i++) {
            tasks.start(Mono.error(new IllegalStateException("work")));
        }
        tasks.start(last.mono());
        time.advanceTimeBy(Duration.ZERO);
        last.assertWasSubscribed();
    }

    @Test
    void dispose_cancelsWhatRunsAndForgetsWhatWaits() {
        PublisherProbe<Void> one = PublisherProbe.of(Mono.never());
        PublisherProbe<Void> two = PublisherProbe.of(Mono.never());
        PublisherProbe<Void> waiting = PublisherProbe.empty();
        tasks.start(one.mono());
        tasks.start(two.mono());
        tasks.start(waiting.mono());
        time.advanceTimeBy(Duration.ZERO);
        tasks.dispose();
        tasks.start(waiting.mono());
        time.advanceTimeBy(Duration.ZERO);
        one.assertWasCancelled();
        two.assertWasCancelled();
        waiting.assertWasNotSubscribed();
        assertThat(tasks.isDisposed()).isTrue();
    }

    @Test
    void seldomWarning_countsWhatItWithholds() {
        List<String> log = new ArrayList<>();
        SeldomWarning warning = new SeldomWarning(log::add, time, Duration.ofSeconds(30));
        for (int i = 0; i < 10; i++) {
            warning.warn(() -> "full");
        }
        assertThat(log).containsExactly("full");
        time.advanceTimeBy(Duration.ofSeconds(30));
        warning.warn(() -> "full");
        assertThat(log).containsExactly("full", "full (and 9 times more since the last warning)");
    }
}
