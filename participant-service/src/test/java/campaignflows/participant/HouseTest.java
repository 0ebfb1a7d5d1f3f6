package campaignflows.participant;

import campaignflows.platform.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class HouseTest {
    @Test
    void shouldKeepTheRulesOfTheHouse() {
        HouseRules.check("campaignflows.participant");
    }
}
