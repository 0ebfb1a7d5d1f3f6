package campaignflows.upload.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** A strict tus client: every request carries its version, every response is checked for it. */
final class TusClient {
    static final String PIECE = "application/offset+octet-stream";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final String transfers;
    private final String token;

    TusClient(int port, String transfers, String token) {
        this.port = port;
        this.transfers = transfers;
        this.token = token;
    }

    /** Begins a transfer and gives its path. */
    String create(long length) {
        HttpResponse<String> answer = send(
                "POST",
                transfers,
                new byte[0],
                "Upload-Length",
                Long.toString(length),
                "Upload-Metadata",
                "filename " + base64("people.csv"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return header(answer, "Location");
    }

    HttpResponse<String> patch(String path, long offset, byte[] bytes, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 4);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = PIECE;
        all[headers.length + 2] = "Upload-Offset";
        all[headers.length + 3] = Long.toString(offset);
        return send("PATCH", path, bytes, all);
    }

    HttpResponse<String> head(String path) {
        return send("HEAD", path, new byte[0]);
    }

    long offset(String path) {
        return Long.parseLong(header(head(path), "Upload-Offset"));
    }

    HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (!Arrays.asList(headers).contains("Tus-Resumable") && !method.equals("OPTIONS")) {
            request.header("Tus-Resumable", "1.0.0");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            assertThat(header(answer, "Tus-Resumable")).isEqualTo("1.0.0");
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Begins a PATCH of a length and sends only some of its bytes; the connection stays open. */
    Socket beginPatch(String path, long offset, long length, byte[] bytes) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(30_000);
        socket.getOutputStream()
                .write(("PATCH " + path + " HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\nContent-Type: "
                                + PIECE
                                + "\r\nAuthorization: Bearer " + token + "\r\nUpload-Offset: " + offset
                                + "\r\nContent-Length: " + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return socket;
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
