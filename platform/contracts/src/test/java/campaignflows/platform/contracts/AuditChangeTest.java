package campaignflows.platform.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a line of the audit log tells of a change, and what it does not. */
class AuditChangeTest {
    private static final Set<String> NOTHING = Set.of();

    @Test
    void shouldTellWhatIsDifferentAndNothingElse() {
        AuditChange change = AuditChange.between(
                json("{'name':'A','status':'inactive','window':{'from':'08:00','to':'20:00'}}"),
                json("{'name':'B','status':'inactive','window':{'from':'09:00','to':'20:00'}}"),
                NOTHING);

        assertThat(change.before()).isEqualTo(json("{'name':'A','window':{'from':'08:00'}}"));
        assertThat(change.after()).isEqualTo(json("{'name':'B','window':{'from':'09:00'}}"));
    }

    @Test
    void shouldCompareEntriesByTheirIds() {
        AuditChange change = AuditChange.between(
                json("{'nodes':[{'id':'a','name':'A'},{'id':'b','name':'B'}]}"),
                json("{'nodes':[{'id':'b','name':'C'},{'id':'d','name':'D'}]}"),
                NOTHING);

        assertThat(change.before()).isEqualTo(json("{'nodes':{'a':{'name':'A'},'b':{'name':'B'}}}"));
        assertThat(change.after()).isEqualTo(json("{'nodes':{'b':{'name':'C'},'d':{'name':'D'}}}"));
    }

    @Test
    void shouldConcealValuesAtAnyDepthAndStillTellThatTheyChanged() {
        Set<String> concealed = Set.of("body", "value");
        AuditChange change = AuditChange.between(
                json("{'nodes':[{'id':'a','settings':{'body':'Dear Ann','channel':'x'}}]}"),
                json("{'nodes':[{'id':'a','settings':{'body':'Dear Bob','channel':'x',"
                        + "'value':{'kind':'literal','value':'ann@example.org'}}}]}"),
                concealed);

        assertThat(change.before())
                .isEqualTo(json("{'nodes':{'a':{'settings':{'body':{'concealed':true,'characters':8}}}}}"));
        assertThat(change.after())
                .isEqualTo(json("{'nodes':{'a':{'settings':{'body':{'concealed':true,'characters':8},"
                        + "'value':{'kind':'literal','value':{'concealed':true,'characters':15}}}}}}"));
        assertThat(AuditChange.created(json("{'body':'Dear Ann'}"), concealed).after())
                .isEqualTo(json("{'body':{'concealed':true,'characters':8}}"));
    }

    @Test
    void shouldKeepLinesSmall() {
        String long1 = "x".repeat(501);
        assertThat(AuditChange.created(json("{'text':'" + long1 + "'}"), NOTHING)
                        .after())
                .isEqualTo(json("{'text':{'concealed':true,'characters':501}}"));
        StringBuilder many = new StringBuilder("{'a':[0");
        for (int i = 0; i < 40_000; i++) {
            many.append(",1");
        }
        assertThat(AuditChange.created(json(many + "]}"), NOTHING).after()).isEqualTo(json("{'a':{'concealed':true}}"));
    }

    @Test
    void shouldKnowWhenThereIsNothingToTell() {
        AuditRecorded line = AuditRecorded.of(AuditAction.CAMPAIGN_CHANGED, Samples.ID, Actor.system("test"));

        assertThat(line.with(AuditChange.between(json("{'a':1}"), json("{'a':1}"), NOTHING))
                        .isWithoutEffect())
                .isTrue();
        assertThat(line.with(AuditChange.between(json("{'a':1}"), json("{'a':2}"), NOTHING))
                        .isWithoutEffect())
                .isFalse();
        assertThat(line.isWithoutEffect()).isFalse();
        assertThat(line.with(AuditChange.concealed("secret")).isWithoutEffect()).isFalse();
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
