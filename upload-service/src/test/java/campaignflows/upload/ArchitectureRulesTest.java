package campaignflows.upload;

import campaignflows.platform.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureRulesTest {
    @Test
    void shouldKeepTheArchitectureRules() {
        ArchitectureRules.check("campaignflows.upload");
    }
}
