package campaignflows.gateway.user;

import campaignflows.gateway.support.Api;
import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.InvalidKeyException;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** What administrators and users do in the tests of the built-in sign-in. */
final class People {
    static final String PASSWORD = "four words that rhyme";
    static final String OTHER_PASSWORD = "four others that do not";

    private final Api nobody;

    People(Api nobody) {
        this.nobody = nobody;
    }

    /** Somebody who has joined by an invitation. */
    record Person(String id, String email) {
        String path() {
            return "/api/v1/users/" + id;
        }
    }

    Api.Response invite(Api admin, String email, String role) {
        return admin.post(
                "/api/v1/users", "{\"email\":\"%s\",\"name\":\"Mara Klein\",\"role\":\"%s\"}".formatted(email, role));
    }

    Person join(Api admin, String email, String role) {
        Api.Response invited = invite(admin, email, role);
        Api.Response accepted = accept(invited.json().path("invitation_token").asText(), PASSWORD);
        if (accepted.status() != 204) {
            throw new IllegalStateException("Expected 204, but it is " + accepted.status() + " " + accepted.text());
        }
        return new Person(invited.json().at("/user/id").asText(), email);
    }

    Api.Response check(String token) {
        return nobody.post("/api/v1/invitations/check", "{\"token\":\"%s\"}".formatted(token));
    }

    Api.Response accept(String token, String password) {
        return nobody.post(
                "/api/v1/invitations/accept", "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, password));
    }

    Api.Response signIn(String email, String password) {
        return signIn(email, password, "");
    }

    /** More of the request, such as {@code ,"code":"123456"}. */
    Api.Response signIn(String email, String password, String more) {
        return nobody.post(
                "/api/v1/session", "{\"email\":\"%s\",\"password\":\"%s\"%s}".formatted(email, password, more));
    }

    Api signedIn(Person person) {
        return session(signIn(person.email(), PASSWORD));
    }

    Api session(Api.Response signedIn) {
        if (signedIn.status() != 201) {
            throw new IllegalStateException("Expected 201, but it is " + signedIn.status() + " " + signedIn.text());
        }
        return nobody.with(signedIn.json().path("token").asText());
    }

    static Api.Response put(Api api, String path, String json) {
        return api.send(
                api.request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    /** What an app with this secret shows then. */
    static String code(String secret, Instant at) {
        var generator = new TimeBasedOneTimePasswordGenerator();
        try {
            return generator.generateOneTimePasswordString(
                    new SecretKeySpec(new Base32().decode(secret), generator.getAlgorithm()), at);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
