package campaignflows.communication.mailbox;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.channel.ChannelView;
import campaignflows.communication.email.AccessTokens;
import campaignflows.communication.email.MailLogins;
import campaignflows.communication.email.MailboxConnections;
import campaignflows.communication.inbound.ContactDirectory;
import campaignflows.communication.inbound.InboundService;
import campaignflows.communication.inbound.MailIntakes;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.mail.Mails;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.Ways;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.participant.InboundContact;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

/** An email channel whose mailbox is on a real IMAP server of somebody else's. */
@NullMarked
final class MailboxFixture implements ContactDirectory, AutoCloseable {
    static final String LOGIN = "{\"mailbox_username\":\"us@example.com\",\"mailbox_password\":\"secret\"}";

    final World world;
    final UUID channel;
    final UUID simulator;
    final InboundService inbound;
    final MailboxService mailboxes;
    final GreenMail server;
    final GreenMailUser user;
    /** Customers by identifiers. */
    final Map<Map<String, String>, UUID> customers = new HashMap<>();

    final List<InboundContact.Session> told = new ArrayList<>();

    MailboxFixture(TestDatabase db) {
        ServerSetup imap = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP);
        imap.setServerStartupTimeout(60_000);
        server = new GreenMail(imap);
        server.start();
        user = server.setUser("us@example.com", "us@example.com", "secret");
        world = new World(db);
        // The mail server's clock is the real one.
        world.clock.move(Duration.between(world.clock.instant(), Instant.now()));
        channel = world.channels
                .create(
                        world.tenant,
                        new ChannelView.New("Mail", ChannelType.EMAIL, settings("INBOX"), World.json(LOGIN), null))
                .id();
        simulator = world.simulatedAgent(channel, "{\"delivered\":0,\"failed\":0}", List.of(), Duration.ofHours(72));
        inbound = MailIntakes.inbound(world, this);
        mailboxes = service();
    }

    com.fasterxml.jackson.databind.JsonNode settings(String folder) {
        return World.json("""
                {"host":"127.0.0.1","port":25,"security":"none","from":"us@example.com",
                 "mailbox":{"host":"127.0.0.1","port":%d,"security":"none","folder":"%s"}}
                """.formatted(server.getImap().getPort(), folder));
    }

    /** Another replica. */
    MailboxService service() {
        CommunicationConfig config = Settings.with(Map.of());
        return new MailboxService(
                new MailboxRepository(),
                new ChannelLookupRepository(),
                new MailboxConnections(config, Settings.ADDRESSES),
                new MailLogins(new AccessTokens(Ways.http(config), world.clock)),
                new ChannelCredentials(world.cipher),
                MailIntakes.intake(world),
                world.work,
                world.clock,
                config);
    }

    @Override
    public synchronized UUID customerOf(InboundContact.Query query) {
        return customers.computeIfAbsent(query.identifiers(), who -> Ids.v7());
    }

    @Override
    public synchronized List<Optional<UUID>> customersOf(UUID tenantId, List<InboundContact.Contact> contacts) {
        return contacts.stream()
                .map(contact -> Optional.of(customers.computeIfAbsent(contact.identifiers(), who -> Ids.v7())))
                .toList();
    }

    @Override
    public synchronized void tell(UUID customerId, InboundContact.Session session) {
        told.add(session);
    }

    @Override
    public synchronized void tell(InboundContact.Sessions begun) {
        begun.sessions().forEach(each -> told.add(each.session()));
    }

    void comes(String mail) {
        try {
            user.deliver(new MimeMessage(
                    Session.getInstance(new Properties()), new ByteArrayInputStream(Mails.bytes(mail))));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Looks into what is due, as the service does, and carries on what came. */
    int pass() {
        world.clock.move(Duration.ofSeconds(15));
        int read = 0;
        for (Channel each : mailboxes.due(10)) {
            read += mailboxes.read(each);
        }
        carryOn();
        return read;
    }

    void carryOn() {
        try {
            inbound.pass();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Channel channel() {
        return world.work
                .read(tx -> new ChannelLookupRepository().all(tx, List.of(channel)))
                .getFirst();
    }

    UUID conversation(UUID participant) {
        var plan = world.plan(ChannelType.EMAIL, channel, simulator, participant, world.now());
        world.apply(plan);
        UUID id = World.idOf(plan);
        step(id, CommunicationStatus.STARTED);
        step(id, CommunicationStatus.DELIVERED);
        return id;
    }

    void step(UUID communication, CommunicationStatus to) {
        world.clock.move(Duration.ofSeconds(1));
        world.work.useTransaction(tx -> world.transitions.apply(
                tx,
                List.of(StatusChange.step(
                        communication,
                        to,
                        world.clock.instant(),
                        to.isFinal() ? null : world.clock.instant().plus(Duration.ofHours(1))))));
    }

    List<String> said(UUID communication) {
        return world.db.values(
                "select sender || ' ' || text from messages join communications using (session_id) where communications.id = '"
                        + communication + "' order by messages.at, number",
                String.class);
    }

    String reason(UUID communication) {
        return world.db
                .values(
                        "select coalesce(reason, '') from communications where id = '" + communication + "'",
                        String.class)
                .getFirst();
    }

    @Override
    public void close() {
        server.stop();
    }
}
