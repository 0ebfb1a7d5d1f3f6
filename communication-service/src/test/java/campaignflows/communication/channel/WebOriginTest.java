package campaignflows.communication.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebOriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://www.example.com,https://www.example.com",
        "HTTPS://WWW.Example.COM/,https://www.example.com",
        "https://example.com:443,https://example.com",
        "https://example.com:8443,https://example.com:8443",
        "http://localhost:3000,http://localhost:3000",
        "http://127.0.0.1,http://127.0.0.1",
        "http://localhost:80,http://localhost"
    })
    void shouldReadAnOriginAsBrowsersNameIt(String given, String origin) {
        assertThat(WebOrigin.of(given)).contains(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://www.example.com",
                "https://www.example.com/shop",
                "https://www.example.com?x",
                "https://www.example.com#x",
                "https://ann@www.example.com",
                "https://*.example.com",
                "www.example.com",
                "*",
                "null",
                "",
                "https://",
                "https://example.com:0",
                "https://example.com:70000",
                "ftp://example.com",
                "file:///etc/passwd",
                "http://localhost.evil.example",
                "https://example.com https://evil.example"
            })
    void shouldRefuseWhatIsNoneOrNotProtected(String given) {
        assertThat(WebOrigin.of(given)).isEmpty();
    }
}
