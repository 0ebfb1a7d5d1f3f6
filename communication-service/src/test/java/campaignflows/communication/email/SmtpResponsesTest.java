package campaignflows.communication.email;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.email.SmtpResponses.Step;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SendOutcome.Blame;
import campaignflows.platform.values.WireName;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every answer of a mail server, and what it leads to. The page of the channel has the same table. */
@NullMarked
class SmtpResponsesTest {

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            MAIL      | 421 | 421 4.7.0 closing                                 | provider
            RECIPIENT | 421 | 421 4.7.28 too fast                               | provider
            DATA      | 421 | 421 4.3.2 shutting down                           | provider
            MAIL      | 451 | 451 4.3.0 later                                   | message
            MAIL      | 452 | 452 4.3.1 no space                                | message
            RECIPIENT | 450 | 450 4.2.1 mailbox busy                            | message
            RECIPIENT | 451 | 451 4.7.1 greylisted                              | message
            RECIPIENT | 452 | 452 4.2.2 mailbox full                            | message
            RECIPIENT | 455 | 455 parameters                                    | message
            DATA      | 451 | 451 4.7.1 later                                   | message
            DATA      | 452 | 452 no space                                      | message
            MAIL      | 454 | 454 4.7.0 TLS not available                       | message
            MAIL      | 500 | 500 what?                                         | failed
            MAIL      | 501 | 501 5.5.4 syntax                                  | failed
            MAIL      | 550 | 550 no                                            | failed
            MAIL      | 552 | 552 5.3.4 too large                               | failed
            MAIL      | 555 | 555 5.5.4 unsupported option                      | failed
            RECIPIENT | 550 | 550 5.1.1 <a@b.example>: User unknown             | blocked
            RECIPIENT | 550 | 550 5.7.1 Recipient rejects mail                  | failed
            RECIPIENT | 551 | 551 not here                                      | failed
            RECIPIENT | 552 | 552 5.2.2 mailbox full                            | failed
            RECIPIENT | 553 | 553 5.1.3 bad address                             | blocked
            RECIPIENT | 554 | 554 5.7.1 Relay access denied                     | failed
            RECIPIENT | 556 | 556 5.1.10 domain takes no mail                   | blocked
            RECIPIENT | 550 | 550 unknown, or no relaying                       | failed
            DATA      | 550 | 550 5.1.1 said too late to be of one recipient    | failed
            DATA      | 550 | 550 5.7.1 looks like spam                         | failed
            DATA      | 552 | 552 too large                                     | failed
            DATA      | 554 | 554 5.6.0 not taken                               | failed
            DATA      | 571 | 571 blocked                                       | failed
            MAIL      | 530 | 530 5.7.0 Authentication required                 | channel
            RECIPIENT | 530 | 530 5.7.57 Client not authenticated               | channel
            MAIL      | 535 | 535 5.7.8 credentials invalid                     | channel
            MAIL      | 534 | 534 5.7.9 application password required           | channel
            MAIL      | 538 | 538 5.7.11 encryption required                    | channel
            MAIL      | 550 | 550 5.7.1 not allowed to send as this sender      | channel
            MAIL      | 553 | 553 5.7.1 <x@y>: Sender address rejected          | channel
            MAIL      | 553 | 553 5.1.7 sender's address is wrong               | channel
            RECIPIENT | 550 | 550 5.1.8 sender's domain not found               | channel
            DATA      | 554 | 554 5.2.252 SendAsDenied; not allowed             | channel
            DATA      | 550 | 550 5.7.60 Client does not have permissions       | channel
            MAIL      | 550 | 550 5.4.5 Daily user sending limit exceeded       | pause
            DATA      | 550 | 550 5.4.5 Daily user sending limit exceeded       | pause
            RECIPIENT | 550 | 550 5.1.90 message limit reached                  | pause
            """)
    void shouldLeadTo(Step step, int code, String text, String expected) {
        SendOutcome outcome = SmtpResponses.refusal(step, code, text, "a@b.example");

        assertThat(kind(outcome)).isEqualTo(expected);
        if (code != 530 && code != 534 && code != 535 && code != 538) {
            assertThat(outcome.toString()).contains(text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "535, channel",
        "534, channel",
        "504, channel",
        "334, channel",
        "250, channel",
        "454, provider",
        "421, provider",
        "-1, provider",
        "0, provider"
    })
    void shouldTellASignInThatWasRefusedFromOneThatBroke(int code, String expected) {
        assertThat(kind(SmtpResponses.signIn(code))).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSaySomethingOfEveryCode(Step step) {
        for (int code = 400; code < 600; code++) {
            String kind = kind(SmtpResponses.refusal(step, code, code + " no", "a@b.example"));
            assertThat(kind).as("%s %d", step, code).isEqualTo(expected(code));
        }
    }

    private static String expected(int code) {
        if (code == 421) {
            return "provider";
        }
        if (code < 500) {
            return "message";
        }
        return code == 530 || code == 534 || code == 535 || code == 538 ? "channel" : "failed";
    }

    @Test
    void shouldNotTakeNumbersFurtherOnForACode() {
        assertThat(kind(SmtpResponses.refusal(
                        Step.DATA,
                        550,
                        "550 rejected, our policy of many words says so: see section 5.4.5 of it",
                        "a@b.example")))
                .isEqualTo("failed");
    }

    private static String kind(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.RefusedForNow refused -> WireName.of(refused.blame());
            case SendOutcome.RefusedForGood refused -> "failed";
            case SendOutcome.ChannelFaulty faulty -> WireName.of(Blame.CHANNEL);
            case SendOutcome.Throttled throttled -> "pause";
            case SendOutcome.Accepted accepted -> "accepted";
            case SendOutcome.ContactBlocked contact -> "blocked";
            case SendOutcome.Unknown unknown -> "unknown";
            case SendOutcome.Unanswered unanswered -> "unanswered";
        };
    }
}
