package campaignflows.communication.external;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.external.AgentEventReceipt.Outcome;
import campaignflows.communication.session.SessionView;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What external agents tell of their sessions, and what it does to communications: once, in order, and never backwards. */
@NullMarked
class AgentEventsIT extends AgentEventsFixture {
    @Test
    void shouldFollowASessionToItsTypedResult() {
        UUID id = started();

        assertThat(tell(id, "\"status\":\"delivered\",\"messages\":[{\"from\":\"agent\",\"text\":\"Can you pay?\"}]"))
                .isEqualTo(Outcome.APPLIED);
        assertThat(tell(id, "\"status\":\"read\"")).isEqualTo(Outcome.APPLIED);
        assertThat(tell(id, "\"results\":{\"amount\":12.50}")).isEqualTo(Outcome.APPLIED);
        assertThat(tell(id, "\"messages\":[{\"from\":\"contact\",\"text\":\"Yes\"}]"))
                .isEqualTo(Outcome.APPLIED);
        assertThat(tell(id, "\"messages\":[{\"from\":\"contact\",\"text\":\"On Friday\"}]"))
                .isEqualTo(Outcome.APPLIED);
        assertThat(tell(id, "\"status\":\"completed\",\"results\":{\"promised\":true,\"day\":\"2026-06-05\"}"))
                .isEqualTo(Outcome.APPLIED);

        assertThat(db.told(id)).containsExactly("started", "delivered", "read", "replied", "completed");
        assertThat(db.events().getLast().data())
                .isInstanceOfSatisfying(
                        CommunicationEnded.class,
                        ended -> assertThat(ended.communication().results())
                                .isEqualTo(Map.of("amount", "12.50", "promised", "true", "day", "2026-06-05")));
        SessionView session = session(id);
        assertThat(session.status()).isEqualTo(SessionView.Status.CLOSED);
        assertThat(session.messages())
                .extracting(SessionView.Said::text)
                .containsExactly("Can you pay?", "Yes", "On Friday");
        assertThat(session.messages())
                .extracting(SessionView.Said::from)
                .containsExactly(SessionView.From.AGENT, SessionView.From.CONTACT, SessionView.From.CONTACT);
    }

    @Test
    void shouldSettleWhatGotNoResponse() {
        UUID id = idOf(plan());
        db.execute("insert into attempts (communication_id, number, owner, started_at) values ('%s', 1, '%s', now())"
                .formatted(id, id));
        db.execute("update communications set attempts = 1, lease_owner = '%s', lease_until = now() where id = '%s'"
                .formatted(id, id));

        assertThat(tell(id, "\"status\":\"read\"")).isEqualTo(Outcome.APPLIED);

        assertThat(db.told(id)).containsExactly("started", "read");
        assertThat(db.values("select outcome from attempts where communication_id = '" + id + "'", String.class))
                .containsExactly("accepted");
        assertThat(db.values(
                        "select count(*) from communications where id = '" + id + "' and lease_owner is null",
                        Integer.class))
                .containsExactly(1);
    }

    @Test
    void shouldKnowNothingOfWhatTheAgentWasNotAskedFor() {
        UUID planned = idOf(plan());
        UUID other = agent("https://others.example.org/");
        UUID ofOther = started(other);
        UUID sent = started(world.messageAgent(world.telegramChannel()));

        for (UUID id : List.of(planned, ofOther, sent, UUID.randomUUID())) {
            assertThatThrownBy(() -> tell(id, "\"status\":\"read\""))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
        assertThat(db.told(ofOther)).containsExactly("started");
        assertThat(db.values("select count(*) from agent_events", Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldTakeAnEventAsAWholeOrNotAtAll() {
        UUID id = started();

        assertThatThrownBy(
                        () -> tell(
                                "msg_1",
                                id,
                                "\"status\":\"completed\",\"messages\":[{\"from\":\"contact\",\"text\":\"Yes\"}],\"results\":{\"promised\":\"yes\"}"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.field()).isEqualTo("data.results.promised")));

        assertThat(db.told(id)).containsExactly("started");
        assertThat(session(id).messages()).isEmpty();
        // Mended, it may come with the same id.
        assertThat(tell("msg_1", id, "\"status\":\"completed\",\"results\":{\"promised\":true}"))
                .isEqualTo(Outcome.APPLIED);
    }

    @Test
    void shouldKeepNothingOfAPersonWhoWasErased() {
        Envelope<CommunicationCommand> plan = plan();
        UUID id = idOf(plan);
        start(id);
        world.apply(world.erase(plan.data().participantId()));

        tell(
                id,
                "\"status\":\"failed\",\"reason\":\"Ann is away\",\"messages\":[{\"from\":\"contact\",\"text\":\"Yes\"}],\"results\":{\"promised\":true}");

        assertThat(db.status(id)).isEqualTo("failed");
        assertThat(db.reason(id)).isEmpty();
        assertThat(results(id)).isEqualTo("{}");
        assertThat(db.values("select count(*) from messages", Integer.class)).containsExactly(0);
    }

    @Test
    void shouldCloseByTheAgentsTimeWhatItDoesNotEnd() {
        UUID silent = started();
        UUID replied = started();
        tell(replied, "\"status\":\"replied\"");
        world.clock.move(Duration.ofHours(73));
        world.sessions.pass();

        assertThat(db.told(silent)).containsExactly("started", "no_response");
        assertThat(db.told(replied)).containsExactly("started", "replied", "completed");
        assertThat(tell(silent, "\"status\":\"replied\"")).isEqualTo(Outcome.IGNORED);
    }
}
