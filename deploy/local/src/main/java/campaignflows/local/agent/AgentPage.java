package campaignflows.local.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The agent's pages: the list of its sessions, and one session as its contact sees it. Everything shown is escaped. */
final class AgentPage {
    private static final String TEMPLATE = template();

    private AgentPage() {}

    static String list(List<Session> sessions) {
        StringBuilder content = new StringBuilder(
                "<p>Sessions that flows have asked this agent for, the newest first. Open one to answer as its contact.</p>");
        for (Session session : sessions) {
            content.append("<p class=\"row\"><a href=\"/sessions/")
                    .append(session.id())
                    .append("\">")
                    .append(escape(session.name()))
                    .append("</a><span>")
                    .append(escape(session.channel() + " " + session.address()))
                    .append("</span><b>")
                    .append(escape(state(session)))
                    .append("</b><time>")
                    .append(session.startedAt())
                    .append("</time></p>\n");
        }
        if (sessions.isEmpty()) {
            content.append("<p>None yet: choose the agent <i>Local sample agent</i> in a communication of a flow.</p>");
        }
        return page("Sample agent", content.toString());
    }

    static String session(Session session, List<String> choices) {
        StringBuilder content = new StringBuilder("<p>To ")
                .append(escape(session.channel() + " " + session.address()))
                .append("</p><p class=\"said\">")
                .append(escape(session.question()))
                .append("</p>");
        String answer = session.answer();
        String told = session.told();
        if (told != null) {
            content.append("<p>")
                    .append(escape("Nothing more is said: " + told))
                    .append("</p>");
        }
        if (session.isOpen()) {
            content.append("<form method=\"post\" action=\"/sessions/")
                    .append(session.id())
                    .append(
                            "/answer\"><p><label>Anything to add? <input name=\"comment\" maxlength=\"500\"></label></p><p>");
            for (String choice : choices) {
                content.append("<button name=\"answer\" value=\"")
                        .append(choice)
                        .append("\">")
                        .append(choice)
                        .append("</button> ");
            }
            content.append("</p></form>");
        } else if (answer != null) {
            String comment = session.comment();
            content.append("<p class=\"said contact\">")
                    .append(escape(comment == null ? answer : answer + ". " + comment))
                    .append("</p><p>The flow knows: the result <i>answer</i> is <i>")
                    .append(escape(answer))
                    .append("</i>.</p>");
        }
        return page(
                session.name(),
                content.append("<p><a href=\"/\">All sessions</a></p>").toString());
    }

    private static String state(Session session) {
        String told = session.told();
        String answer = session.answer();
        if (answer != null) {
            return "answered " + answer;
        }
        return told == null ? "waits for an answer" : told;
    }

    private static String page(String title, String content) {
        return TEMPLATE.replace("{title}", escape(title)).replace("{content}", content);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String template() {
        try (InputStream page = AgentPage.class.getResourceAsStream("/campaignflows/local/agent-page.html")) {
            return new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
