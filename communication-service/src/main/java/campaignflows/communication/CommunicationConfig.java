package campaignflows.communication;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be set of this service. The README has the same as a table. */
@ConfigMapping(prefix = "campaignflows.communication")
public interface CommunicationConfig {

    /** Base64 of the 32 bytes that credentials are encrypted with. Losing it means entering all credentials again. */
    String credentialsKey();

    /** Further keys, likewise in base64, by which what was written is still read, separated by commas: while a key is changed. */
    Optional<List<String>> acceptedCredentialsKeys();

    /**
     * How contacts and external agents reach this installation, such as https://contact.example.com: for the links by which
     * people opt out, and the calls by which agents report.
     */
    Optional<URI> publicAddress();

    Dispatch dispatch();

    Email email();

    Inbound inbound();

    Http http();

    Telegram telegram();

    WhatsApp whatsapp();

    Voice voice();

    Agents agents();

    Web web();

    /** How the HTTP interfaces of providers are called. */
    interface Http {

        /** Messages of one channel that may be on their way at a time, 1 to 64. */
        @WithDefault("8")
        @Min(1)
        @Max(64)
        int connectionsPerChannel();

        /** Also for the handshake of TLS. */
        @WithDefault("PT5S")
        Duration connectTimeout();

        /** How long it may take to write a request and read its answer. */
        @WithDefault("PT20S")
        Duration answerTimeout();

        /** How long an idle connection is kept; shorter than providers keep theirs. */
        @WithDefault("PT10S")
        Duration idle();
    }

    /** Telegram's Bot API. */
    interface Telegram {

        /** Where it is, without a path at its end: another one for a Bot API server of your own. */
        @WithDefault("https://api.telegram.org")
        URI api();

        /** How long Telegram may leave a request for updates open until there are any, at most 50 s. */
        @WithDefault("PT25S")
        Duration pollWait();

        /** Bots that this replica asks for updates side by side, 1 to 200. */
        @WithDefault("64")
        @Min(1)
        @Max(200)
        int pollParallel();
    }

    /** Meta's Cloud API of WhatsApp. */
    interface WhatsApp {

        /** Where it is, without a path at its end. */
        @WithDefault("https://graph.facebook.com")
        URI api();

        /** Of the Graph API. */
        @WithDefault("v23.0")
        String version();

        /** How long a receipt may still tell what became of a message that got no answer. */
        @WithDefault("PT15M")
        Duration receiptWait();
    }

    /** Twilio's API of calls. */
    interface Voice {

        /** Where it is, without a path at its end: another one for a region of Twilio's. */
        @WithDefault("https://api.twilio.com")
        URI api();

        /** How long Twilio may still tell what became of a call that got no answer. */
        @WithDefault("PT15M")
        Duration receiptWait();

        /** After which time without news of a call Twilio is asked how it ended. */
        @WithDefault("PT10M")
        Duration lookUpAfter();
    }

    /** The chat on websites. */
    interface Web {

        /** Connections of browsers that this replica holds at a time. */
        @WithDefault("5000")
        @Min(1)
        @Max(100000)
        int connections();

        /** Of one visitor: tabs and devices. */
        @WithDefault("8")
        @Min(1)
        @Max(100)
        int connectionsPerVisitor();

        /** How long a message for a visitor is kept, to be shown on a device that has not seen it. */
        @WithDefault("P30D")
        Duration kept();
    }

    /** External agents. */
    interface Agents {

        /** The ports that they may be called at, as numbers or ranges such as 443,8000-8999. */
        @WithDefault("80,443,1024-65535")
        List<String> ports();
    }

    /** How due communications are found and handed over. */
    interface Dispatch {

        /** Whether this replica sends at all. */
        @WithDefault("true")
        boolean enabled();

        /** How often the database is asked for what is due while nothing else wakes the dispatcher. */
        @WithDefault("PT0.25S")
        Duration poll();

        /** Communications that are claimed for one channel at a time, 1 to 1000. */
        @WithDefault("500")
        @Min(1)
        @Max(1000)
        int batch();

        /** How long a claim is believed without a sign of life; after a crash its communications wait that long. */
        @WithDefault("PT30S")
        Duration lease();

        /** How long to wait before each further attempt; their number is that of the retries. */
        @WithDefault("PT30S,PT5M")
        List<Duration> retryDelays();

        /** Messages of one tenant that may be on their way at a time. */
        @WithDefault("64")
        @Min(1)
        int slotsPerTenant();

        /** Messages of one tenant that may be on their way to one provider at a time, whatever channels they go by. */
        @WithDefault("16")
        @Min(1)
        int slotsPerPeer();

        /** Messages that may be on their way at a time altogether. */
        @WithDefault("256")
        @Min(1)
        @Max(4096)
        int slots();
    }

    /** What becomes of messages that contacts send. */
    interface Inbound {

        /** Contacts whose messages are looked at side by side, 1 to 64. */
        @WithDefault("8")
        @Min(1)
        @Max(64)
        int parallel();

        /** How long a message is known, so that a repeat does nothing, and one that began a session can be read. */
        @WithDefault("P30D")
        Duration kept();
    }

    /** How mail servers are spoken to. */
    interface Email {

        /** Connections to the mail server of one channel, 1 to 64. */
        @WithDefault("8")
        @Min(1)
        @Max(64)
        int connectionsPerChannel();

        @WithDefault("PT5S")
        Duration connectTimeout();

        /** How long each answer of a mail server may take. */
        @WithDefault("PT20S")
        Duration answerTimeout();

        /** How long a mail may take altogether, once there is a connection. */
        @WithDefault("PT1M")
        Duration mailTimeout();

        /** The ports that mail may be sent to, as numbers or ranges such as 25,2500-2599. */
        @WithDefault("25,465,587,2525")
        List<String> ports();

        /** How long an idle connection is kept. */
        @WithDefault("PT15S")
        Duration idle();

        /** The name that we greet mail servers by; some want one that they find in the DNS. */
        @WithDefault("campaign-flows.invalid")
        String helloName();

        /** A PEM file of certificates that are trusted in addition to the usual authorities: those of mail servers of your own. */
        Optional<Path> trustedCertificates();

        /** The ports that mailboxes may be read by, as numbers or ranges. */
        @WithDefault("143,993")
        List<String> mailboxPorts();

        /** How often each mailbox is looked into. */
        @WithDefault("PT15S")
        Duration mailboxPoll();

        /** Mailboxes that are read side by side by this replica, 1 to 64. */
        @WithDefault("8")
        @Min(1)
        @Max(64)
        int mailboxParallel();
    }
}
