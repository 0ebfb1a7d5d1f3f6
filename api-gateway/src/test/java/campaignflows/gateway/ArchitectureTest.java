package campaignflows.gateway;

import campaignflows.platform.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void shouldKeepTheHouseRules() {
        HouseRules.check("campaignflows.gateway");
    }
}
