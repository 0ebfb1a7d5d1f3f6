package campaignflows.communication.support;

import java.util.ArrayList;
import java.util.List;

/** Rule M1, written down once more beside the service: what callbacks may make of a communication, in whatever order they come. */
public final class StatusModel {
    private static final List<String> FORWARD =
            List.of("planned", "started", "delivered", "read", "replied", "completed");

    private final List<String> told = new ArrayList<>();
    private String status;

    public StatusModel(String status) {
        this.status = status;
    }

    /** Says that it is there now; says nothing where it may not become that. */
    public void callback(String to) {
        if (allows(status, to)) {
            status = to;
            told.add(to);
        }
    }

    public String status() {
        return status;
    }

    /** Every step that was made, in order. */
    public List<String> told() {
        return List.copyOf(told);
    }

    public static boolean allows(String from, String to) {
        int at = FORWARD.indexOf(from);
        if (at < 0 || from.equals("completed")) {
            return false;
        }
        return switch (to) {
            case "canceled", "skipped" -> from.equals("planned");
            case "failed" -> true;
            case "no_response" -> at >= FORWARD.indexOf("started") && at <= FORWARD.indexOf("read");
            default -> FORWARD.indexOf(to) > at;
        };
    }

    /** Whether each step was allowed by the one before it. */
    public static boolean isForward(String first, List<String> steps) {
        String from = first;
        for (String to : steps) {
            if (!allows(from, to)) {
                return false;
            }
            from = to;
        }
        return true;
    }
}
