package campaignflows.communication.external;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.external.AgentEventReceipt.Outcome;
import campaignflows.communication.support.StatusModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events in whatever order, repeated, late and forged. */
@NullMarked
class AgentEventOrderIT extends AgentEventsFixture {
    @Test
    void shouldTakeARepeatOnceThoughItIsSignedAnew() {
        UUID id = started();
        String data = "\"messages\":[{\"from\":\"contact\",\"text\":\"Yes\"}]";

        assertThat(tell("msg_1", id, data)).isEqualTo(Outcome.APPLIED);
        world.clock.move(Duration.ofHours(2));
        assertThat(tell("msg_1", id, data)).isEqualTo(Outcome.REPEATED);
        assertThat(tell("msg_1", id, "\"status\":\"failed\"")).isEqualTo(Outcome.REPEATED);

        assertThat(db.told(id)).containsExactly("started", "replied");
        assertThat(session(id).messages()).hasSize(1);
    }

    /** Beside a model of the statuses: events in any order, repeated with the same id and again, late and forged. */
    @Test
    void shouldGoForwardOnlyInWhateverOrderEventsCome() {
        long seed = Long.getLong("order.seed", System.nanoTime());
        System.out.println("order.seed " + seed);
        Random random = new Random(seed);
        List<String> statuses =
                List.of("started", "delivered", "read", "replied", "completed", "no_response", "failed");
        for (int round = 0; round < 20; round++) {
            UUID id = started();
            StatusModel model = new StatusModel("started");
            List<Integer> sent = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String status = statuses.get(random.nextInt(statuses.size()));
                switch (random.nextInt(5)) {
                    case 0 -> {
                        String before = db.status(id);
                        if (!sent.isEmpty()) {
                            assertThat(tell(
                                            "event_" + sent.get(random.nextInt(sent.size())),
                                            id,
                                            "\"status\":\"" + status + "\""))
                                    .isEqualTo(Outcome.REPEATED);
                        }
                        assertThat(db.status(id)).isEqualTo(before);
                    }
                    case 1 -> {
                        String body = body(id, "\"status\":\"" + status + "\"");
                        long now = world.clock.instant().getEpochSecond();
                        refused(
                                new StandardWebhook.Head(
                                        "forged_" + round + "_" + i,
                                        Long.toString(now),
                                        sign(
                                                signer("whsec_" + "A".repeat(32)),
                                                "forged_" + round + "_" + i,
                                                now,
                                                body)),
                                body);
                    }
                    case 2 -> {
                        tell(id, "\"messages\":[{\"from\":\"contact\",\"text\":\"Yes\"}]");
                        sent.add(number);
                        model.callback("replied");
                    }
                    default -> {
                        tell(id, "\"status\":\"" + status + "\"");
                        sent.add(number);
                        model.callback(status);
                    }
                }
                assertThat(db.status(id)).as("seed %d", seed).isEqualTo(model.status());
            }
            List<String> steps = new ArrayList<>(List.of("started"));
            steps.addAll(model.told());
            assertThat(db.told(id)).as("seed %d", seed).isEqualTo(steps);
        }
        assertThat(db.values("select count(*) from agent_notices", Integer.class))
                .as("an agent is not told what it has told")
                .containsExactly(0);
    }

    @Test
    void shouldForgetIdsOfEventsWithTimeAndNoSooner() {
        UUID id = started();
        tell("msg_1", id, "\"status\":\"read\"");
        world.clock.move(Duration.ofDays(29));
        events.cleanUp();
        assertThat(db.values("select count(*) from agent_events", Integer.class))
                .containsExactly(1);
        world.clock.move(Duration.ofDays(2));
        events.cleanUp();
        assertThat(db.values("select count(*) from agent_events", Integer.class))
                .containsExactly(0);
    }

    @ParameterizedTest
    @CsvSource({
        "read,delivered,started+read",
        "replied,read,started+replied",
        "completed,replied,started+completed",
        "completed,failed,started+completed",
        "failed,completed,started+failed",
        "no_response,replied,started+no_response",
        "replied,no_response,started+replied",
        "read,started,started+read"
    })
    void shouldIgnoreWhatIsLate(String first, String late, String told) {
        UUID id = started();

        assertThat(tell(id, "\"status\":\"%s\"".formatted(first))).isEqualTo(Outcome.APPLIED);
        assertThat(tell(id, "\"status\":\"%s\"".formatted(late))).isEqualTo(Outcome.IGNORED);

        assertThat(db.told(id)).containsExactly(told.split("\\+"));
    }

    @Test
    void shouldChangeNothingOfASessionThatHasEnded() {
        UUID id = started();
        tell(id, "\"status\":\"completed\",\"results\":{\"promised\":true}");

        assertThat(tell(id, "\"results\":{\"promised\":false}")).isEqualTo(Outcome.IGNORED);
        assertThat(tell(id, "\"messages\":[{\"from\":\"contact\",\"text\":\"No\"}]"))
                .isEqualTo(Outcome.IGNORED);

        assertThat(results(id)).isEqualTo("{\"promised\": \"true\"}");
        assertThat(session(id).messages()).isEmpty();
        assertThat(db.told(id)).containsExactly("started", "completed");
    }

    /** Whatever the order and however often: the farthest step stands, and each was told of once. */
    @Test
    void shouldEndTheSameWhateverTheOrder() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 10; round++) {
            UUID id = started();
            List<String[]> calls = new ArrayList<>();
            for (String status : List.of("delivered", "read", "replied", "completed")) {
                calls.add(new String[] {round + status, "\"status\":\"%s\"".formatted(status)});
                calls.add(new String[] {round + status, "\"status\":\"%s\"".formatted(status)});
            }
            Collections.shuffle(calls, random);
            calls.forEach(call -> tell(call[0], id, call[1]));

            assertThat(db.status(id)).isEqualTo("completed");
            assertThat(db.told(id))
                    .doesNotHaveDuplicates()
                    .startsWith("started")
                    .endsWith("completed")
                    .isSubsetOf("started", "delivered", "read", "replied", "completed");
        }
    }

    @Test
    void shouldRefuseForgeriesAndChangeNothing() {
        UUID id = started();
        String body = body(id, "\"status\":\"completed\"");
        long now = world.clock.instant().getEpochSecond();
        String right = sign(SIGNER, "msg_1", now, body);
        String foreign = sign(signer("whsec_" + "A".repeat(32)), "msg_1", now, body);
        String old = sign(SIGNER, "msg_1", now - 400, body);

        refused(new StandardWebhook.Head("msg_1", Long.toString(now), foreign), body);
        refused(new StandardWebhook.Head("msg_2", Long.toString(now), right), body);
        refused(new StandardWebhook.Head("msg_1", Long.toString(now - 400), old), body);
        refused(new StandardWebhook.Head("msg_1", Long.toString(now), right), body + " ");
        refused(new StandardWebhook.Head(null, null, null), body);

        assertThat(db.told(id)).containsExactly("started");
        // Played again it is known; it counts once.
        StandardWebhook.Head head = new StandardWebhook.Head("msg_1", Long.toString(now), right);
        assertThat(receive(head, body)).isEqualTo(Outcome.APPLIED);
        assertThat(receive(head, body)).isEqualTo(Outcome.REPEATED);
    }
}
