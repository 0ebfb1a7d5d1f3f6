package campaignflows.platform.testkit.naming;

import campaignflows.platform.testkit.Await;

class PlainTest {
    void await() {
        Await.until("always", () -> true);
    }
}
