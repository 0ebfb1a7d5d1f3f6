package campaignflows.communication.mail;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Mails as they come in. */
public final class Mails {
    private Mails() {}

    /** As Postfix writes it. */
    public static String report(UUID communication, String action, String status, String diagnostic) {
        return """
                Return-Path: <>
                Date: Mon, 1 Jun 2026 08:00:05 +0000 (UTC)
                From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
                Subject: Undelivered Mail Returned to Sender
                To: no-reply@example.com
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status;
                	boundary="4C1B.1/mail.example.org"
                Message-Id: <20260601080005.%1$s@mail.example.org>

                This is a MIME-encapsulated message.

                --4C1B.1/mail.example.org
                Content-Description: Notification
                Content-Type: text/plain; charset=us-ascii

                I'm sorry to have to inform you that your message could not be delivered.

                --4C1B.1/mail.example.org
                Content-Description: Delivery report
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mail.example.org
                Original-Envelope-Id: %1$s
                X-Postfix-Queue-ID: 4C1B
                Arrival-Date: Mon, 1 Jun 2026 08:00:01 +0000 (UTC)

                Final-Recipient: rfc822; ann@example.org
                Original-Recipient: rfc822;ann@example.org
                Action: %2$s
                Status: %3$s
                Remote-MTA: dns; mx.example.org
                Diagnostic-Code: %4$s

                --4C1B.1/mail.example.org
                Content-Description: Undelivered Message Headers
                Content-Type: text/rfc822-headers

                Message-ID: <%1$s@example.com>
                From: no-reply@example.com
                To: ann@example.org
                Subject: Payment

                --4C1B.1/mail.example.org--
                """.formatted(communication, action, status, diagnostic).replace("\n", "\r\n");
    }

    /** Of a person. */
    public static String answer(String id, String from, String text, String headers) {
        return """
                Message-ID: <%s@mail.example.net>
                Date: Mon, 1 Jun 2026 08:30:00 +0200
                From: %s
                To: no-reply@example.com
                Subject: Re: Payment
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                %s
                %s
                """.formatted(id, from, headers.isEmpty() ? "X-Nothing: 1\n" : headers + "\n", text)
                .replace("\n", "\r\n");
    }

    public static byte[] bytes(String mail) {
        return mail.getBytes(StandardCharsets.UTF_8);
    }
}
