package campaignflows.communication.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelView;
import campaignflows.communication.mail.Mails;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a mail in a mailbox to what becomes of the communication: reports end it, answers reach its session, each once. */
@NullMarked
class MailboxIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final String UNKNOWN = "smtp; 550 5.1.1 <ann@example.org>: User unknown";

    private final UUID participant = Ids.v7();
    private MailboxFixture fixture;

    @BeforeEach
    void begin() {
        fixture = new MailboxFixture(DB);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    void shouldFailWhatWasNotDeliveredOnceAndSayWhy() {
        UUID id = fixture.conversation(participant);
        fixture.comes(Mails.report(id, "failed", "5.1.1", UNKNOWN));
        int before = DB.events().size();

        assertThat(fixture.pass()).isEqualTo(1);

        assertThat(DB.status(id)).isEqualTo("failed");
        assertThat(fixture.reason(id))
                .isEqualTo("The mail was not delivered: 550 5.1.1 <ann@example.org>: User unknown");
        assertThat(DB.events()).hasSize(before + 1);
        fixture.comes(Mails.report(id, "failed", "5.1.1", UNKNOWN));
        assertThat(fixture.pass()).isEqualTo(1);
        assertThat(fixture.pass()).isZero();
        assertThat(DB.events()).hasSize(before + 1);
    }

    @Test
    void shouldNoteWhatIsDelayedAndEndNothing() {
        UUID id = fixture.conversation(participant);
        int before = DB.events().size();
        fixture.comes(Mails.report(id, "delayed", "4.2.2", "smtp; 452 4.2.2 mailbox full"));

        fixture.pass();

        assertThat(DB.status(id)).isEqualTo("delivered");
        assertThat(fixture.reason(id))
                .isEqualTo("The mail is not delivered yet, its server goes on trying: 452 4.2.2 mailbox full");
        assertThat(DB.events()).hasSize(before);
        fixture.comes(Mails.report(id, "failed", "4.4.7", "smtp; message expired"));
        fixture.pass();
        assertThat(DB.status(id)).isEqualTo("failed");
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETED", "NO_RESPONSE"})
    void shouldChangeNothingOfWhatHasEnded(CommunicationStatus ended) {
        UUID id = fixture.conversation(participant);
        fixture.step(id, ended == CommunicationStatus.COMPLETED ? CommunicationStatus.REPLIED : ended);
        if (ended == CommunicationStatus.COMPLETED) {
            fixture.step(id, ended);
        }
        int before = DB.events().size();
        fixture.comes(Mails.report(id, "failed", "5.1.1", UNKNOWN));
        fixture.comes(Mails.report(id, "delayed", "4.1.1", UNKNOWN));

        fixture.pass();

        assertThat(DB.status(id)).isEqualTo(ended.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(fixture.reason(id)).isEmpty();
        assertThat(DB.events()).hasSize(before);
    }

    @Test
    void shouldNotTouchWhatIsOfAnotherTenant() {
        UUID id = fixture.conversation(participant);
        DB.execute("update communications set tenant_id = gen_random_uuid()");
        fixture.comes(Mails.report(id, "failed", "5.1.1", UNKNOWN));
        fixture.comes(Mails.answer("m1", "eve@example.org", "I am Ann", "In-Reply-To: <%s@example.com>".formatted(id)));

        fixture.pass();

        assertThat(DB.status(id)).isEqualTo("delivered");
        assertThat(fixture.said(id)).isEmpty();
    }

    @Test
    void shouldBringAnAnswerToTheSessionThatItAnswersWhateverAddressItComesFrom() {
        UUID first = fixture.conversation(participant);
        UUID second = fixture.conversation(participant);
        fixture.comes(
                Mails.answer("m1", "ann.private@example.net", "Yes", "In-Reply-To: <%s@example.com>".formatted(first)));

        fixture.pass();

        assertThat(List.of(DB.status(first), DB.status(second))).containsExactly("replied", "delivered");
        assertThat(fixture.said(first)).containsExactly("contact Yes");
        assertThat(fixture.customers).isEmpty();
        assertThat(fixture.told).isEmpty();
    }

    @Test
    void shouldGoByTheAddressWhereNothingIsAnswered() {
        UUID id = fixture.conversation(participant);
        fixture.customers.put(Map.of("email", "ann@example.org"), World.customerOf(participant));
        fixture.comes(Mails.answer("m1", "Ann <ann@example.org>", "Yes", ""));
        fixture.comes(Mails.answer("m2", "Bob <bob@example.org>", "Hello?", ""));

        assertThat(fixture.pass()).isEqualTo(2);

        assertThat(fixture.said(id)).containsExactly("contact Yes");
        assertThat(fixture.told).hasSize(1);
        assertThat(fixture.customers).containsKey(Map.of("email", "bob@example.org"));
    }

    @Test
    void shouldBeginASessionOfThePersonWhoseConversationHasEnded() {
        UUID id = fixture.conversation(participant);
        fixture.step(id, CommunicationStatus.NO_RESPONSE);
        fixture.comes(
                Mails.answer("m1", "ann.private@example.net", "Late", "References: <%s@example.com>".formatted(id)));

        fixture.pass();

        assertThat(fixture.told).hasSize(1);
        assertThat(fixture.customers).isEmpty();
        assertThat(DB.values("select customer_id from inbound_messages", UUID.class))
                .containsExactly(World.customerOf(participant));
    }

    @Test
    void shouldNotTakeAnAbsenceNoticeForAnAnswer() {
        UUID id = fixture.conversation(participant);
        fixture.comes(Mails.answer(
                "m1",
                "ann@example.org",
                "I am away",
                "Auto-Submitted: auto-replied\nIn-Reply-To: <%s@example.com>".formatted(id)));

        assertThat(fixture.pass()).isEqualTo(1);

        assertThat(DB.status(id)).isEqualTo("delivered");
        assertThat(DB.values("select count(*) from inbound_messages", Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldGoOnWhereItWasAfterARestart() {
        fixture.comes(Mails.answer("m1", "ann@example.org", "One", ""));
        assertThat(fixture.pass()).isEqualTo(1);
        fixture.comes(Mails.answer("m2", "ann@example.org", "Two", ""));
        fixture.world.clock.move(Duration.ofSeconds(15));

        assertThat(fixture.service().read(fixture.channel())).isEqualTo(1);

        assertThat(DB.values("select text from inbound_messages order by id", String.class))
                .containsExactly("One", "Two");
    }

    @Test
    void shouldReadAgainWhatWasNotCommittedAndStoreNothingTwice() {
        fixture.comes(Mails.answer("m1", "ann@example.org", "One", ""));
        DB.execute("alter table inbound_messages add constraint broken check (text <> 'One')");
        assertThat(fixture.pass()).isZero();
        assertThat(fixture.world
                        .channels
                        .get(fixture.world.tenant, fixture.channel)
                        .mailboxTrouble())
                .startsWith("An error of this service");
        DB.execute("alter table inbound_messages drop constraint broken");
        fixture.world.clock.move(Duration.ofMinutes(1));

        assertThat(fixture.pass()).isEqualTo(1);

        assertThat(DB.values("select text from inbound_messages", String.class)).containsExactly("One");
        assertThat(fixture.world
                        .channels
                        .get(fixture.world.tenant, fixture.channel)
                        .mailboxTrouble())
                .isNull();
    }

    @Test
    void shouldLetOneReplicaReadAtATimeAndStoreNothingOfOneThatLostItsLease() throws Exception {
        for (int i = 0; i < 30; i++) {
            fixture.comes(Mails.answer("m" + i, "ann@example.org", "Text " + i, ""));
        }
        Channel channel = fixture.channel();
        List<Callable<Integer>> replicas = List.of(
                () -> fixture.service().read(channel),
                () -> fixture.service().read(channel),
                () -> fixture.service().read(channel));
        int read = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (var result : threads.invokeAll(replicas)) {
                read += result.get();
            }
        }

        assertThat(read).isEqualTo(30);
        assertThat(DB.values("select count(*) from inbound_messages", Integer.class))
                .containsExactly(30);
        DB.execute(
                "update mailboxes set lease_owner = gen_random_uuid(), lease_until = now() + interval '1 hour', due_at = now()");
        fixture.comes(Mails.answer("more", "ann@example.org", "More", ""));
        assertThat(fixture.pass()).isZero();
    }

    @Test
    void shouldLeaveAloneWhatCameBeforeTheMailboxWasGiven() {
        UUID id = fixture.conversation(participant);
        fixture.comes(Mails.report(id, "failed", "5.1.1", UNKNOWN));
        fixture.world.clock.move(Duration.ofHours(1));
        fixture.world.channels.change(
                fixture.world.tenant,
                fixture.channel,
                new ChannelView.Change(null, fixture.settings("INBOX"), World.json(MailboxFixture.LOGIN), null));

        assertThat(fixture.pass()).isZero();

        assertThat(DB.status(id)).isEqualTo("delivered");
    }

    @Test
    void shouldReadOnByMessageIdsWhenTheServerHasGivenNewNumbers() {
        fixture.comes(Mails.answer("m1", "ann@example.org", "One", ""));
        fixture.pass();
        DB.execute("update mailboxes set uid_validity = uid_validity - 1, last_uid = 4711");
        fixture.comes(Mails.answer("m2", "ann@example.org", "Two", ""));

        fixture.pass();

        assertThat(DB.values("select count(*) from inbound_messages", Integer.class))
                .containsExactly(2);
        assertThat(DB.values("select last_uid from mailboxes", Long.class)).containsExactly(2L);
    }

    @Test
    void shouldSayThatTheSignInIsRefusedAndTryAgainAtOnceWhenItIsChanged() {
        fixture.user.setPassword("changed");
        assertThat(fixture.pass()).isZero();
        assertThat(fixture.world
                        .channels
                        .get(fixture.world.tenant, fixture.channel)
                        .mailboxTrouble())
                .isEqualTo(
                        "The mailbox refused the sign-in: check the channel's username and password, or the mailbox's own");
        assertThat(fixture.mailboxes.due(10)).isEmpty();

        fixture.comes(Mails.answer("m1", "ann@example.org", "One", ""));
        fixture.world.channels.change(
                fixture.world.tenant,
                fixture.channel,
                new ChannelView.Change(
                        null,
                        null,
                        World.json("{\"mailbox_username\":\"us@example.com\",\"mailbox_password\":\"changed\"}"),
                        null));

        assertThat(fixture.pass()).isEqualTo(1);
        assertThat(fixture.world
                        .channels
                        .get(fixture.world.tenant, fixture.channel)
                        .mailboxTrouble())
                .isNull();
    }

    @Test
    void shouldSayThatTheServerIsAwayOrHasNoSuchFolder() {
        fixture.world.channels.change(
                fixture.world.tenant,
                fixture.channel,
                new ChannelView.Change(null, fixture.settings("Missing"), null, null));
        fixture.pass();
        assertThat(fixture.world
                        .channels
                        .get(fixture.world.tenant, fixture.channel)
                        .mailboxTrouble())
                .isEqualTo("The mailbox has no folder Missing: check the channel's mailbox.folder");

        fixture.server.stop();
        fixture.world.clock.move(Duration.ofMinutes(15));
        fixture.pass();
        assertThat(fixture.world
                        .channels
                        .get(fixture.world.tenant, fixture.channel)
                        .mailboxTrouble())
                .startsWith("The mailbox cannot be reached");
    }

    @Test
    void shouldChangeNothingInTheMailbox() throws Exception {
        fixture.comes(Mails.answer("m1", "ann@example.org", "One", ""));
        fixture.pass();

        assertThat(fixture.server.getReceivedMessages()).hasSize(1);
        assertThat(fixture.server
                        .getManagers()
                        .getImapHostManager()
                        .getInbox(fixture.user)
                        .getUnseenCount())
                .isEqualTo(1);
    }
}
