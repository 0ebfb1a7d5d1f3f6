package campaignflows.e2e;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Participant;
import campaignflows.e2e.client.Csv;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.FlowDraft.Sender;
import campaignflows.e2e.provider.Deliveries;
import campaignflows.e2e.provider.SmtpSink;
import campaignflows.e2e.provider.TelegramServer;
import campaignflows.e2e.provider.WhatsAppReceipts;
import campaignflows.e2e.provider.WhatsAppServer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Many people, each of whom gets a message on each channel, from servers that count. */
final class Crowd implements AutoCloseable {
    /** Of each person. */
    static final List<String> CHANNELS = List.of(
            System.getProperty("e2e.crash.channels", "email,telegram,whatsapp").split(","));

    private static final String SECRET = "app-secret-of-the-crowd";

    private final int size;
    private final SmtpSink mails = new SmtpSink();
    private final TelegramServer telegrams = new TelegramServer();
    private final WhatsAppReceipts receipts;
    private final WhatsAppServer whatsapps;

    Crowd(int size, Random random) {
        this.size = size;
        receipts = new WhatsAppReceipts(SECRET, random);
        whatsapps = new WhatsAppServer(receipts);
    }

    /** What the system has to be started with. */
    Map<String, String> environment() {
        return Map.of(
                "CAMPAIGNFLOWS_COMMUNICATION_TELEGRAM_API",
                telegrams.api().toString(),
                "CAMPAIGNFLOWS_COMMUNICATION_WHATSAPP_API",
                whatsapps.api().toString(),
                "CAMPAIGNFLOWS_COMMUNICATION_WHATSAPP_RECEIPT_WAIT",
                System.getProperty("e2e.crash.receipt-wait", "PT3M"));
    }

    /** An active campaign that writes to whoever is added; receipts come from now on. */
    Campaign campaign(Api api, Api gateway) {
        Sender mail = sender(
                api,
                "email",
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        mails.port(),
                        "security",
                        "none",
                        "from",
                        "Crowd <crowd@example.com>"),
                Map.of());
        Sender telegram =
                sender(api, "telegram", Map.of(), Map.of("bot_token", "123456:crowd-crowd-crowd-crowd-crowd-crowd"));
        Sender whatsapp = sender(
                api,
                "whatsapp",
                Map.of("phone_number_id", WhatsAppServer.NUMBER_ID),
                Map.of("access_token", "EAA-crowd", "webhook_secret", SECRET, "verify_token", "verify-the-crowd"));
        receipts.bringTo(gateway, "/api/v1/webhooks/channels/" + whatsapp.channelId());
        Map<String, Object> template =
                Map.of("name", "hello", "language", "en", "variables", List.of(FlowDraft.literal("Hello")));
        Map<String, Map<String, Object>> contents = Map.of(
                "email",
                Map.of("subject", "Hello {{ customer.name }}", "body", "Hello"),
                "telegram",
                Map.of("body", "Hello"),
                "whatsapp",
                Map.of("template", template));
        Map<String, Sender> senders = Map.of("email", mail, "telegram", telegram, "whatsapp", whatsapp);
        FlowDraft flow = new FlowDraft("Contact").node("created", "participant_created");
        String before = "created";
        for (String channel : CHANNELS) {
            flow.communication(
                            channel,
                            channel + "_communication",
                            channel.toUpperCase(Locale.ROOT),
                            Objects.requireNonNull(senders.get(channel)),
                            Objects.requireNonNull(contents.get(channel)))
                    .line(before, channel);
            before = channel;
        }
        return Campaign.create(api, "Crowd").activeFlow(flow).start();
    }

    private static Sender sender(Api api, String type, Map<String, Object> settings, Map<String, Object> credentials) {
        String name = "Counting " + type;
        Map<String, Object> channel = new HashMap<>(Map.of("name", name, "type", type, "rate_per_second", 10_000));
        if (!settings.isEmpty()) {
            channel.put("settings", settings);
        }
        if (!credentials.isEmpty()) {
            channel.put("credentials", credentials);
        }
        String channelId = api.post("/api/v1/channels", channel).path("id").asText();
        String agentId = api.post(
                        "/api/v1/agents", Map.of("name", name, "kind", "message", "channel_ids", List.of(channelId)))
                .path("id")
                .asText();
        return new Sender(agentId, channelId);
    }

    String csv() {
        StringBuilder csv = new StringBuilder(Csv.line("external_id", "name", "email", "telegram_id", "whatsapp_id"));
        for (int i = 1; i <= size; i++) {
            String id = "crowd-" + i;
            csv.append(Csv.line(id, "Person " + i, id + "@crowd.example", chat(id), "+" + number(id)));
        }
        return csv.toString();
    }

    /** How many messages there will be. */
    int messages() {
        return CHANNELS.size() * size;
    }

    /** How many have been taken. */
    int taken() {
        return CHANNELS.stream()
                .mapToInt(channel -> deliveries(channel).total())
                .sum();
    }

    /** How many people got more than one on a channel. */
    long repeated() {
        return CHANNELS.stream()
                .mapToLong(channel -> deliveries(channel).repeated())
                .sum();
    }

    /** How often the person has got the message on the channel. */
    int got(String channel, Participant person) {
        String id = Objects.requireNonNull(person.externalId());
        String address = switch (channel) {
            case "email" -> Objects.requireNonNull(person.email());
            case "telegram" -> chat(id);
            default -> number(id);
        };
        return deliveries(channel).of(address);
    }

    private Deliveries deliveries(String channel) {
        return switch (channel) {
            case "email" -> mails.deliveries();
            case "telegram" -> telegrams.deliveries();
            case "whatsapp" -> whatsapps.deliveries();
            default -> throw new IllegalArgumentException(channel);
        };
    }

    private static String chat(String externalId) {
        return Long.toString(700_000_000L + place(externalId));
    }

    private static String number(String externalId) {
        return Long.toString(4_915_120_000_000L + place(externalId));
    }

    private static long place(String externalId) {
        return Long.parseLong(externalId.substring(externalId.indexOf('-') + 1));
    }

    @Override
    public void close() {
        receipts.close();
        mails.close();
        telegrams.close();
        whatsapps.close();
    }
}
