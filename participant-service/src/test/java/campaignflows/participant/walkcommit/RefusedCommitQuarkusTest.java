package campaignflows.participant.walkcommit;

import static campaignflows.platform.contracts.definition.FieldLevel.CUSTOMER;
import static campaignflows.platform.contracts.definition.FieldLevel.PARTICIPANT;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.Fields;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.contracts.walk.WalkProtocol.RowVersions;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.web.auth.Role;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Commits that are refused as a whole, because walks have seen what is not so: an update that cannot be made, or a row as it was. */
@RunningService
class RefusedCommitQuarkusTest extends WalkFixture {
    private static final FieldUpdate CONTACTED = new FieldUpdate(PARTICIPANT, "contacted", "true");
    private static final FieldUpdate CITY = new FieldUpdate(CUSTOMER, "city", "Rome");

    private RowVersions seen(long position, ParticipantEvent of) {
        return Objects.requireNonNull(snapshot(position, of).versions());
    }

    private ServiceUnderTest.Response edit(ParticipantEvent of, String attributes) {
        return service.as(
                Role.OPERATOR,
                campaign.tenantId(),
                "PATCH",
                "/api/v1/campaigns/" + campaign.id() + "/participants/" + of.participantId(),
                "{\"attributes\":" + attributes + "}");
    }

    private static List<String> errors(ServiceUnderTest.Response answer, String where) {
        return StreamSupport.stream(answer.body().path("errors").spliterator(), false)
                .map(error -> error.path(where).asText() + ": "
                        + error.path("message").asText())
                .toList();
    }

    @Test
    void shouldNameTheUpdatesThatCannotBeMadeAndMakeNone() {
        // given: an update that can be made before, between and after those that cannot
        ParticipantEvent ann = added("1");
        ParticipantEvent bob = added("2");

        // when
        ServiceUnderTest.Response answer = commit(
                0,
                3,
                new WalkEffects.Of(campaign, ann, 7).update(CONTACTED).effects(),
                new WalkEffects.Of(campaign, ann, 1)
                        .update(
                                new FieldUpdate(CUSTOMER, "email", "2@EXAMPLE.org"),
                                new FieldUpdate(CUSTOMER, "external_id", "77"),
                                new FieldUpdate(PARTICIPANT, "result", "perhaps"))
                        .effects(),
                new WalkEffects.Of(campaign, bob, 1)
                        .update(
                                new FieldUpdate(CUSTOMER, "external_id", "1"),
                                new FieldUpdate(CUSTOMER, "email", null),
                                new FieldUpdate(CUSTOMER, "external_id", null))
                        .effects());

        // then
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("code").asText()).isEqualTo("conflict");
        assertThat(errors(answer, "index"))
                .containsExactly(
                        "1: it belongs to another contact",
                        "3: it is not a value of the field",
                        "6: it is the last identifier of the contact");
        assertThat(snapshot(0, ann).customer()).isEqualTo(Map.of("external_id", "1", "email", "1@example.org"));
        assertThat(snapshot(0, bob).customer()).isEqualTo(Map.of("external_id", "2", "email", "2@example.org"));
        assertThat(log.walks(campaign.id())).isEmpty();
    }

    @Test
    void shouldLetAnIdentifierGoFromOneToAnotherInOneCommit() {
        ParticipantEvent ann = added("1");
        ParticipantEvent bob = added("2");

        ServiceUnderTest.Response answer = commit(
                0,
                2,
                new WalkEffects.Of(campaign, ann, 1)
                        .update(new FieldUpdate(CUSTOMER, "external_id", "77"))
                        .effects(),
                new WalkEffects.Of(campaign, bob, 1)
                        .update(
                                new FieldUpdate(CUSTOMER, "external_id", "1"),
                                new FieldUpdate(CUSTOMER, "telegram_username", "Bob"))
                        .effects());

        assertThat(answer.status()).isEqualTo(204);
        assertThat(snapshot(2, ann).customer()).containsEntry("external_id", "77");
        assertThat(snapshot(2, bob).customer())
                .containsEntry("external_id", "1")
                .containsEntry("telegram_username", "Bob");
    }

    @Test
    void shouldNotOverwriteAnEditThatTheWalkHasNotSeen() {
        // given
        ParticipantEvent ann = added("1");
        RowVersions seen = seen(0, ann);
        assertThat(edit(ann, "{\"city\":\"Oslo\",\"contacted\":false}").status())
                .isEqualTo(200);

        // when
        ServiceUnderTest.Response answer = commit(
                0,
                1,
                new WalkEffects.Of(campaign, ann, 1)
                        .update(CONTACTED, CITY)
                        .seen(seen)
                        .effects());

        // then
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("code").asText()).isEqualTo("stale_revision");
        assertThat(errors(answer, "field"))
                .containsExactly(
                        "customer: It was changed after it was read", "participant: It was changed after it was read");
        assertThat(snapshot(0, ann).customer()).containsEntry("city", "Oslo");
        assertThat(snapshot(0, ann).participant()).containsEntry("contacted", "false");

        // and: walked again, it takes effect
        assertThat(commit(
                                0,
                                1,
                                new WalkEffects.Of(campaign, ann, 1)
                                        .update(CONTACTED, CITY)
                                        .seen(seen(0, ann))
                                        .effects())
                        .status())
                .isEqualTo(204);
        assertThat(snapshot(1, ann).customer()).containsEntry("city", "Rome");
    }

    @Test
    void shouldNoticeAnEditOfThePersonByWayOfAnotherCampaign() {
        // given: the same person in two campaigns
        ParticipantEvent ann = added("1");
        Campaign other = service.newCampaignOf(campaign.tenantId(), Fields.customer("city", FieldType.STRING));
        RowVersions seen = seen(0, ann);

        // when: a file of the other campaign changes the profile
        service.imported(ServiceUnderTest.batch(other, "external_id,city", "1,Oslo"));

        // then
        assertThat(commit(
                                0,
                                1,
                                new WalkEffects.Of(campaign, ann, 1)
                                        .update(CITY)
                                        .seen(seen)
                                        .effects())
                        .status())
                .isEqualTo(409);
        assertThat(snapshot(0, ann).customer()).containsEntry("city", "Oslo");
    }

    @Test
    void shouldTakeWhatWasNotTouchedAndWhatIsNotWritten() {
        // given: the participant was changed, the walk writes the profile only; and two events of one snapshot
        ParticipantEvent ann = added("1");
        RowVersions seen = seen(0, ann);
        assertThat(edit(ann, "{\"contacted\":false}").status()).isEqualTo(200);
        RowVersions ofCustomer = new RowVersions(seen.customer(), null);

        // when / then
        assertThat(commit(
                                0,
                                2,
                                new WalkEffects.Of(campaign, ann, 1)
                                        .update(CITY)
                                        .seen(ofCustomer)
                                        .effects(),
                                new WalkEffects.Of(campaign, ann, 1)
                                        .update(new FieldUpdate(CUSTOMER, "city", "Bern"))
                                        .seen(ofCustomer)
                                        .effects())
                        .status())
                .isEqualTo(204);
        assertThat(snapshot(2, ann).customer()).containsEntry("city", "Bern");
    }
}
