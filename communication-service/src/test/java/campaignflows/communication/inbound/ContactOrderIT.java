package campaignflows.communication.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.support.StatusModel;
import campaignflows.communication.support.TestDatabase;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a contact says on Telegram, which sends no receipts: in any order, repeated, late and forged, beside a model of the statuses. */
@NullMarked
class ContactOrderIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final int ROUNDS = 15;
    private static final int CALLS = 12;
    private static final int UPDATES = 6;

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    @DisplayName("M1: messages of contacts by Telegram")
    void shouldGoForwardOnlyByWhatTheContactSays() {
        long seed = Long.getLong("order.seed", System.nanoTime());
        System.out.println("order.seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            new Round(random, "seed " + seed).play();
        }
    }

    /** One conversation with one contact. */
    private static final class Round {
        private final InboundFixture fixture = new InboundFixture(DB);
        private final Random random;
        private final String hint;
        private final UUID id;
        private final StatusModel model;
        private final int toldBefore;
        private final Set<Long> known = new HashSet<>();
        private final List<String> replies = new ArrayList<>();
        private int outside;

        Round(Random random, String hint) {
            this.random = random;
            this.hint = hint;
            UUID participant = Ids.v7();
            fixture.isKnown("7", participant);
            List<CommunicationStatus> from = List.of(
                    CommunicationStatus.STARTED,
                    CommunicationStatus.DELIVERED,
                    CommunicationStatus.READ,
                    CommunicationStatus.REPLIED);
            id = fixture.conversation(participant, from.get(random.nextInt(from.size())));
            model = new StatusModel(DB.status(id));
            toldBefore = DB.told(id).size();
        }

        void play() {
            for (int i = 0; i < CALLS; i++) {
                switch (random.nextInt(6)) {
                    case 0 -> forged();
                    case 1 -> end(random.nextBoolean() ? CommunicationStatus.NO_RESPONSE : CommunicationStatus.FAILED);
                    default -> says(1L + random.nextInt(UPDATES));
                }
                assertThat(DB.status(id)).as(hint).isEqualTo(model.status());
            }
            List<String> told = DB.told(id);
            assertThat(told.subList(toldBefore, told.size())).as(hint).isEqualTo(model.told());
            assertThat(fixture.said(id)).as(hint).containsExactlyElementsOf(replies);
            assertThat(fixture.told).as(hint).hasSize(outside);
        }

        private void says(long update) {
            boolean open = !CommunicationStatus.valueOf(model.status().toUpperCase(java.util.Locale.ROOT))
                    .isFinal();
            WebhookResponse response = fixture.says(update, "7", "Text " + update);
            fixture.pass();
            if (!known.add(update)) {
                assertThat(response).as(hint).isEqualTo(new WebhookResponse(0, 1, 0));
                return;
            }
            assertThat(response).as(hint).isEqualTo(new WebhookResponse(1, 0, 0));
            if (open) {
                replies.add("contact Text " + update);
                model.callback("replied");
            } else {
                outside++;
            }
        }

        private void end(CommunicationStatus status) {
            fixture.step(id, status);
            model.callback(status.name().toLowerCase(java.util.Locale.ROOT));
        }

        private void forged() {
            assertThatThrownBy(() -> fixture.receive(
                            fixture.channel, "another_secret", """
                            {"update_id":%d,"message":{"date":1,"from":{"id":7},"chat":{"type":"private"},"text":"Forged"}}
                            """.formatted(1 + random.nextInt(UPDATES))))
                    .as(hint)
                    .isInstanceOf(ProblemException.class);
            fixture.pass();
        }
    }
}
