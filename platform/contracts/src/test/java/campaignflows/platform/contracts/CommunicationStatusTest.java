package campaignflows.platform.contracts;

import static campaignflows.platform.contracts.communication.CommunicationStatus.CANCELED;
import static campaignflows.platform.contracts.communication.CommunicationStatus.COMPLETED;
import static campaignflows.platform.contracts.communication.CommunicationStatus.DELIVERED;
import static campaignflows.platform.contracts.communication.CommunicationStatus.FAILED;
import static campaignflows.platform.contracts.communication.CommunicationStatus.NO_RESPONSE;
import static campaignflows.platform.contracts.communication.CommunicationStatus.READ;
import static campaignflows.platform.contracts.communication.CommunicationStatus.REPLIED;
import static campaignflows.platform.contracts.communication.CommunicationStatus.SKIPPED;
import static campaignflows.platform.contracts.communication.CommunicationStatus.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rule M1. */
class CommunicationStatusTest {
    @Test
    void shouldGoForwardOnlyAndMaySkipSteps() {
        for (CommunicationStatus from : CommunicationStatus.values()) {
            Set<CommunicationStatus> next = EnumSet.noneOf(CommunicationStatus.class);
            for (CommunicationStatus to : CommunicationStatus.values()) {
                if (from.canBecome(to)) {
                    next.add(to);
                }
            }
            assertThat(next)
                    .as("after %s", from)
                    .isEqualTo(
                            switch (from) {
                                case PLANNED ->
                                    EnumSet.of(STARTED, DELIVERED, READ, REPLIED, COMPLETED, CANCELED, SKIPPED, FAILED);
                                case STARTED -> EnumSet.of(DELIVERED, READ, REPLIED, COMPLETED, NO_RESPONSE, FAILED);
                                case DELIVERED -> EnumSet.of(READ, REPLIED, COMPLETED, NO_RESPONSE, FAILED);
                                case READ -> EnumSet.of(REPLIED, COMPLETED, NO_RESPONSE, FAILED);
                                case REPLIED -> EnumSet.of(COMPLETED, FAILED);
                                case COMPLETED, NO_RESPONSE, CANCELED, SKIPPED, FAILED ->
                                    EnumSet.noneOf(CommunicationStatus.class);
                            });
            assertThat(from.isFinal()).isEqualTo(next.isEmpty());
        }
    }
}
