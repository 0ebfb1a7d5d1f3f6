package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.support.FakeAgent.Fault;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.testkit.Await;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions of an external agent, from the plan to one session there, whatever becomes of the calls. */
@NullMarked
class ExternalDispatchIT extends ExternalDispatchFixture {
    @Test
    void shouldHandOverWhatTheAgentNeedsAndNothingElse() {
        Envelope<CommunicationCommand> plan = plan();

        parts.passAll();
        parts.passAll();

        assertThat(db.told(idOf(plan))).containsExactly("started");
        assertThat(db.attempts(idOf(plan))).containsExactly("1 accepted");
        assertThat(platform.calls()).singleElement().satisfies(call -> {
            assertThat(call.key()).isEqualTo(idOf(plan).toString());
            assertThat(call.webhookId()).isEqualTo("session_" + idOf(plan));
        });
        JsonNode data = platform.sessions().get(idOf(plan));
        assertThat(data).isEqualTo(World.json("""
                        {"communication_id":"%s","name":"REMINDER","campaign_id":"%s","participant_id":"%s","agent_id":"%s",
                         "channel":{"id":"%s","type":"whatsapp","name":"WHATSAPP"},"contact":{"address":"%s"},
                         "parameters":{"due":"2026-06-03"},"content":null,
                         "results":[{"name":"answer","title":"Answer","type":"enumeration","values":["yes","no"]}],
                         "callback_url":"https://flows.example.org/api/v1/webhooks/agents/%s","closes_after":"PT72H"}
                        """.formatted(
                        idOf(plan), world.campaign, plan.data().participantId(), agent, channel, ADDRESS, agent)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HANG_UP", "SILENCE", "FAILS_AFTERWARDS"})
    void shouldBeginOneSessionThoughTheFirstCallGotNoResponse(Fault fault) {
        platform.misbehaves(fault);
        parts = fault == Fault.SILENCE ? impatientReplica() : parts;
        UUID id = idOf(plan());
        parts.passAll();
        assertThat(db.status(id)).isEqualTo("planned");
        assertThat(db.attempts(id)).containsExactly("1 unknown");
        assertThat(db.told(id)).isEmpty();

        platform.misbehaves(Fault.NONE);
        later(Duration.ofSeconds(31));

        assertThat(db.told(id)).containsExactly("started");
        assertThat(db.attempts(id)).containsExactly("1 unknown", "2 accepted");
        assertThat(platform.sessions()).hasSize(1);
        assertThat(platform.calls()).hasSize(2);
        assertThat(platform.calls().get(0)).isEqualTo(platform.calls().get(1));
    }

    @Test
    void shouldFailWhenTheTriesAreUsedUpAndSayThatNobodyKnows() {
        platform.misbehaves(Fault.FAILS_AFTERWARDS);
        UUID id = idOf(plan());
        parts.passAll();
        later(Duration.ofSeconds(31));
        later(Duration.ofMinutes(6));

        assertThat(db.told(id)).containsExactly("failed");
        assertThat(db.reason(id)).startsWith(Reasons.SESSION_UNKNOWN);
        assertThat(db.attempts(id)).containsExactly("1 unknown", "2 unknown", "3 unknown");
        assertThat(platform.sessions()).hasSize(1);
    }

    @Test
    void shouldAskAgainAfterACrashBetweenWritingAndResponse() {
        UUID id = idOf(plan());
        parts.claims.claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)));
        parts.attempts.startAttempts(List.of(id));
        db.crash();
        parts = replica();

        assertThat(parts.claims.recover(10, List.of())).isEqualTo(1);
        assertThat(db.status(id)).isEqualTo("planned");
        assertThat(db.reason(id)).isEqualTo(Reasons.REPEATED_AFTER_RESTART);
        parts.passAll();

        assertThat(db.told(id)).containsExactly("started");
        assertThat(db.attempts(id)).containsExactly("1 unknown", "2 accepted");
        assertThat(platform.sessions()).hasSize(1);
    }

    @Test
    void shouldNotAskForEverThoughEveryTryCrashes() {
        UUID id = idOf(plan());
        for (int i = 0; i < 3; i++) {
            parts.claims.claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)));
            parts.attempts.startAttempts(List.of(id));
            db.crash();
            parts = replica();
            parts.claims.recover(10, List.of());
        }

        assertThat(db.told(id)).containsExactly("failed");
        assertThat(db.reason(id)).isEqualTo(Reasons.SESSION_UNKNOWN);
    }

    @Test
    void shouldTakeTheAgentsWordBeforeItsResponse() {
        platform.does(id -> db.database()
                        .useTransaction(tx -> world.transitions.apply(
                                tx,
                                List.of(StatusChange.step(
                                        id,
                                        CommunicationStatus.DELIVERED,
                                        world.clock.instant(),
                                        world.clock.instant())))))
                .misbehaves(Fault.HANG_UP);
        UUID id = idOf(plan());

        parts.passAll();
        later(Duration.ofSeconds(31));

        assertThat(db.told(id)).containsExactly("delivered");
        assertThat(platform.calls()).hasSize(1);
    }

    @Test
    void shouldBeginManyOnceEach() {
        List<Envelope<CommunicationCommand>> plans = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            plans.add(world.plan(ChannelType.WHATSAPP, channel, agent));
        }
        world.apply(plans);
        Await.until("all are begun", () -> {
            parts.passAll();
            return platform.sessions().size() == 200;
        });

        assertThat(platform.calls()).hasSize(200);
    }
}
