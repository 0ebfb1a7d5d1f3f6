package campaignflows.platform.testkit.naming;

import campaignflows.platform.testkit.KafkaResource;

class DirectTest {
    String topics() {
        return KafkaResource.freshTopics();
    }
}
