package campaignflows.communication.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.channel.ChannelView;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.mail.Mails;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.web.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole mails that a mail server passes on to the webhook of an email channel. */
@NullMarked
class EmailWebhookIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final String SECRET = "a-long-secret";

    private World world;
    private UUID channel;
    private WebhookService webhook;

    @BeforeEach
    void begin() {
        world = new World(DB);
        channel = world.emailChannel(2525);
        world.channels.change(
                world.tenant,
                channel,
                new ChannelView.Change(null, null, World.json("{\"webhook_secret\":\"%s\"}".formatted(SECRET)), null));
        webhook = new WebhookService(
                new ChannelLookupRepository(),
                new InboundRepository(),
                new BlockedContactRepository(),
                new InboundChannelResolver(new ChannelLookupRepository()),
                new Receipts(new ReceiptRepository(), world.transitions, world.faults, new BlockedContactRepository()),
                DB.database(),
                world.cipher,
                new InboundBodies(),
                new InboundSignal(),
                world.clock);
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    void shouldFailWhatAReportSaysWasNotDelivered() {
        UUID id = delivered();
        String report = Mails.report(id, "failed", "5.1.1", "smtp; 550 5.1.1 User unknown");

        assertThat(post(SECRET, report)).isEqualTo(new WebhookResponse(0, 0, 0));
        assertThat(DB.status(id)).isEqualTo("failed");
        int events = DB.events().size();
        assertThat(post(SECRET, report)).isEqualTo(new WebhookResponse(0, 0, 0));
        assertThat(DB.events()).hasSize(events);
        assertThat(post(SECRET, Mails.report(Ids.v7(), "failed", "5.1.1", "smtp; 550 no")))
                .isEqualTo(new WebhookResponse(0, 0, 1));
    }

    @Test
    void shouldStoreAnAnswerOnceWithWhatItAnswers() {
        UUID id = delivered();
        String answer =
                Mails.answer("m1", "Ann <ann@example.org>", "Yes", "In-Reply-To: <%s@example.com>".formatted(id));

        assertThat(post(SECRET, answer)).isEqualTo(new WebhookResponse(1, 0, 0));
        assertThat(post(SECRET, answer)).isEqualTo(new WebhookResponse(0, 1, 0));

        assertThat(DB.values("select answers[1] from inbound_messages", UUID.class))
                .containsExactly(id);
        assertThat(DB.values("select identifiers->>'email' from inbound_messages", String.class))
                .containsExactly("ann@example.org");
    }

    @Test
    void shouldTakeOurOwnFormToo() {
        assertThat(post(SECRET, "{\"id\":\"1\",\"text\":\"Hello\",\"contact\":{\"email\":\"ann@example.org\"}}"))
                .isEqualTo(new WebhookResponse(1, 0, 0));
        assertThatThrownBy(() -> post(SECRET, "no json")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> post(SECRET, "")).isInstanceOf(ProblemException.class);
    }

    @Test
    void shouldRefuseAMailThatIsNotSigned() {
        UUID id = delivered();

        assertThatThrownBy(() -> post("another-secret", Mails.report(id, "failed", "5.1.1", "smtp; 550 no")))
                .isInstanceOf(ProblemException.class);

        assertThat(DB.status(id)).isEqualTo("delivered");
    }

    private UUID delivered() {
        UUID simulator = world.simulatedAgent(channel, "{\"delivered\":0}", List.of(), Duration.ofHours(72));
        var plan = world.plan(ChannelType.EMAIL, channel, simulator);
        world.apply(plan);
        UUID id = World.idOf(plan);
        for (CommunicationStatus status : List.of(CommunicationStatus.STARTED, CommunicationStatus.DELIVERED)) {
            world.work.useTransaction(tx -> world.transitions.apply(
                    tx,
                    List.of(StatusChange.step(
                            id,
                            status,
                            world.clock.instant(),
                            world.clock.instant().plusSeconds(3_600)))));
        }
        return id;
    }

    private WebhookResponse post(String secret, String body) {
        byte[] bytes = Mails.bytes(body);
        String time = Long.toString(world.clock.instant().getEpochSecond());
        String code = HexFormat.of().formatHex(Signatures.hmac(secret, Signatures.utf8(time + "."), bytes));
        return webhook.receive(
                channel, new SignedHead(null, null, "t=" + time + ",v1=" + code), new ByteArrayInputStream(bytes));
    }
}
