package campaignflows.e2e.channel;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.provider.TelegramServer;
import campaignflows.e2e.system.LocalSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** telegram.md: a bot by webhook, a link, and the same bot by polling. */
final class TelegramFollower extends PageFollower {
    private static final String TOKEN = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";

    private final TelegramServer telegram;

    TelegramFollower(LocalSystem system, TelegramServer telegram) {
        super(system);
        this.telegram = telegram;
    }

    void follow() {
        List<String> commands = ChannelPage.of("telegram").blocks("bash");
        assertThat(commands).as("each is followed here").hasSize(4);
        String[] made = run(ChannelPage.filled(commands.get(0), HOST, host(), "123456:ABC-…", TOKEN)
                        + "echo; echo \"$SECRET\"")
                .strip()
                .split("\n");
        String channel = json(made[0]).path("id").asText();
        run(
                ChannelPage.filled(
                        commands.get(1), HOST, host(), "<id>", channel, "https://api.telegram.org/bot<token>", bot()),
                Map.of("SECRET", made[1]),
                "");
        assertThat(telegram.webhook()).containsEntry("secret_token", made[1]);

        Campaign campaign = campaign("Telegram page", "telegram", messageAgent(channel), Map.of("body", "Hello"));
        UUID ann = add(campaign, Person.named("page-tg").with("telegram_id", "9001"));
        awaitStatus(campaign, ann, "delivered");
        assertThat(telegram.deliveries().of("9001")).isEqualTo(1);
        assertThat(bring(update(1, "9001", "Yes"))).isEqualTo(200);
        awaitStatus(campaign, ann, "replied");

        link(commands.get(3), campaign, channel);

        run(ChannelPage.filled(commands.get(2), HOST, host(), "<id>", channel));
        Await.until("the webhook is removed", LIMIT, telegram::webhook, Map::isEmpty);
        UUID ben = add(campaign, Person.named("page-tg-polled").with("telegram_id", "9003"));
        awaitStatus(campaign, ben, "delivered");
        telegram.write(update(3, "9003", "Yes"));
        awaitStatus(campaign, ben, "replied");
    }

    /** A link for somebody without a chat, by the command and by a mail; whoever opens it is reached there. */
    private void link(String command, Campaign campaign, String channel) {
        Campaign mailing = Campaign.create(api, "Mail with a link")
                .activeFlow(new FlowDraft("Invite")
                        .node("created", "participant_created")
                        .email(
                                "mail",
                                "INVITED",
                                new Installation(api).emailMessages(),
                                "Write to us",
                                "Here: {{ communication.telegram_link }}")
                        .line("created", "mail"))
                .start();
        mailing.add(Person.named("page-link"));
        UUID customer = mailing.participants().getFirst().customerId();
        JsonNode made = json(run(ChannelPage.filled(
                command,
                HOST,
                host(),
                "<id>",
                channel,
                "\"customer_id\": \"…\"",
                "\"customer_id\": \"" + customer + "\"")));
        assertThat(made.path("url").asText()).startsWith("https://t.me/page_bot?start=");
        String mail = Await.until(
                        "the mail", LIMIT, () -> system.mails().to("page-link@people.example"), list -> !list.isEmpty())
                .getFirst()
                .text();
        assertThat(mail).contains("Here: https://t.me/page_bot?start=");
        String payload =
                mail.substring(mail.indexOf("?start=") + "?start=".length()).strip();

        assertThat(bring(update(2, "9002", "/start " + payload))).isEqualTo(200);

        Await.until(
                "the chat is the customer's",
                LIMIT,
                () -> api.get("/api/v1/customers/" + customer).toString(),
                shown -> shown.contains("9002"));
        UUID again = add(campaign, Person.named("page-link"));
        awaitStatus(campaign, again, "delivered");
        assertThat(telegram.deliveries().of("9002")).isEqualTo(1);
    }

    private String bot() {
        return telegram.api() + "/bot" + TOKEN;
    }

    private static String update(int id, String chat, String text) {
        return """
                {"update_id":%d,"message":{"message_id":%d,"date":%d,"from":{"id":%s,"is_bot":false,"first_name":"Ann"},\
                "chat":{"id":%s,"type":"private"},"text":"%s"}}
                """.formatted(id, id, Instant.now().getEpochSecond(), chat, chat, text)
                .strip();
    }

    /** As Telegram brings it to the webhook that it was told of. */
    private int bring(String update) {
        URI address = URI.create(telegram.webhook().getOrDefault("url", ""));
        return provider.send(
                        "POST",
                        URLDecoder.decode(address.getPath(), StandardCharsets.UTF_8),
                        json(update),
                        "X-Telegram-Bot-Api-Secret-Token",
                        telegram.webhook().getOrDefault("secret_token", ""))
                .status();
    }
}
