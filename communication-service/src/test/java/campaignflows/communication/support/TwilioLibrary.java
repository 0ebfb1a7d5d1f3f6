package campaignflows.communication.support;

import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Twilio's own library, which speaks to a server of ours instead of Twilio's. */
public final class TwilioLibrary {
    private TwilioLibrary() {}

    public static TwilioRestClient client(String server) {
        return new TwilioRestClient.Builder(FakeTwilio.ACCOUNT, FakeTwilio.TOKEN)
                .httpClient(new Redirected(server))
                .build();
    }

    private static final class Redirected extends HttpClient {
        private final String server;
        private final java.net.http.HttpClient http = java.net.http.HttpClient.newHttpClient();

        private Redirected(String server) {
            this.server = server;
        }

        @Override
        public Response reliableRequest(Request request) {
            return makeRequest(request);
        }

        @Override
        public Response makeRequest(Request request) {
            URI uri = URI.create(request.constructURL().toString().replace("https://api.twilio.com", server));
            boolean posts = request.getMethod() == HttpMethod.POST;
            HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                    .header("Authorization", request.getAuthString())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .method(
                            posts ? "POST" : "GET",
                            posts
                                    ? HttpRequest.BodyPublishers.ofString(request.encodeFormBody())
                                    : HttpRequest.BodyPublishers.noBody());
            try {
                HttpResponse<String> response = http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
                return new Response(response.body(), response.statusCode());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
