package campaignflows.e2e.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;

/** A mail server that takes every mail, forgets its text and counts its recipient. */
public final class SmtpSink extends ProviderServer {
    public SmtpSink() {
        super("smtp sink");
    }

    @Override
    void serve(InputStream in, OutputStream out) throws IOException {
        write(out, "220 sink ESMTP\r\n");
        String recipient = "";
        for (String line = line(in); line != null; line = line(in)) {
            String command = line.toUpperCase(Locale.ROOT);
            if (command.startsWith("EHLO")) {
                write(out, "250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n");
            } else if (command.startsWith("RCPT")) {
                recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                write(out, "250 ok\r\n");
            } else if (command.equals("DATA")) {
                write(out, "354 go on\r\n");
                for (String text = line(in); !".".equals(text); text = line(in)) {
                    if (text == null) {
                        return;
                    }
                }
                deliveries().add(recipient);
                write(out, "250 taken\r\n");
            } else if (command.equals("QUIT")) {
                write(out, "221 bye\r\n");
                return;
            } else {
                write(out, "250 ok\r\n");
            }
        }
    }
}
