package campaignflows.participant.importing;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.Fields;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.StoredRows;
import campaignflows.participant.support.TopicLog;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.contracts.participant.ImportBatch.Result;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.ValueLimits;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A narrow batch that names people of whom more is stored than may be held at a time: it is imported in parts, with the result of one. */
@RunningService
class LargeProfilesQuarkusTest {
    private static final int PEOPLE = 120;
    private static final int WIDE = 10;

    @Inject
    ServiceUnderTest service;

    @Inject
    TopicLog log;

    @Inject
    StoredRows stored;

    @Test
    void shouldLandInPartsWhatNamesMuchThatIsStored() {
        // given: ten long values of each person, more than 8 Mi characters in all
        FieldDefinition[] fields = new FieldDefinition[WIDE];
        StringBuilder columns = new StringBuilder("external_id");
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < WIDE; i++) {
            fields[i] = Fields.customer("notes" + i, FieldType.STRING);
            columns.append(",notes").append(i);
            values.append(',').append("x".repeat(ValueLimits.MAX_TEXT_LENGTH));
        }
        Campaign campaign = service.newCampaign(fields);
        for (int from = 0; from < PEOPLE; from += 30) {
            List<String> rows = new ArrayList<>();
            for (int person = from; person < from + 30; person++) {
                rows.add("person-" + person + values);
            }
            service.imported(ServiceUnderTest.batch(campaign, columns.toString(), rows.toArray(String[]::new)));
        }

        // when: each is named, the first one at the end again, a new one at both ends, and one by whom nobody is meant
        List<String> rows = new ArrayList<>(List.of("new,Before", ",Nobody"));
        for (int person = 0; person < PEOPLE; person++) {
            rows.add("person-" + person + ",Name " + person);
        }
        rows.addAll(List.of("person-0,Zero", "new,After"));
        Result result =
                service.imported(ServiceUnderTest.batch(campaign, "external_id,name", rows.toArray(String[]::new)));

        // then
        assertThat(List.of(result.created(), result.updated(), result.failed())).containsExactly(1, PEOPLE + 2, 1);
        assertThat(result.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.row()).isEqualTo(3));
        assertThat(stored.texts(
                        "select name from customers where tenant_id = ? and external_id in ('new', 'person-0', 'person-7') order by external_id",
                        campaign.tenantId()))
                .containsExactly("After", "Zero", "Name 7");
        assertThat(log.events(campaign.id()).stream()
                        .filter(event ->
                                CustomerEvent.FAMILY.typeOf(event.data()).equals("ParticipantUpdated")))
                .hasSize(PEOPLE + 2);
    }
}
