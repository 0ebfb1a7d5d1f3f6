package campaignflows.bench.inbound;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One connection of a provider that calls a WhatsApp channel's webhook, each call with one message, signed as Meta signs. */
final class WebhookClient implements AutoCloseable {
    /** Which of our numbers was written to, as Meta names it. */
    static final String NUMBER = "106540352242922";

    private static final int PATIENCE_MILLIS = 30_000;

    private final URI address;
    private final String path;
    private final Mac mac;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    WebhookClient(URI address, String channelId, String secret) {
        this.address = address;
        this.path = "/api/v1/webhooks/channels/" + channelId;
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            socket = new Socket(address.getHost(), address.getPort());
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected HmacSHA256 in every JDK", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of the response. */
    int bring(String messageId, String from, String text) throws IOException {
        byte[] body = """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":\
                {"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550000000","phone_number_id":"%s"},\
                "messages":[{"from":"%s","id":"%s","timestamp":"%d","type":"text","text":{"body":"%s"}}]}}]}]}""".formatted(NUMBER, from, messageId, System.currentTimeMillis() / 1000, text)
                .getBytes(StandardCharsets.UTF_8);
        byte[] head = """
                POST %s HTTP/1.1\r
                Host: %s\r
                Content-Type: application/json\r
                X-Hub-Signature-256: sha256=%s\r
                Content-Length: %d\r
                \r
                """.formatted(
                        path, address.getAuthority(), HexFormat.of().formatHex(mac.doFinal(body)), body.length)
                .getBytes(StandardCharsets.UTF_8);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        try {
            return call(request);
        } catch (IOException e) {
            // The gateway closes connections on which nothing comes for a while; a repeat counts once.
            reconnect();
            return call(request);
        }
    }

    private int call(byte[] request) throws IOException {
        out.write(request);
        out.flush();
        return response();
    }

    private int response() throws IOException {
        String status = line();
        int length = 0;
        boolean closes = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length =
                        Integer.parseInt(lower.substring(lower.indexOf(':') + 1).strip());
            }
            closes |= lower.startsWith("connection:") && lower.endsWith("close");
        }
        in.skipNBytes(length);
        if (closes) {
            reconnect();
        }
        return Integer.parseInt(status.split(" ", 3)[1]);
    }

    private void reconnect() throws IOException {
        socket.close();
        socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("The gateway has closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
