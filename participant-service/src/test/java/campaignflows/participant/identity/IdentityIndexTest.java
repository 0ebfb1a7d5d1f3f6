package campaignflows.participant.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.participant.profile.Customer;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.values.Identifier;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdentityIndexTest {
    private static final UUID TENANT = new UUID(0, 1);

    private final UnsavedCustomer ann =
            stored(10, Map.of(Identifier.EMAIL, "ann@example.org", Identifier.EXTERNAL_ID, "A"));
    private final UnsavedCustomer bob =
            stored(11, Map.of(Identifier.PHONE, "12345", Identifier.TELEGRAM_USERNAME, "Bob"));
    private final IdentityIndex index = new IdentityIndex(List.of(ann, bob));

    private static UnsavedCustomer stored(long id, Map<Identifier, String> identifiers) {
        return UnsavedCustomer.ofStored(new Customer(new UUID(0, id), TENANT, identifiers, null, Map.of()));
    }

    @Test
    void shouldKnowNobodyByUnknownIdentifiers() {
        assertThat(index.resolve(Map.of(Identifier.EMAIL, "x@example.org", Identifier.WEB_ID, "ann@example.org")))
                .isEqualTo(new Resolution.Unknown());
    }

    @Test
    void shouldMatchByKeyAndNotByText() {
        assertThat(index.resolve(Map.of(Identifier.EMAIL, "ANN@Example.ORG"))).isEqualTo(new Resolution.Matched(ann));
        assertThat(index.resolve(Map.of(Identifier.TELEGRAM_USERNAME, "@bOB"))).isEqualTo(new Resolution.Matched(bob));
        assertThat(index.resolve(Map.of(Identifier.EXTERNAL_ID, "a"))).isEqualTo(new Resolution.Unknown());
    }

    @Test
    void shouldMatchByAnotherFormWhereNobodyHasTheNewOne() {
        Map<Identifier, String> given = Map.of(Identifier.PHONE, "+4912345");
        Map<Identifier, String> alternateForms = Map.of(Identifier.PHONE, "12345");

        assertThat(index.resolve(given, alternateForms)).isEqualTo(new Resolution.Matched(bob));
        index.assign(ann, Identifier.PHONE, "+4912345");
        assertThat(index.resolve(given, alternateForms)).isEqualTo(new Resolution.Matched(ann));
    }

    @Test
    void shouldNotMergeTwoPeople() {
        Resolution resolution = index.resolve(Map.of(Identifier.EMAIL, "ann@example.org", Identifier.PHONE, "12345"));

        assertThat(resolution)
                .isInstanceOfSatisfying(
                        Resolution.Conflict.class,
                        conflict -> assertThat(conflict.message())
                                .contains("email to customer " + ann.id())
                                .contains("phone to customer " + bob.id()));
    }

    @Test
    void shouldRefuseAnotherExternalIdButFillInAMissingOne() {
        assertThat(index.resolve(Map.of(Identifier.EMAIL, "ann@example.org", Identifier.EXTERNAL_ID, "B")))
                .isInstanceOf(Resolution.Conflict.class);
        assertThat(index.resolve(Map.of(Identifier.PHONE, "12345", Identifier.EXTERNAL_ID, "B")))
                .isEqualTo(new Resolution.Matched(bob));
    }

    @Test
    void shouldFreeWhatIsOverwritten() {
        assertThat(index.assign(ann, Identifier.EMAIL, "new@example.org")).isTrue();
        assertThat(index.assign(bob, Identifier.EMAIL, "ann@example.org")).isTrue();

        assertThat(index.owner(Identifier.EMAIL, "ann@example.org")).isSameAs(bob);
        assertThat(index.owner(Identifier.EMAIL, "new@example.org")).isSameAs(ann);
        assertThat(ann.isChanged()).isTrue();
    }

    @Test
    void shouldKeepTheKeyWhenOnlyTheTextChanges() {
        assertThat(index.assign(ann, Identifier.EMAIL, "Ann@example.org")).isTrue();
        assertThat(index.assign(ann, Identifier.EMAIL, "Ann@example.org")).isFalse();

        assertThat(index.owner(Identifier.EMAIL, "ann@example.org")).isSameAs(ann);
    }

    @Test
    void shouldNeverTakeWhatSomebodyHas() {
        assertThatThrownBy(() -> index.assign(bob, Identifier.EXTERNAL_ID, "A"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(bob.isChanged()).isFalse();
    }
}
