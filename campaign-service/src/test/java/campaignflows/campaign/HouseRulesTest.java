package campaignflows.campaign;

import campaignflows.platform.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void shouldKeepTheRulesOfTheHouse() {
        HouseRules.check("campaignflows.campaign");
    }
}
