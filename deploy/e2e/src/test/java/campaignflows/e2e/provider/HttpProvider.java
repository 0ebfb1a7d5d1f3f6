package campaignflows.e2e.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A provider that is called over HTTP/1.1, by connections that stay. */
abstract class HttpProvider extends ProviderServer {
    private static final int MOST_BYTES = 1 << 20;

    HttpProvider(String name) {
        super(name);
    }

    /** Such as {@code 200 OK}, and JSON. */
    record Response(String status, String json) {}

    /** Where it is called. */
    public final URI api() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /**
     * Says what it makes of a request.
     *
     * @param requestLine such as {@code POST /messages HTTP/1.1}
     */
    abstract Response respond(String requestLine, String body);

    @Override
    final void serve(InputStream in, OutputStream out) throws IOException {
        for (String request = line(in); request != null; request = line(in)) {
            int length = length(in);
            if (length > MOST_BYTES) {
                return;
            }
            byte[] body = in.readNBytes(length);
            if (body.length < length) {
                return;
            }
            Response response = respond(request, new String(body, StandardCharsets.UTF_8));
            write(
                    out,
                    "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(
                                    response.status(),
                                    response.json().getBytes(StandardCharsets.UTF_8).length,
                                    response.json()));
        }
    }

    /** Reads the headers, and of them the length of the body. */
    private static int length(InputStream in) throws IOException {
        int length = 0;
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
        }
        return length;
    }
}
