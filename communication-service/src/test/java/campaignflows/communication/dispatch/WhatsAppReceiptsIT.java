package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.sending.SendOutcome;
import campaignflows.platform.contracts.Ids;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What receipts of WhatsApp do to communications, in whatever order they come. */
@NullMarked
class WhatsAppReceiptsIT extends WhatsAppDispatchFixture {
    @Test
    void shouldMakeEachStepOnceInWhateverOrderReceiptsCome() {
        UUID id = template("Ann", "today");
        parts.passAll();

        for (String status : List.of("read", "sent", "delivered", "read", "sent", "delivered")) {
            webhook.status(id, status);
        }

        assertThat(db.told(id)).containsExactly("started", "read");
    }

    @Test
    void shouldCloseWithoutAnswerByTheAgentsTimeAfterReceipts() {
        UUID id = template("Ann", "today");
        parts.passAll();
        webhook.status(id, "delivered");

        world.clock.move(Duration.ofHours(72).minusSeconds(1));
        world.sessions.pass();
        world.sessions.pass();
        assertThat(db.told(id)).containsExactly("started", "delivered");
        world.clock.move(Duration.ofSeconds(2));
        world.sessions.pass();
        assertThat(db.told(id)).containsExactly("started", "delivered", "no_response");
        webhook.status(id, "read");
        assertThat(db.told(id)).hasSize(3);
    }

    @Test
    void shouldFailByAReceiptWithItsReason() {
        UUID id = template("Ann", "today");
        parts.passAll();

        webhook.failed(id, 131_026, "Message undeliverable");

        assertThat(db.told(id)).containsExactly("started", "failed");
        assertThat(db.reason(id))
                .isEqualTo("WhatsApp cannot deliver to this contact: Message undeliverable (code 131026)");
        assertThat(db.faults()).isEmpty();
    }

    @Test
    void shouldStopTheCampaignWhenAReceiptSaysThatNothingElseWillGetThrough() {
        UUID id = template("Ann", "today");
        parts.passAll();

        webhook.failed(id, 131_042, "Business eligibility payment issue");

        assertThat(db.told(id)).containsExactly("started", "failed");
        assertThat(db.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.data().message()).contains("payment issue", "131042"));
    }

    @Test
    void shouldNotStopALaterRunForWhatAnEarlierOneSent() {
        UUID id = template("Ann", "today");
        parts.passAll();
        world.run(1, false);
        world.clock.move(Duration.ofMinutes(1));
        world.run(2, true);

        webhook.failed(id, 131_042, "Business eligibility payment issue");

        assertThat(db.told(id)).containsExactly("started", "failed");
        assertThat(db.faults()).isEmpty();
    }

    @Test
    void shouldKnowAMessageByWhatsAppsIdWhenOursDoesNotComeBack() {
        UUID id = template("Ann", "today");
        parts.passAll();

        webhook.statusOf(whatsapp.sent().getFirst().wamid(), "delivered");
        webhook.statusOf("wamid.of-somebody-else", "read");

        assertThat(db.told(id)).containsExactly("started", "delivered");
    }

    @Test
    void shouldLetNoOtherTenantsReceiptsCount() {
        UUID id = template("Ann", "today");
        parts.passAll();
        db.execute("update communications set tenant_id = '" + Ids.v7() + "'");

        webhook.status(id, "read");

        assertThat(db.told(id)).containsExactly("started");
    }

    @Test
    void shouldTakeAReceiptThatOvertakesTheAnswer() {
        UUID id = template("Ann", "today");
        List<ClaimedCommunication> claimed = parts.claims
                .claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)))
                .claimed();
        var attempt = parts.attempts.startAttempts(List.of(id)).getFirst();
        webhook.status(id, "delivered");

        parts.attempts.finish(List.of(new Attempts.Result(
                attempt,
                claimed.getFirst().agent(),
                new SendOutcome.Accepted(null, SendOutcome.Counts.AS_STARTED, "wamid.1"))));

        assertThat(db.told(id)).containsExactly("delivered");
        assertThat(db.attempts(id)).containsExactly("1 accepted");
    }
}
