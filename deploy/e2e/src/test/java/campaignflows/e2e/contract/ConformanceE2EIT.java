package campaignflows.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Every answer that any test of this build got is as the OpenAPI document says: status and media type are described, no
 * property is there that is not, and none is missing that is required. Comes last, since the others ask.
 */
@Order(200)
class ConformanceE2EIT {
    @Test
    void shouldAnswerAsTheDocumentSays() {
        System.out.println("e2e: operations and statuses that were held against the document: "
                + Conformance.seen().size());

        assertThat(Conformance.violations()).isEmpty();
    }
}
