package campaignflows.local.mail;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** Takes every mail for everyone, and says 250 only when it is stored. */
final class SmtpReceiver implements AutoCloseable {
    static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
    private static final int MAX_RECIPIENTS = 1_000;
    private static final int MAX_CONNECTIONS = 200;
    /** Bounds the memory for mails that are being taken at the same time; more wait for their turn. */
    private static final int AT_ONCE = 8;

    private final MailStore store;
    private final Clock clock;
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final SMTPServer server;

    SmtpReceiver(MailStore store, InetAddress address, int port, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.server = SMTPServer.port(port)
                .bindAddress(address)
                .hostName("localhost")
                .softwareName("Campaign Flows mail catcher")
                .messageHandlerFactory(context -> new Delivery())
                .maxConnections(MAX_CONNECTIONS)
                .maxRecipients(MAX_RECIPIENTS)
                .maxMessageSize(MAX_MESSAGE_BYTES)
                .connectionTimeout(5, TimeUnit.MINUTES)
                .insertReceivedHeaders(false)
                .build();
        server.start();
    }

    int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Delivery implements MessageHandler {
        private final List<String> recipients = new ArrayList<>();
        private String sender = "";

        @Override
        public void from(String from) {
            sender = from;
        }

        @Override
        public void recipient(String recipient) {
            recipients.add(recipient);
        }

        @Override
        public String data(InputStream data) throws RejectException, IOException {
            turns.acquireUninterruptibly();
            try {
                byte[] source = data.readNBytes(MAX_MESSAGE_BYTES + 1);
                if (source.length > MAX_MESSAGE_BYTES) {
                    throw new RejectException(552, "Message is larger than " + MAX_MESSAGE_BYTES + " bytes");
                }
                store.add(MailReader.read(source, sender, recipients, clock.instant()), source)
                        .get();
                return "Stored";
            } catch (ExecutionException e) {
                throw new RejectException(452, "Could not be stored, try again later");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RejectException(451, "Stopping, try again later");
            } finally {
                turns.release();
            }
        }

        @Override
        public void done() {
            recipients.clear();
        }
    }
}
