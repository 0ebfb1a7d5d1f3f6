package campaignflows.communication.inbound;

import campaignflows.communication.mail.IncomingMail;
import campaignflows.platform.values.Identifier;
import java.util.List;
import java.util.Map;

/** What a mail that came in brings, whichever way it came. */
final class MailContents {
    private MailContents() {}

    static WebhookPayload of(IncomingMail mail) {
        return switch (mail) {
            case IncomingMail.Answer answer -> WebhookPayload.of(message(answer));
            case IncomingMail.Report report ->
                new WebhookPayload(
                        List.of(),
                        List.of(new Receipt(
                                report.communicationId(),
                                "",
                                report.forGood() ? Receipt.Stage.FAILED : Receipt.Stage.DELAYED,
                                report.reason(),
                                false,
                                report.deadAddress())),
                        0);
            case IncomingMail.Other other -> WebhookPayload.ofNothing();
        };
    }

    private static InboundMessage message(IncomingMail.Answer answer) {
        String name = answer.name();
        return new InboundMessage(
                answer.id(),
                Map.of(Identifier.EMAIL.fieldName(), answer.from()),
                name == null ? null : ProviderJson.name(name),
                ProviderJson.text(answer.text()),
                answer.sentAt(),
                null,
                answer.answers());
    }
}
