package campaignflows.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainersTest {

    @Test
    void shouldTakeTheOfficialImagesUnlessOthersAreNamed() {
        Map<String, String> named = Map.of("TEST_IMAGE_KAFKA", "localhost/kafka:4.1.2", "TEST_IMAGE_POSTGRES", " ");

        assertThat(Containers.imageName("postgres", Containers.POSTGRES, Map.of()))
                .isEqualTo("postgres:18.6");
        assertThat(Containers.imageName("postgres", Containers.POSTGRES, named)).isEqualTo("postgres:18.6");
        assertThat(Containers.imageName("apache/kafka", Containers.KAFKA, Map.of()))
                .isEqualTo("apache/kafka:4.1.2");
        assertThat(Containers.imageName("apache/kafka", Containers.KAFKA, named))
                .isEqualTo("localhost/kafka:4.1.2");
    }

    @Test
    void shouldNameTheBrokersSettingsAsItsImageTakesThem() {
        assertThat(ServerSettings.kafkaEnvironment())
                .hasSameSizeAs(ServerSettings.kafka())
                .containsEntry("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000")
                .containsEntry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    }
}
