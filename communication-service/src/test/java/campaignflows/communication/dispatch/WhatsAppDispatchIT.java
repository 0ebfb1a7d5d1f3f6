package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Communications by WhatsApp, from the plan to what WhatsApp says at once. */
@NullMarked
class WhatsAppDispatchIT extends WhatsAppDispatchFixture {
    @Test
    void shouldSendATemplateAndGoOnByReceipts() {
        UUID id = template("Ann", "30\nJune      2026");

        parts.passAll();

        assertThat(db.told(id)).containsExactly("started");
        assertThat(whatsapp.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.to()).isEqualTo(CONTACT);
            assertThat(sent.ourId()).isEqualTo(id.toString());
            assertThat(sent.message()
                            .at("/template/components/0/parameters/1/text")
                            .asText())
                    .isEqualTo("30 June    2026");
        });
        webhook.status(id, "sent");
        webhook.status(id, "delivered");
        webhook.status(id, "read");
        assertThat(db.told(id)).containsExactly("started", "delivered", "read");
        assertThat(db.attempts(id)).containsExactly("1 accepted");
    }

    @Test
    void shouldSendFreeTextToWhoHasJustWrittenAndFailOtherwise() {
        UUID outside = text("Hello");
        parts.passAll();
        assertThat(db.told(outside)).containsExactly("failed");
        assertThat(db.reason(outside))
                .startsWith(
                        "The contact has not written for 24 hours, and then WhatsApp takes approved templates only");

        whatsapp.writing.add(CONTACT);
        UUID inside = text("Hello");
        parts.passAll();
        assertThat(db.told(inside)).containsExactly("started");
    }

    @Test
    void shouldFailAnEmptyVariableWithoutACall() {
        UUID id = template("Ann", " ");

        parts.passAll();

        assertThat(db.reason(id)).startsWith("Variable 2 of the template is empty");
        assertThat(whatsapp.calls()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "400, 132000, 0",
        "404, 132001, 0",
        "400, 131026, 0",
        "400, 131047, 0",
        "400, 100, 0",
        "400, 131049, 0",
        "403, 999999, 0"
    })
    void shouldFailWhatIsFinal(int status, int code, int subcode) {
        whatsapp.refuses(status, code, subcode);
        UUID id = template("Ann", "today");

        parts.passAll();

        assertThat(db.told(id)).containsExactly("failed");
        assertThat(db.reason(id)).contains("Told so in detail", "code " + code);
        assertThat(db.faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, 190, 0",
        "401, 0, 0",
        "403, 10, 0",
        "403, 200, 0",
        "403, 299, 0",
        "403, 368, 0",
        "400, 131048, 0",
        "400, 131031, 0",
        "400, 100, 33",
        "400, 133010, 0"
    })
    void shouldStopTheCampaignForWhatConcernsTheWholeChannel(int status, int code, int subcode) {
        whatsapp.refuses(status, code, subcode);
        UUID id = template("Ann", "today");

        parts.passAll();

        assertThat(db.status(id)).isEqualTo("planned");
        assertThat(db.events()).isEmpty();
        assertThat(db.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.data().message()).contains("code " + code));
        whatsapp.behave();
        world.run(2, true);
        parts = replica();
        parts.passAll();
        assertThat(db.told(id)).containsExactly("started");
    }

    @ParameterizedTest
    @CsvSource({"400, 4", "400, 80007", "429, 130429"})
    void shouldPauseTheChannelWhenItSendsTooMuch(int status, int code) {
        whatsapp.refuses(status, code);
        UUID id = template("Ann", "today");

        parts.passAll();
        parts.passAll();

        assertThat(whatsapp.calls()).isEqualTo(1);
        assertThat(db.status(id)).isEqualTo("planned");
        assertThat(db.values("select retries from communications", Integer.class))
                .containsExactly(0);
        assertThat(db.values("select trouble from channels", String.class).getFirst())
                .contains("code " + code);
        whatsapp.behave();
        world.clock.move(Duration.ofMinutes(1));
        parts = replica();
        parts.passAll();
        assertThat(db.told(id)).containsExactly("started");
    }

    @Test
    void shouldTryAgainWhatIsTooMuchForOneContact() {
        whatsapp.refuses(400, 131_056);
        UUID id = template("Ann", "today");
        parts.passAll();
        assertThat(db.status(id)).isEqualTo("planned");
        whatsapp.behave();
        world.clock.move(Duration.ofSeconds(30));
        parts.passAll();

        assertThat(db.told(id)).containsExactly("started");
        assertThat(db.attempts(id)).containsExactly("1 refused_for_now", "2 accepted");
    }
}
