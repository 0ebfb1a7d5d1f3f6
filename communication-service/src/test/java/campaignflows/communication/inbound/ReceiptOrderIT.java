package campaignflows.communication.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.channel.ChannelView;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.mail.Mails;
import campaignflows.communication.support.FakeWhatsApp;
import campaignflows.communication.support.StatusModel;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.web.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Receipts in any order, repeated, late and forged, beside a model of the statuses. */
@NullMarked
class ReceiptOrderIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final int ROUNDS = 12;
    private static final int RECEIPTS = 25;
    private static final String SECRET = "a-long-secret";

    private final long seed = Long.getLong("order.seed", System.nanoTime());
    private World world;

    @BeforeEach
    void begin() {
        world = new World(DB);
        System.out.println("order.seed " + seed);
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    /** What comes of it is what the model says, step by step. */
    private interface Callback {
        void to(UUID communication, StatusModel model);
    }

    private void inAnyOrder(List<UUID> ids, List<StatusModel> models, List<Callback> callbacks, Random random) {
        for (int i = 0; i < RECEIPTS; i++) {
            int one = random.nextInt(ids.size());
            callbacks.get(random.nextInt(callbacks.size())).to(ids.get(one), models.get(one));
            assertThat(DB.status(ids.get(one)))
                    .as("seed %d", seed)
                    .isEqualTo(models.get(one).status());
        }
        for (int i = 0; i < ids.size(); i++) {
            List<String> told = DB.told(ids.get(i));
            assertThat(told.subList(told.size() - models.get(i).told().size(), told.size()))
                    .as("seed %d", seed)
                    .isEqualTo(models.get(i).told());
            assertThat(StatusModel.isForward("planned", told))
                    .as("%s, seed %d", told, seed)
                    .isTrue();
        }
    }

    @Test
    @DisplayName("M1: WhatsApp's receipts")
    void shouldGoForwardOnlyByReceiptsOfWhatsApp() {
        UUID channel = world.whatsAppChannel(FakeWhatsApp.NUMBER);
        WhatsAppWebhook webhook = new WhatsAppWebhook(world, channel);
        Random random = new Random(seed);
        List<Callback> callbacks = new ArrayList<>();
        callbacks.add((id, model) -> {
            webhook.status(id, "sent");
            model.callback("started");
        });
        for (String status : List.of("delivered", "read")) {
            callbacks.add((id, model) -> {
                webhook.status(id, status);
                model.callback(status);
            });
        }
        callbacks.add((id, model) -> {
            webhook.status(id, "played");
            model.callback("read");
        });
        callbacks.add((id, model) -> {
            webhook.failed(id, 131_026, "Message undeliverable");
            model.callback("failed");
        });
        callbacks.add((id, model) -> webhook.status(id, "warning"));
        for (String status : List.of("failed", "read")) {
            callbacks.add((id, model) ->
                    assertThatThrownBy(() -> webhook.forged(id, status)).isInstanceOf(ProblemException.class));
        }
        for (int round = 0; round < ROUNDS; round++) {
            List<UUID> ids = IntStream.range(0, 3)
                    .mapToObj(i -> conversation(ChannelType.WHATSAPP, channel, random))
                    .toList();
            inAnyOrder(ids, models(ids), callbacks, random);
        }
    }

    @Test
    @DisplayName("M1: delivery reports of mail")
    void shouldGoForwardOnlyByDeliveryReports() {
        UUID channel = world.emailChannel(2525);
        world.channels.change(
                world.tenant,
                channel,
                new ChannelView.Change(null, null, World.json("{\"webhook_secret\":\"%s\"}".formatted(SECRET)), null));
        Random random = new Random(seed);
        List<Callback> callbacks = List.of(
                (id, model) -> {
                    post(channel, SECRET, Mails.report(id, "failed", "5.1.1", "smtp; 550 5.1.1 User unknown"));
                    model.callback("failed");
                },
                (id, model) -> post(channel, SECRET, Mails.report(id, "delayed", "4.4.1", "smtp; 421 try later")),
                (id, model) -> post(channel, SECRET, Mails.report(id, "delayed", "4.2.2", "smtp; 452 mailbox full")),
                (id, model) -> assertThatThrownBy(() ->
                                post(channel, "another-secret", Mails.report(id, "failed", "5.1.1", "smtp; 550 no")))
                        .isInstanceOf(ProblemException.class),
                (id, model) -> post(
                        channel,
                        SECRET,
                        Mails.report(UUID.randomUUID(), "failed", "5.1.1", "smtp; 550 of somebody else's mail")));
        for (int round = 0; round < ROUNDS; round++) {
            List<UUID> ids = IntStream.range(0, 6)
                    .mapToObj(i -> conversation(ChannelType.EMAIL, channel, random))
                    .toList();
            inAnyOrder(ids, models(ids), callbacks, random);
        }
    }

    /** At any status that callbacks may find. */
    private UUID conversation(ChannelType type, UUID channel, Random random) {
        UUID agent = world
                .db
                .values("select agent_id from agent_channels where channel_id = '" + channel + "'", UUID.class)
                .stream()
                .findFirst()
                .orElseGet(() -> world.simulatedAgent(
                        channel, "{\"delivered\":0,\"failed\":0}", List.of(), Duration.ofHours(72)));
        var plan = world.plan(type, channel, agent);
        world.apply(plan);
        UUID id = World.idOf(plan);
        List<List<CommunicationStatus>> ways = List.of(
                List.of(CommunicationStatus.STARTED),
                List.of(CommunicationStatus.STARTED, CommunicationStatus.DELIVERED),
                List.of(CommunicationStatus.STARTED, CommunicationStatus.REPLIED),
                List.of(CommunicationStatus.STARTED, CommunicationStatus.DELIVERED, CommunicationStatus.NO_RESPONSE),
                List.of(CommunicationStatus.STARTED, CommunicationStatus.COMPLETED));
        for (CommunicationStatus status : ways.get(random.nextInt(ways.size()))) {
            world.work.useTransaction(tx -> world.transitions.apply(
                    tx,
                    List.of(StatusChange.step(
                            id,
                            status,
                            world.clock.instant(),
                            status.isFinal() ? null : world.clock.instant().plusSeconds(3_600)))));
        }
        return id;
    }

    private static List<StatusModel> models(List<UUID> ids) {
        return ids.stream().map(id -> new StatusModel(DB.status(id))).toList();
    }

    private void post(UUID channel, String secret, String mail) {
        byte[] bytes = Mails.bytes(mail);
        String time = Long.toString(world.clock.instant().getEpochSecond());
        String code = HexFormat.of().formatHex(Signatures.hmac(secret, Signatures.utf8(time + "."), bytes));
        Webhooks.of(world)
                .receive(
                        channel,
                        new SignedHead(null, null, "t=" + time + ",v1=" + code),
                        new ByteArrayInputStream(bytes));
    }
}
