package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.support.FakeWhatsApp.Fault;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages of which nobody knows whether WhatsApp has them: a receipt settles them, or time does. */
@NullMarked
class WhatsAppUnknownIT extends WhatsAppDispatchFixture {
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HANG_UP", "SILENCE", "SERVER_ERROR"})
    void shouldSettleAnUnknownOutcomeByALateReceiptAndNeverSendAgain(Fault fault) {
        whatsapp.misbehaves(fault);
        parts = fault == Fault.SILENCE ? impatientReplica() : parts;
        UUID id = template("Ann", "today");
        parts.passAll();
        whatsapp.behave();
        assertThat(db.status(id)).isEqualTo("planned");
        assertThat(db.reason(id)).contains("a receipt may still tell");
        parts = replica();
        assertThat(parts.claims.recover(10, List.of())).isZero();
        parts.passAll();
        assertThat(whatsapp.sent()).hasSize(1);
        assertThat(db.told(id)).isEmpty();

        webhook.status(id, "delivered");

        assertThat(db.told(id)).containsExactly("delivered");
        assertThat(db.attempts(id)).containsExactly("1 accepted");
        assertThat(db.values("select count(*) from communications where lease_owner is not null", Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldFailAnUnknownOutcomeThatNoReceiptSettles() {
        whatsapp.misbehaves(Fault.HANG_UP);
        UUID id = template("Ann", "today");
        parts.passAll();
        whatsapp.behave();

        world.clock.move(Duration.ofMinutes(15));
        db.crash();
        parts = replica();
        assertThat(parts.claims.recover(10, List.of())).isEqualTo(1);
        parts.passAll();

        assertThat(whatsapp.sent()).hasSize(1);
        assertThat(db.told(id)).containsExactly("failed");
        assertThat(db.reason(id)).isEqualTo(Reasons.NO_RECEIPT);
        webhook.status(id, "delivered");
        assertThat(db.told(id)).containsExactly("failed");
    }

    @Test
    void shouldLearnAfterACrashByAReceiptThatTheMessageWasSent() {
        UUID id = template("Ann", "today");
        parts.claims.claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)));
        parts.attempts.startAttempts(List.of(id));
        db.crash();

        parts = replica();
        assertThat(parts.claims.recover(10, List.of())).isEqualTo(1);
        parts.passAll();
        assertThat(db.status(id)).isEqualTo("planned");
        assertThat(db.reason(id)).isEqualTo(Reasons.AWAITS_RECEIPT);
        assertThat(whatsapp.calls()).isZero();

        webhook.status(id, "sent");
        assertThat(db.told(id)).containsExactly("started");
    }
}
