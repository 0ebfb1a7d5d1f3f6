package campaignflows.communication.email;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.EmailSettings;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.sending.ChannelFaultException;
import campaignflows.communication.sending.MessageSender;
import campaignflows.communication.sending.ProviderMessage;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SenderFactory;
import campaignflows.platform.contracts.communication.ChannelType;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sender of email channels, by SMTP. */
@Singleton
public final class EmailSenderFactory implements SenderFactory {
    private final SmtpClient smtp;
    private final ChannelCredentials credentials;
    private final MailServerRules mailServers;
    private final MailLogins logins;
    private final List<UnsubscribeLinks> links;
    private final int slots;

    @Inject
    public EmailSenderFactory(
            SmtpClient smtp,
            ChannelCredentials credentials,
            MailServerRules mailServers,
            MailLogins logins,
            @All List<UnsubscribeLinks> links,
            CommunicationConfig config) {
        this.mailServers = mailServers;
        this.logins = logins;
        this.links = List.copyOf(links);
        this.smtp = smtp;
        this.credentials = credentials;
        this.slots = config.email().connectionsPerChannel();
    }

    @Override
    public ChannelType type() {
        return ChannelType.EMAIL;
    }

    @Override
    public MessageSender open(Channel channel) {
        if (!(channel.settings() instanceof EmailSettings settings)) {
            throw new ChannelFaultException(
                    "The settings of the channel %s cannot be read: enter them again".formatted(channel.name()));
        }
        if (mailServers.problemOfHost(settings.host()).isPresent()
                || mailServers.problemOfPort(settings.port()).isPresent()) {
            throw new ChannelFaultException(
                    "The channel %s has a host or port that mail may not be sent to: give others, or ask the operator"
                            .formatted(channel.name()));
        }
        MailAddress from = MailAddress.parse(settings.from())
                .filter(mailbox -> !mailbox.needsSmtpUtf8())
                .orElseThrow(() -> new ChannelFaultException(
                        "The channel %s has a from that no mail can be sent by: give another address"
                                .formatted(channel.name())));
        MailLogin login = logins.forSending(channel.id(), channel.revision(), settings, credentials.of(channel));
        return new EmailMessageSender(new SmtpServer(channel.id(), channel.revision(), settings, login), from);
    }

    private @Nullable URI unsubscribe(UUID communicationId) {
        return links.stream()
                .flatMap(each -> each.of(communicationId).stream())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable MailAddress address(@Nullable String setting) {
        return setting == null ? null : MailAddress.ofContact(setting).orElse(null);
    }

    private final class EmailMessageSender implements MessageSender {
        private final SmtpServer server;
        private final MailAddress from;
        private final @Nullable MailAddress replyTo;
        private final @Nullable MailAddress bouncesTo;

        private EmailMessageSender(SmtpServer server, MailAddress from) {
            this.server = server;
            this.from = from;
            this.replyTo = address(server.settings().replyTo());
            this.bouncesTo = address(server.settings().bouncesTo());
        }

        @Override
        public String peer() {
            return server.settings().host().toLowerCase(Locale.ROOT) + ":"
                    + server.settings().port();
        }

        @Override
        public int slots() {
            return slots;
        }

        @Override
        public SendOutcome send(ProviderMessage message) {
            Optional<MailAddress> to = MailAddress.ofContact(message.address());
            String body = message.content().body();
            if (to.isEmpty() || body == null) {
                return new SendOutcome.RefusedForGood(
                        to.isEmpty() ? "The contact's email address is not one" : "There is nothing to send");
            }
            return smtp.send(
                    server,
                    new Mail(
                            message.communicationId(),
                            from,
                            to.get(),
                            message.content().subject(),
                            body,
                            message.at(),
                            replyTo,
                            bouncesTo,
                            unsubscribe(message.communicationId())));
        }
    }
}
