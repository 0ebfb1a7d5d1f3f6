package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.blockedcontact.BlockedContactService;
import campaignflows.communication.blockedcontact.BlockedContactView;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.inbound.MailIntakes;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.mail.MailReader;
import campaignflows.communication.mail.Mails;
import campaignflows.communication.support.FakeSmtpServer;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.web.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mail that came back from an address that does not exist: nothing more is sent there, until somebody knows better. */
@NullMarked
class DeadAddressIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final String UNKNOWN = "smtp; 550 5.1.1 <ann@example.org>: User unknown";

    private final UUID ann = Ids.v7();
    private final Map<UUID, String> addresses = new HashMap<>(Map.of(ann, "ann@example.org"));
    private World world;
    private FakeSmtpServer server;
    private UUID channel;
    private UUID agent;
    private DispatchParts parts;
    private BlockedContactService blocks;

    @BeforeEach
    void begin() throws IOException {
        world = new World(DB);
        server = new FakeSmtpServer();
        channel = world.emailChannel(server.port());
        agent = world.messageAgent(channel);
        parts = new DispatchParts(world, this::contacts, Map.of());
        blocks = new BlockedContactService(new BlockedContactRepository(), world.work, world.audit);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    void shouldSkipLaterMailToAnAddressFromWhichOneCameBack() throws Exception {
        returned(sent(ann), "failed", "5.1.1", UNKNOWN);

        UUID next = plan(ann);
        UUID bens = plan(Ids.v7());
        pass();

        assertThat(DB.status(next)).isEqualTo("skipped");
        assertThat(DB.reason(next)).isEqualTo(Reasons.ADDRESS_DEAD).contains("change the contact's email address");
        assertThat(DB.told(next)).containsExactly("skipped");
        assertThat(DB.status(bens)).isEqualTo("delivered");
        assertThat(server.mails()).hasSize(2);
    }

    @Test
    void shouldSkipItOnOtherEmailChannelsOfTheTenantToo() throws Exception {
        returned(sent(ann), "failed", "5.1.1", UNKNOWN);
        channel = world.channels
                .create(
                        world.tenant,
                        new campaignflows.communication.channel.ChannelView.New(
                                "Other", ChannelType.EMAIL, World.json("""
                                {"host":"127.0.0.1","port":%d,"security":"none","from":"b@example.com"}
                                """.formatted(server.port())), null, null))
                .id();
        agent = world.agents
                .create(
                        world.tenant,
                        new campaignflows.communication.agent.AgentView.New(
                                "Other",
                                campaignflows.platform.contracts.communication.AgentKind.MESSAGE,
                                List.of(channel),
                                null,
                                null,
                                Duration.ofHours(72)))
                .id();

        UUID next = plan(ann);
        pass();

        assertThat(DB.status(next)).isEqualTo("skipped");
    }

    @Test
    void shouldSkipWhatTheServerHasRefusedForItsAddressAtOnce() throws Exception {
        server.answer("RCPT", "550 5.1.1 no such user");
        UUID refused = plan(ann);
        pass();
        assertThat(DB.status(refused)).isEqualTo("failed");
        assertThat(DB.reason(refused)).isEqualTo("The mail server refused it: 550 5.1.1 no such user");
        server.behave();

        UUID next = plan(ann);
        pass();

        assertThat(DB.status(next)).isEqualTo("skipped");
        assertThat(server.mails()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "failed, 5.7.1, 550 5.7.1 taken for spam",
        "failed, 5.2.2, 552 5.2.2 mailbox full",
        "failed, 5.3.4, 552 5.3.4 too large",
        "failed, 5.0.0, 554 refused by a policy",
        "failed, 5.0.0, 550 5.7.1 taken for spam",
        "failed, 4.4.7, 450 4.1.1 waited for too long",
        "delayed, 4.1.1, 450 4.1.1 later"
    })
    void shouldGoOnAfterWhatSaysNothingOfTheAddress(String action, String status, String answer) throws Exception {
        returned(sent(ann), action, status, "smtp; " + answer);

        assertThat(DB.status(sent(ann))).isEqualTo("delivered");
    }

    @ParameterizedTest
    @CsvSource({
        "5.1.2, 550 5.1.2 no such domain",
        "5.1.10, 556 5.1.10 takes no mail",
        "5.2.1, 550 5.2.1 mailbox disabled",
        "5.4.4, no such host",
        "5.4.1, 550 5.4.1 Recipient address rejected: Access denied",
        "5.0.0, 550 No such user here",
        "5.0.0, 550-5.1.1 does not exist"
    })
    void shouldKnowTheWaysToSayThatAnAddressIsDead(String status, String answer) throws Exception {
        returned(sent(ann), "failed", status, "smtp; " + answer);

        UUID next = plan(ann);
        pass();

        assertThat(DB.status(next)).isEqualTo("skipped");
    }

    @Test
    void shouldSendAgainWhenTheAddressIsChangedAndNotWhenItIsOnlyWrittenInAnotherWay() throws Exception {
        returned(sent(ann), "failed", "5.1.1", UNKNOWN);
        addresses.put(ann, "Ann@EXAMPLE.org");
        UUID other = plan(ann);
        pass();
        assertThat(DB.status(other)).isEqualTo("skipped");

        addresses.put(ann, "ann@example.net");

        assertThat(DB.status(sent(ann))).isEqualTo("delivered");
    }

    /** The address was changed between the mail and its return: the new one is not to blame. */
    @Test
    void shouldBlockTheAddressThatTheMailWasSentTo() throws Exception {
        UUID mail = sent(ann);
        addresses.put(ann, "ann@example.net");

        returned(mail, "failed", "5.1.1", UNKNOWN);

        assertThat(DB.status(sent(ann))).isEqualTo("delivered");
        addresses.put(ann, "ann@example.org");
        UUID old = plan(ann);
        pass();
        assertThat(DB.status(old)).isEqualTo("skipped");
    }

    @Test
    void shouldSendAgainWhenSomebodyLiftsItAndNotTakeARepeatForNews() throws Exception {
        UUID mail = sent(ann);
        returned(mail, "failed", "5.1.1", UNKNOWN);

        assertThat(lift(world.tenant, ChannelType.TELEGRAM, "ann@example.org")).isZero();
        assertThat(lift(Ids.v7(), ChannelType.EMAIL, "ann@example.org")).isZero();
        assertThat(lift(world.tenant, ChannelType.EMAIL, " Ann@example.org ")).isEqualTo(1);
        assertThat(lift(world.tenant, ChannelType.EMAIL, "ann@example.org")).isZero();
        returned(mail, "failed", "5.1.1", UNKNOWN);

        UUID again = sent(ann);
        assertThat(DB.status(again)).isEqualTo("delivered");
        returned(again, "failed", "5.1.1", UNKNOWN);
        assertThat(blocks.lift(
                                world.tenant,
                                ChannelType.EMAIL,
                                new BlockedContactView.Lift(null, World.customerOf(ann)),
                                Actor.system("test"))
                        .lifted())
                .isEqualTo(1);
        assertThat(DB.status(sent(ann))).isEqualTo("delivered");
    }

    @Test
    void shouldRefuseToLiftWhatIsNotClear() {
        for (BlockedContactView.Lift body : List.of(
                new BlockedContactView.Lift(null, null),
                new BlockedContactView.Lift("ann@example.org", ann),
                new BlockedContactView.Lift("  ", null),
                new BlockedContactView.Lift("x".repeat(321), null))) {
            assertThatThrownBy(() -> blocks.lift(world.tenant, ChannelType.EMAIL, body, Actor.system("test")))
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void shouldSendAgainWhenTheContactWrites() throws Exception {
        returned(sent(ann), "failed", "5.1.1", UNKNOWN);

        comesIn(Mails.answer("m1", "Ann <ann@example.org>", "I am back", ""));

        assertThat(DB.status(sent(ann))).isEqualTo("delivered");
    }

    @Test
    void shouldKeepNothingOfTheAddressOfAPersonWhoIsErased() throws Exception {
        UUID mail = sent(ann);
        assertThat(DB.values("select address_digest from attempts", String.class))
                .containsExactly(BlockedContactRepository.digest(ChannelType.EMAIL, "ann@example.org"));
        UUID bens = sent(Ids.v7());
        returned(mail, "failed", "5.1.1", UNKNOWN);

        world.apply(world.erase(ann));

        assertThat(DB.values("select count(*) from blocked_contacts", Integer.class))
                .containsExactly(0);
        assertThat(DB.values("select communication_id from attempts where address_digest is not null", UUID.class))
                .containsExactly(bens);
        returned(mail, "failed", "5.1.1", UNKNOWN);
        assertThat(DB.values("select count(*) from blocked_contacts", Integer.class))
                .containsExactly(0);
    }

    private int lift(UUID tenant, ChannelType type, String address) {
        return blocks.lift(tenant, type, new BlockedContactView.Lift(address, null), Actor.system("test"))
                .lifted();
    }

    private UUID plan(UUID participant) {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.EMAIL, channel, agent, participant, world.now());
        world.apply(plan);
        return idOf(plan);
    }

    private UUID sent(UUID participant) throws Exception {
        UUID id = plan(participant);
        pass();
        return id;
    }

    private void returned(UUID communication, String action, String status, String diagnostic) {
        world.clock.move(Duration.ofMinutes(1));
        comesIn(Mails.report(communication, action, status, diagnostic));
    }

    private void comesIn(String mail) {
        world.work.useTransaction(tx -> MailIntakes.intake(world)
                .store(
                        tx,
                        new ChannelLookupRepository().all(tx, List.of(channel)).getFirst(),
                        List.of(MailReader.read(Mails.bytes(mail))),
                        world.clock.instant()));
    }

    private void pass() throws Exception {
        for (Future<?> batch : parts.dispatcher.poll().batches()) {
            batch.get();
        }
    }

    private Map<UUID, ContactPoints.Contact> contacts(List<UUID> participants) {
        return participants.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        participant -> new ContactPoints.Contact(
                                world.tenant,
                                participant,
                                Map.of(
                                        ChannelType.EMAIL,
                                        addresses.getOrDefault(participant, participant + "@example.org")),
                                Set.of())));
    }
}
