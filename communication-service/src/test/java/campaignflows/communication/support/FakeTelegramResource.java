package campaignflows.communication.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One Telegram for a running service. */
public final class FakeTelegramResource implements QuarkusTestResourceLifecycleManager {
    private static @Nullable FakeTelegram telegram;

    /** The one that the service calls. */
    public static FakeTelegram telegram() {
        FakeTelegram running = telegram;
        if (running == null) {
            throw new IllegalStateException("Expected the test to start it");
        }
        return running;
    }

    @Override
    public Map<String, String> start() {
        try {
            FakeTelegram created = new FakeTelegram();
            telegram = created;
            return Map.of(
                    "campaignflows.communication.telegram.api",
                    created.url(),
                    "campaignflows.communication.telegram.poll-wait",
                    "PT2S");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        FakeTelegram running = telegram;
        if (running != null) {
            running.close();
        }
    }
}
