package campaignflows.e2e.provider;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An external agent that begins every session, and keeps what it is told. */
public final class AgentServer extends HttpProvider {
    private final List<String> told = new CopyOnWriteArrayList<>();

    public AgentServer() {
        super("external agent");
    }

    /** Every body that came, in order. */
    public List<String> told() {
        return List.copyOf(told);
    }

    @Override
    Response respond(String requestLine, String body) {
        told.add(body);
        return new Response("200 OK", "{}");
    }
}
