package campaignflows.communication;

import campaignflows.platform.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class HouseTest {
    @Test
    void shouldKeepTheHouseRules() {
        HouseRules.check("campaignflows.communication");
    }
}
