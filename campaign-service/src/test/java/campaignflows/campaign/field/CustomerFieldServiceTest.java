package campaignflows.campaign.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.definition.CustomerField;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Cursor;
import campaignflows.platform.web.request.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CustomerFieldServiceTest {
    private static final List<CustomerField> ALL = List.of(
            field("email", "Email"),
            field("loyal_since", "Loyal since"),
            field("strasse", "Stra\u00dfe"),
            field("tier", "Loyalty level"),
            field("zone", "E\u0301tage"));

    private static CustomerField field(String name, String title) {
        return new CustomerField(name, title, FieldType.STRING, false, List.of(), List.of());
    }

    private static List<String> names(Page<CustomerField> page) {
        return page.items().stream().map(CustomerField::name).toList();
    }

    private static Page<CustomerField> found(String search) {
        return CustomerFieldService.page(ALL, Optional.of(search), Optional.empty(), 10);
    }

    @Test
    void shouldFindByNameAndTitleWithoutRegardToCaseAndForm() {
        assertThat(names(found("LOYAL"))).containsExactly("loyal_since", "tier");
        assertThat(names(found("l_s"))).containsExactly("loyal_since");
        assertThat(names(found("STRA\u00dfE"))).containsExactly("strasse");
        assertThat(names(found("\u00e9TAGE"))).containsExactly("zone");
        assertThat(names(found("%"))).isEmpty();
    }

    @Test
    void shouldGoThroughAllOfThemPageByPage() {
        List<String> seen = new ArrayList<>();
        Optional<String> after = Optional.empty();
        int pages = 0;
        do {
            Page<CustomerField> page = CustomerFieldService.page(ALL, Optional.of("l"), after, 2);
            seen.addAll(names(page));
            assertThat(page.total()).isEqualTo(3);
            after = Cursor.decode(page.nextCursor(), CustomerFieldService.LIST, 1)
                    .map(cursor -> String.valueOf(cursor.text(0)));
            pages++;
        } while (after.isPresent());

        assertThat(seen).containsExactly("email", "loyal_since", "tier");
        assertThat(pages).isEqualTo(2);
    }

    @Test
    void shouldRefuseToGoOnBehindAFieldThatIsNone() {
        assertThatThrownBy(() -> CustomerFieldService.page(ALL, Optional.empty(), Optional.of("other"), 2))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("begin again");
    }
}
