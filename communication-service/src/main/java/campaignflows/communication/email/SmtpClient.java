package campaignflows.communication.email;

import campaignflows.communication.sending.SendOutcome;
import jakarta.inject.Singleton;

/** Hands mails to mail servers, over connections that are used again. Blocks its thread, which should be a platform one. */
@Singleton
public final class SmtpClient {
    private final SmtpConnections connections;

    public SmtpClient(SmtpConnections connections) {
        this.connections = connections;
    }

    public SendOutcome send(SmtpServer server, Mail mail) {
        if (mail.from().needsSmtpUtf8()) {
            return new SendOutcome.ChannelFaulty(
                    "The channel's from has letters other than those of ASCII before the @: give another address");
        }
        boolean utf8 = mail.to().needsSmtpUtf8();
        SmtpConnection connection = connections.take(server, utf8);
        SendOutcome outcome = connection.send(mail);
        connections.giveBack(server, utf8, connection);
        return outcome;
    }
}
