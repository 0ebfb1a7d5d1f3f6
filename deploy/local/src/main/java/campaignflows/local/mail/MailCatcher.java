package campaignflows.local.mail;

import campaignflows.local.child.ParentProcessWatch;
import campaignflows.local.data.Loopback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;

/** SMTP in, HTTP out, a file in between. A program of its own, so that mails survive whatever becomes of the others. */
public final class MailCatcher implements AutoCloseable {
    private final MailStore store;
    private final SmtpReceiver smtp;
    private final MailHttp http;

    /** Port 0 stands for any free one. */
    MailCatcher(Path folder, int smtpPort, int httpPort) throws IOException {
        InetAddress address = Loopback.address();
        store = new MailStore(folder.resolve("messages"));
        smtp = new SmtpReceiver(store, address, smtpPort, Clock.systemUTC());
        http = new MailHttp(store, new InetSocketAddress(address, httpPort));
    }

    int smtpPort() {
        return smtp.port();
    }

    int httpPort() {
        return http.port();
    }

    /** Arguments: the folder, the SMTP port, the HTTP port. */
    public static void main(String[] arguments) {
        ParentProcessWatch.start();
        try {
            MailCatcher catcher = new MailCatcher(
                    Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            Runtime.getRuntime().addShutdownHook(new Thread(catcher::close, "stop"));
            System.out.println("Mail catcher is ready mails=" + catcher.store.size() + " smtp=" + catcher.smtpPort()
                    + " http=" + catcher.httpPort());
        } catch (IOException | RuntimeException e) {
            System.err.println("The mail catcher could not start: " + e);
            Runtime.getRuntime().halt(1);
        }
    }

    @Override
    public void close() {
        http.close();
        smtp.close();
        store.close();
    }
}
