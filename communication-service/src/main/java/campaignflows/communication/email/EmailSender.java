package campaignflows.communication.email;

import jakarta.inject.Singleton;

/** Hands mails to mail servers, over connections that are used again. Blocks its thread, which should be a platform one. */
@Singleton
public final class EmailSender {
    private final SmtpConnections connections;

    public EmailSender(SmtpConnections connections) {
        this.connections = connections;
    }

    public SendOutcome send(SmtpServer server, Mail mail) {
        SmtpConnection connection = connections.take(server);
        SendOutcome outcome = connection.send(mail);
        connections.giveBack(server, connection);
        return outcome;
    }
}
